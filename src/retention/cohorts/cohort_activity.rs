//! [`CohortActivity`].

#[cfg(feature = "serde")]
use crate::saved::Own;
use crate::units::Money;
use crate::{Error, Result};

/// Holds one row of a [`CohortLog`](super::CohortLog): a customer of a cohort was active in a
/// period.
///
/// Cohort and period are whole numbers on the same count: cohort 5, period 8 is age 3.
///
/// # Examples
///
/// ```
/// use tenure::retention::cohorts::CohortActivity;
///
/// let back = CohortActivity::new("ann", 5, 8)?;
/// assert_eq!(back.age(), 3);
/// assert_eq!(CohortActivity::at_age("ann", 5, 3)?, back);
///
/// assert_eq!(
///     CohortActivity::new("ann", 8, 5).unwrap_err().to_string(),
///     "cohort period (8) cannot exceed the period of the activity (5)"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CohortActivity<Id> {
    id: Id,
    cohort: i64,
    period: i64,
    amount: Money,
}

impl<Id> CohortActivity<Id> {
    /// Creates a row of a customer of the cohort of period `cohort` who was active in `period`.
    ///
    /// # Errors
    ///
    /// [`Error::Exceeds`] for a period before the cohort's.
    pub fn new(id: Id, cohort: i64, period: i64) -> Result<Self> {
        if cohort > period {
            return Err(Error::Exceeds {
                what: "cohort period",
                value: cohort as f64,
                limit_what: "the period of the activity",
                limit: period as f64,
            });
        }
        Ok(Self {
            id,
            cohort,
            period,
            amount: Money::ZERO,
        })
    }

    /// Creates a row of a customer of the cohort of period `cohort` who was active `age` periods
    /// later.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a period that does not fit in 64 bits.
    pub fn at_age(id: Id, cohort: i64, age: u64) -> Result<Self> {
        let Some(period) = cohort.checked_add_unsigned(age) else {
            return Err(Error::out_of_range(
                "age of an activity",
                "small enough for its period to fit in 64 bits",
                age as f64,
            ));
        };
        Self::new(id, cohort, period)
    }

    /// Sets what the customer paid; below 0 for a refund.
    pub fn paying(self, amount: Money) -> Self {
        Self { amount, ..self }
    }

    /// Returns the customer.
    pub const fn id(&self) -> &Id {
        &self.id
    }

    /// Returns the period of the cohort.
    #[must_use]
    pub const fn cohort(&self) -> i64 {
        self.cohort
    }

    /// Returns the period of the activity.
    #[must_use]
    pub const fn period(&self) -> i64 {
        self.period
    }

    /// Returns how many periods after the cohort's the activity was.
    #[must_use]
    pub const fn age(&self) -> u64 {
        self.period.abs_diff(self.cohort)
    }

    /// Returns what the customer paid.
    pub const fn amount(&self) -> Money {
        self.amount
    }

    /// Its parts: customer, cohort and period, amount.
    #[inline]
    pub(super) fn into_parts(self) -> (Id, (i64, i64), Money) {
        (self.id, (self.cohort, self.period), self.amount)
    }
}

impl<Id> TryFrom<(Id, i64, i64)> for CohortActivity<Id> {
    type Error = Error;

    fn try_from((id, cohort, period): (Id, i64, i64)) -> Result<Self> {
        Self::new(id, cohort, period)
    }
}

impl<Id: Clone> TryFrom<&(Id, i64, i64)> for CohortActivity<Id> {
    type Error = Error;

    fn try_from((id, cohort, period): &(Id, i64, i64)) -> Result<Self> {
        Self::new(id.clone(), *cohort, *period)
    }
}

impl<Id> TryFrom<(Id, i64, i64, Money)> for CohortActivity<Id> {
    type Error = Error;

    fn try_from((id, cohort, period, amount): (Id, i64, i64, Money)) -> Result<Self> {
        Ok(Self::new(id, cohort, period)?.paying(amount))
    }
}

impl<Id: Clone> TryFrom<&(Id, i64, i64, Money)> for CohortActivity<Id> {
    type Error = Error;

    fn try_from((id, cohort, period, amount): &(Id, i64, i64, Money)) -> Result<Self> {
        Ok(Self::new(id.clone(), *cohort, *period)?.paying(*amount))
    }
}

saved! {
    impl{Id} keys{Id} for CohortActivity<Id> as plain;
    |activity| { id: Own<Id> = Own(&activity.id), cohort, period, amount };
    read { Ok(Self::new(id.0, cohort, period)?.paying(amount)) }
}
