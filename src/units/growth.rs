//! [`Growth`].

use core::fmt;

use super::Period;
use crate::numeric::math;
use crate::text::{Percent, padded};
use crate::{Error, Result};

/// Represents how fast the margin of a customer who stays grows: 5 % a year.
///
/// Negative for one that shrinks. Converts to another period by compounding.
///
/// # Formula
///
/// ```text
/// g₂ = (1 + g₁)^(p₂ / p₁) − 1
/// ```
/// where gᵢ is the growth per period of pᵢ days.
///
/// # Examples
///
/// ```
/// use tenure::units::{Growth, Period};
///
/// let growth = Growth::new(0.01, Period::Month)?;
/// assert_eq!(format!("{:.4}", growth.per(Period::Year)?), "0.1268");
/// assert_eq!(growth.to_string(), "1.0% per month");
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Growth {
    rate: f64,
    period: Period,
}

impl Growth {
    /// The margin stays what it is.
    pub const NONE: Self = Self {
        rate: 0.0,
        period: Period::Year,
    };

    /// Creates a growth per period from a fraction: 0.10 for 10 %.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] at −1 and below (nothing would be left to grow), [`Error::NotFinite`]
    /// for NaN and infinities.
    pub const fn new(rate: f64, period: Period) -> Result<Self> {
        if rate > -1.0 && rate.is_finite() {
            Ok(Self {
                rate: rate + 0.0,
                period,
            })
        } else {
            Err(Error::bad_number(
                "growth",
                "a fraction above -1 (0.05 for 5%)",
                rate,
            ))
        }
    }

    /// Returns the growth in the period it was stated in.
    #[must_use]
    pub const fn rate(self) -> f64 {
        self.rate
    }

    /// Returns the period it was stated in.
    #[must_use]
    pub const fn period(self) -> Period {
        self.period
    }

    /// Converts to the growth per other period.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`] when it compounds beyond `f64`.
    pub fn per(self, period: Period) -> Result<f64> {
        if period == self.period {
            return Ok(self.rate);
        }
        crate::error::finite("compounded growth", math::exp_m1(self.ln_per(period)))
    }

    /// ln(1 + g) per period: what compounds, always finite.
    pub(crate) fn ln_per(self, period: Period) -> f64 {
        math::ln_1p(self.rate) * period.in_units_of(self.period)
    }
}

saved! {
    impl{} for Growth as plain;
    |growth| { rate, period };
    read { Self::new(rate, period) }
}

impl fmt::Display for Growth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(1);
        let percent = Percent(self.rate);
        padded(f, format_args!("{percent:.places$} per {}", self.period))
    }
}
