//! [`Churn`].

use core::fmt;

use super::{Period, Proportion};
use crate::numeric::math;

/// Represents the share of customers lost per period: 3 % a month.
///
/// Converts to another period by compounding on the customers who stay; never by multiplying
/// (5 % a month is 46 % a year, not 60 %). A rate keeps what was stated and converts once, on the
/// way out: a high monthly churn has a yearly retention so near 0 that the way back is lost.
///
/// # Formula
///
/// ```text
/// c₂ = 1 − (1 − c₁)^(d₂ / d₁)
/// ```
/// where cᵢ is the churn per period of dᵢ days.
///
/// # Examples
///
/// ```
/// use tenure::units::{Churn, Period, Proportion};
///
/// let churn = Churn::new(Proportion::from_percent(3.0)?, Period::Month);
/// assert_eq!(churn.to_string(), "3.0% per month");
/// assert_eq!(churn.per(Period::Year).to_string(), "30.6%");
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Churn {
    rate: Proportion,
    period: Period,
}

/// Says what counts as the lifetime of a customer who leaves with a constant probability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum LifetimeConvention {
    /// Payments made at the start of each period, the first by everybody: 1/c.
    PaymentsAtStart,
    /// Payments made at the end of each period, only by those still there: (1 − c)/c.
    PaymentsAtEnd,
    /// Leaving on average in the middle of a period: 1/c − 1/2.
    MidPeriod,
    /// Leaving at any time, at a constant hazard: −1/ln(1 − c). The only one that does not depend
    /// on the period the churn was stated in.
    Continuous,
}

impl Churn {
    /// Creates a churn from the share lost per period.
    pub const fn new(rate: Proportion, period: Period) -> Self {
        Self { rate, period }
    }

    /// Returns the share lost in the period it was stated in.
    pub const fn rate(self) -> Proportion {
        self.rate
    }

    /// Returns the period it was stated in.
    #[must_use]
    pub const fn period(self) -> Period {
        self.period
    }

    /// Converts to the share lost per other period.
    #[doc(alias = "annualise")]
    pub fn per(self, period: Period) -> Proportion {
        if period == self.period {
            return self.rate;
        }
        Proportion::clipped(-math::exp_m1(self.ln_retention_per(period)))
    }

    /// Converts to the share kept per other period, computed without going through the churn.
    pub fn retention_per(self, period: Period) -> Proportion {
        if period == self.period {
            return self.rate.complement();
        }
        Proportion::clipped(math::exp(self.ln_retention_per(period)))
    }

    /// ln of the share kept per period, −∞ when everybody leaves: what compounds.
    pub(crate) fn ln_retention_per(self, period: Period) -> f64 {
        math::ln_1p(-self.rate.get()) * period.in_units_of(self.period)
    }

    /// Returns the expected lifetime of a customer, in the period the churn was stated in.
    ///
    /// `None` when nobody leaves (the lifetime has no end), or so few that it is beyond `f64`.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::units::{Churn, LifetimeConvention, Period, Proportion};
    ///
    /// let churn = Churn::new(Proportion::new(0.05)?, Period::Month);
    /// assert_eq!(churn.expected_lifetime(LifetimeConvention::PaymentsAtStart), Some(20.0));
    /// # Ok::<(), tenure::Error>(())
    /// ```
    #[must_use]
    pub fn expected_lifetime(self, convention: LifetimeConvention) -> Option<f64> {
        let c = self.rate.get();
        let lifetime = match convention {
            LifetimeConvention::PaymentsAtStart => 1.0 / c,
            LifetimeConvention::PaymentsAtEnd => (1.0 - c) / c,
            LifetimeConvention::MidPeriod => (1.0 - c / 2.0) / c, // 1/c − 1/2 without cancelling
            LifetimeConvention::Continuous => -1.0 / math::ln_1p(-c),
        };
        // −1/ln(0) is −1/−∞ = 0: all leave at once. 1/0 is +∞ or −∞ by the sign of ln_1p(-0).
        lifetime.is_finite().then_some(lifetime)
    }
}

saved! {
    impl{} for Churn as plain;
    |churn| { rate, period }
}

saved! { impl{} for LifetimeConvention as is; }

impl fmt::Display for Churn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(1);
        crate::text::padded(
            f,
            format_args!("{:.places$} per {}", self.rate, self.period),
        )
    }
}
