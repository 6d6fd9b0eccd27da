//! [`Frequency`].

use core::fmt;

use super::Period;
use crate::{Error, Result};

/// Represents how often a customer buys: 1 order a month.
///
/// Converts to another period linearly. At most 10¹² per period.
///
/// # Examples
///
/// ```
/// use tenure::units::{Frequency, Period};
///
/// let orders = Frequency::new(1.5, Period::Month)?;
/// assert_eq!(orders.per(Period::Year), 18.0);
/// assert_eq!(orders.to_string(), "1.5 per month");
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frequency {
    times: f64,
    period: Period,
}

impl Frequency {
    /// Creates a frequency of `times` per period.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] below 0 and above 10¹², [`Error::NotFinite`] for NaN and infinities.
    pub const fn new(times: f64, period: Period) -> Result<Self> {
        if times >= 0.0 && times <= 1e12 {
            Ok(Self {
                times: times + 0.0,
                period,
            })
        } else {
            Err(Error::bad_number(
                "purchase frequency",
                "from 0 to 1e12",
                times,
            ))
        }
    }

    /// Returns how often in the period it was stated in.
    #[must_use]
    pub const fn times(self) -> f64 {
        self.times
    }

    /// Returns the period it was stated in.
    #[must_use]
    pub const fn period(self) -> Period {
        self.period
    }

    /// Converts to how often per other period.
    #[must_use]
    pub fn per(self, period: Period) -> f64 {
        self.times * period.in_units_of(self.period)
    }
}

saved! {
    impl{} for Frequency as plain;
    |frequency| { times, period };
    read { Self::new(times, period) }
}

impl fmt::Display for Frequency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match f.precision() {
            Some(places) => crate::text::padded(
                f,
                format_args!("{:.places$} per {}", self.times, self.period),
            ),
            None => crate::text::padded(f, format_args!("{} per {}", self.times, self.period)),
        }
    }
}
