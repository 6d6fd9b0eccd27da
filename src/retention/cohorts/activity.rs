//! [`Activity`].

#[cfg(feature = "serde")]
use crate::saved::Own;
use crate::units::Money;

/// Holds one row of an [`ActivityLog`](super::ActivityLog): a customer was active in a period, and
/// perhaps paid.
///
/// What counts as active is the caller's: a purchase, a log-in, a message sent. Periods are whole numbers, made from
/// dates by the functions of [this module](super) or in any other way in which the next period has the next number.
///
/// # Examples
///
/// ```
/// use tenure::retention::cohorts::{Activity, month_index};
/// use tenure::units::Money;
///
/// let activity =
///     Activity::new("ann", month_index(2024, 3)?).paying(Money::from_minor(2999));
/// assert_eq!(activity.amount(), Money::from_minor(2999));
/// assert_eq!(Activity::from(("ann", 5)), Activity::new("ann", 5));
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Activity<Id> {
    id: Id,
    period: i64,
    amount: Money,
}

impl<Id> Activity<Id> {
    /// Creates a row of a customer who was active in a period.
    pub const fn new(id: Id, period: i64) -> Self {
        Self {
            id,
            period,
            amount: Money::ZERO,
        }
    }

    /// Sets what the customer paid; below 0 for a refund.
    pub fn paying(self, amount: Money) -> Self {
        Self { amount, ..self }
    }

    /// Returns the customer.
    pub const fn id(&self) -> &Id {
        &self.id
    }

    /// Returns the period.
    #[must_use]
    pub const fn period(&self) -> i64 {
        self.period
    }

    /// Returns what the customer paid.
    pub const fn amount(&self) -> Money {
        self.amount
    }

    /// Its parts.
    #[inline]
    pub(super) fn into_parts(self) -> (Id, i64, Money) {
        (self.id, self.period, self.amount)
    }
}

impl<Id> From<(Id, i64)> for Activity<Id> {
    fn from((id, period): (Id, i64)) -> Self {
        Self::new(id, period)
    }
}

impl<Id: Clone> From<&(Id, i64)> for Activity<Id> {
    fn from((id, period): &(Id, i64)) -> Self {
        Self::new(id.clone(), *period)
    }
}

impl<Id> From<(Id, i64, Money)> for Activity<Id> {
    fn from((id, period, amount): (Id, i64, Money)) -> Self {
        Self::new(id, period).paying(amount)
    }
}

impl<Id: Clone> From<&(Id, i64, Money)> for Activity<Id> {
    fn from((id, period, amount): &(Id, i64, Money)) -> Self {
        Self::new(id.clone(), *period).paying(*amount)
    }
}

saved! {
    impl{Id} keys{Id} for Activity<Id> as plain;
    |activity| { id: Own<Id> = Own(&activity.id), period, amount };
    read { Ok(Self::new(id.0, period).paying(amount)) }
}
