//! [`DiscountRate`].

use core::fmt;

use super::Period;
use crate::numeric::math;
use crate::text::{Percent, padded};
use crate::{Error, Result};

/// Represents what waiting for money costs: at 10 % a year, 110 in a year is worth 100 now.
///
/// A stated rate may be *effective* (what a year really costs) or *nominal* (a yearly figure that is
/// charged monthly: 12 % nominal is 1 % a month and 12.68 % a year). The two differ, so each has its
/// own constructor; a continuous rate has the third. Inside there is only the effective rate, which
/// converts to other periods by compounding.
///
/// # Formula
///
/// ```text
/// effective    d₂ = (1 + d₁)^(p₂ / p₁) − 1
/// nominal      d per compounding period = j / (compounding periods in the quoted one)
/// continuous   d = e^δ − 1
/// ```
///
/// # Examples
///
/// ```
/// use tenure::units::{DiscountRate, Period};
///
/// let effective = DiscountRate::new(0.12, Period::Year)?;
/// assert_eq!(format!("{:.5}%", 100.0 * effective.per(Period::Month)?), "0.94888%");
///
/// let nominal = DiscountRate::nominal(0.12, Period::Year, Period::Month)?;
/// assert_eq!(format!("{:.2}%", 100.0 * nominal.per(Period::Year)?), "12.68%");
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DiscountRate {
    effective: f64,
    period: Period,
}

impl DiscountRate {
    /// No discount: money later is worth as much as money now.
    pub const NONE: Self = Self {
        effective: 0.0,
        period: Period::Year,
    };

    /// Creates an effective rate per period from a fraction: 0.10 for 10 % a year.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] below 0, [`Error::NotFinite`] for NaN and infinities.
    #[doc(alias = "effective")]
    pub const fn new(rate: f64, period: Period) -> Result<Self> {
        if rate >= 0.0 && rate.is_finite() {
            Ok(Self {
                effective: rate + 0.0,
                period,
            })
        } else {
            Err(Error::bad_number(
                "discount rate",
                "a fraction of at least 0 (0.1 for 10%)",
                rate,
            ))
        }
    }

    /// Creates a rate from a nominal one, quoted per one period and compounded per another: 12 % a
    /// year, compounded monthly.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub fn nominal(rate: f64, quoted_per: Period, compounded_per: Period) -> Result<Self> {
        let stated = Self::new(rate, quoted_per)?;
        Self::new(
            stated.effective / quoted_per.in_units_of(compounded_per),
            compounded_per,
        )
    }

    /// Creates a rate from a continuously compounded one (a force of interest) per period.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new), and [`Error::NotFinite`] when e^rate is beyond `f64`.
    pub fn continuous(rate: f64, period: Period) -> Result<Self> {
        let stated = Self::new(rate, period)?;
        Self::new(math::exp_m1(stated.effective), period)
    }

    /// Returns the effective rate in the period it is held in.
    #[must_use]
    pub const fn rate(self) -> f64 {
        self.effective
    }

    /// Returns the period it is held in.
    #[must_use]
    pub const fn period(self) -> Period {
        self.period
    }

    /// Converts to the effective rate per other period.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`] when the rate compounds beyond `f64` (above 6 % a day, over 30 years).
    pub fn per(self, period: Period) -> Result<f64> {
        if period == self.period {
            return Ok(self.effective);
        }
        crate::error::finite(
            "compounded discount rate",
            math::exp_m1(self.ln_growth_per(period)),
        )
    }

    /// Returns the present value of one unit of money a period from now: 1/(1 + d), from 0 to 1.
    #[must_use]
    pub fn factor(self, period: Period) -> f64 {
        math::exp(-self.ln_growth_per(period))
    }

    /// ln(1 + d) per period: what compounds, always finite.
    pub(crate) fn ln_growth_per(self, period: Period) -> f64 {
        math::ln_1p(self.effective) * period.in_units_of(self.period)
    }
}

saved! {
    impl{} for DiscountRate as plain;
    |discount| { effective, period };
    read { Self::new(effective, period) }
}

impl fmt::Display for DiscountRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(1);
        let percent = Percent(self.effective);
        padded(f, format_args!("{percent:.places$} per {}", self.period))
    }
}
