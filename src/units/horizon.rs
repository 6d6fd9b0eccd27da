//! [`Horizon`].

use core::fmt;

use super::Period;
use crate::{Error, Result};

/// Represents a length of time, such as how far to look ahead or how long a customer stays: 3
/// years.
///
/// A length of time with the period it was stated in, so that years are never multiplied by monthly
/// figures. Above 0, and at most 10¹² periods.
///
/// # Examples
///
/// ```
/// use tenure::units::{Horizon, Period};
///
/// let horizon = Horizon::new(3.0, Period::Year)?;
/// assert_eq!(horizon.in_units_of(Period::Month), 36.0);
/// assert_eq!(horizon.to_string(), "3 years");
/// assert_eq!(
///     Horizon::new(0.0, Period::Year).unwrap_err().to_string(),
///     "length of time must be above 0 and at most 1e12, got 0"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Horizon {
    length: f64,
    period: Period,
}

impl Horizon {
    /// Creates a length of `length` periods.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for 0 and less and above 10¹², [`Error::NotFinite`] for NaN and
    /// infinities.
    pub const fn new(length: f64, period: Period) -> Result<Self> {
        if length > 0.0 && length <= 1e12 {
            Ok(Self { length, period })
        } else {
            Err(Error::bad_number(
                "length of time",
                "above 0 and at most 1e12",
                length,
            ))
        }
    }

    /// Returns the number of periods it was stated in.
    #[must_use]
    pub const fn length(self) -> f64 {
        self.length
    }

    /// Returns the period it was stated in.
    #[must_use]
    pub const fn period(self) -> Period {
        self.period
    }

    /// Returns how many times `unit` fits into it.
    #[must_use]
    pub fn in_units_of(self, unit: Period) -> f64 {
        if unit == self.period {
            return self.length;
        }
        // Both are whole, so the quotient is exact where it is whole: 7 years are 365 weeks.
        self.length * twelfths(self.period) / twelfths(unit)
    }

    /// How many payments, one per `period`, fall into it: whole periods only, with the rounding of
    /// the conversion forgiven (a month stated as 1/12 of a year is one).
    pub(crate) fn payments(self, period: Period) -> Result<f64> {
        const FORGIVEN: f64 = 1.0 + 4.0 * f64::EPSILON;
        let fits = self.in_units_of(period);
        let payments = (fits * FORGIVEN).floor();
        if payments < 1.0 {
            return Err(Error::out_of_range(
                "horizon, counted in payment periods (the period of the margin),",
                "at least 1",
                fits,
            ));
        }
        Ok(payments)
    }
}

/// The length of a period in twelfths of a day, a whole number for each of them.
fn twelfths(period: Period) -> f64 {
    (period.in_units_of(Period::Day) * 12.0).round()
}

saved! {
    impl{} for Horizon as plain;
    |horizon| { length, period };
    read { Self::new(length, period) }
}

impl fmt::Display for Horizon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = match f.precision() {
            Some(places) => format!("{:.places$}", self.length),
            None => self.length.to_string(),
        };
        crate::text::padded(f, self.period.counted(&length))
    }
}
