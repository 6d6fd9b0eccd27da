//! [`ProgrammeValue`] and [`RetainedCustomers`].

use super::plan::whole;
use crate::units::{Finite, Proportion};
use crate::{Error, Result};

/// Values an acquisition programme: the customers it wins times the lifetime value of one.
///
/// In the money of the lifetime value; more is better. Held against the programme's cost it says
/// whether to run it.
///
/// # Formula
///
/// ```text
/// new customers · CLV
/// ```
///
/// # Examples
///
/// ```
/// use tenure::acquisition::ProgrammeValue;
/// use tenure::units::Finite;
///
/// let programme = ProgrammeValue { new_customers: 2000, clv: Finite::new(3400.0)? };
/// assert_eq!(programme.value()?, 6_800_000.0);
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProgrammeValue {
    /// How many customers it wins.
    pub new_customers: u64,
    /// The lifetime value of one.
    pub clv: Finite,
}

saved! {
    impl{} for ProgrammeValue as "programme value", 1;
    |programme| { new_customers, clv }
}

impl ProgrammeValue {
    /// Computes the value of the programme.
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`] when it is beyond `f64`.
    pub fn value(&self) -> Result<f64> {
        self.times(1)
    }

    /// Computes a printed formula that multiplies by the retained customers once more. **Not a
    /// value.**
    ///
    /// Its unit is people² times money, so it grows with the square of the business; and a lifetime
    /// value already contains who stays, so even a retention *share* in its place would count
    /// retention twice. It is here to reproduce figures already reported: divide them by the
    /// retained customers to get [`value`](Self::value).
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::acquisition::ProgrammeValue;
    /// use tenure::units::Finite;
    ///
    /// let programme = ProgrammeValue { new_customers: 2000, clv: Finite::new(2800.0)? };
    /// assert_eq!(programme.value_times_retained(12)?, 67_200_000.0); // as printed
    /// assert_eq!(programme.value()?, 5_600_000.0); // what it is worth
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`value`](Self::value).
    pub fn value_times_retained(&self, retained: u64) -> Result<f64> {
        self.times(retained)
    }

    fn times(&self, factor: u64) -> Result<f64> {
        let value = self.clv.get() * (self.new_customers as f64 * factor as f64) + 0.0;
        if value.is_finite() {
            Ok(value)
        } else {
            Err(Error::Diverges {
                what: "value of the programme",
                because: "it is beyond the largest number; check the units of the lifetime value",
            })
        }
    }
}

/// Computes how many customers stay when only satisfied ones may.
///
/// A lower bound: it takes everybody who is not satisfied for lost. Counting who did stay is always
/// better where there is a log.
///
/// # Formula
///
/// ```text
/// ⌊satisfied · retention⌋
/// ```
///
/// # Examples
///
/// ```
/// use tenure::acquisition::RetainedCustomers;
/// use tenure::units::Proportion;
///
/// let retained = RetainedCustomers { satisfied: 15, retention: Proportion::from_percent(80.0)? };
/// assert_eq!(retained.at_least(), 12);
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RetainedCustomers {
    /// How many customers are satisfied.
    pub satisfied: u64,
    /// The share of them that stays.
    pub retention: Proportion,
}

saved! {
    impl{} for RetainedCustomers as "retained customers", 1;
    |retained| { satisfied, retention }
}

impl RetainedCustomers {
    /// Returns the number of people, rounded down.
    #[must_use]
    pub fn at_least(&self) -> u64 {
        crate::numeric::count::saturated(whole(u128::from(self.satisfied), self.retention.get()))
    }
}
