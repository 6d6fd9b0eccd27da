//! [`Clv`].

use core::fmt;

use super::Timing;
use crate::units::{DiscountRate, Finite, Horizon};
use crate::{Error, Result};

/// What a customer is worth today, and what that figure assumes.
///
/// Every closed form answers with one of these, so that they stand in one table: two values are
/// comparable when their timing, their horizon, their discount rate and the kind of margin they
/// were fed are the same. It is always *before* the cost of winning the customer; whether it is
/// worth more than that says [`net_of`](Self::net_of).
///
/// Prints as the value with its assumptions. A width and a precision are those of the value, so that
/// values stand below each other.
///
/// # Examples
///
/// ```
/// use tenure::clv::{SteadyClv, Timing};
/// use tenure::units::{Churn, DiscountRate, Finite, Margin, Period, Proportion};
///
/// let clv = SteadyClv {
///     margin: Margin::new(100.0, Period::Year)?,
///     churn: Churn::new(Proportion::from_percent(20.0)?, Period::Year),
///     discount: DiscountRate::new(0.10, Period::Year)?,
///     timing: Timing::End,
/// }
/// .value()?;
/// assert_eq!(clv.to_string(), "266.67 (end of period, no horizon, discounted at 10.0% per year)");
/// assert_eq!(format!("{clv:>8.1}").split_once(" (").map(|(value, _)| value), Some("   266.7"));
/// assert_eq!(format!("{:.2}", clv.net_of(Finite::new(200.0)?)?), "66.67");
/// # Ok::<(), tenure::Error>(())
/// ```
#[doc(alias = "LTV")]
#[doc(alias = "CLTV")]
#[doc(alias = "lifetime value")]
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Raw"))]
pub struct Clv {
    present_value: Finite,
    timing: Option<Timing>,
    horizon: Option<Horizon>,
    discount: DiscountRate,
}

/// What the figure is called in errors.
pub(super) const LIFETIME_VALUE: &str = "lifetime value";

impl Clv {
    pub(in crate::clv) fn new(
        value: f64,
        horizon: Option<Horizon>,
        discount: DiscountRate,
    ) -> Result<Self> {
        Ok(Self {
            present_value: Finite::new(within_f64(value)?)?,
            timing: None,
            horizon,
            discount,
        })
    }

    /// The same with the timing of its payments stated.
    pub(in crate::clv) const fn paid(self, timing: Timing) -> Self {
        Self {
            timing: Some(timing),
            ..self
        }
    }

    /// The money, in the units of the margin it was computed from.
    #[must_use]
    pub const fn present_value(self) -> f64 {
        self.present_value.get()
    }

    /// When in each period payments were taken to come in; `None` for forms without payment dates.
    #[must_use]
    pub const fn timing(self) -> Option<Timing> {
        self.timing
    }

    /// How far it looks ahead; `None` when it looks ahead without end.
    #[must_use]
    pub const fn horizon(self) -> Option<Horizon> {
        self.horizon
    }

    /// What later money was discounted by; [`DiscountRate::NONE`] when it was not.
    pub const fn discount(self) -> DiscountRate {
        self.discount
    }

    /// What is left after the cost of winning the customer.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a negative cost, [`Error::Diverges`] when the difference is beyond
    /// `f64`.
    pub fn net_of(self, acquisition_cost: Finite) -> Result<f64> {
        within_f64(self.present_value() - cost(acquisition_cost)?)
    }

    /// How many times the cost comes back: the return on winning or keeping the customer.
    ///
    /// A ratio, not a value, and only meaningful with a cost *per customer*. The usual rule of thumb asks for 3, on margin and against fully loaded costs
    /// ([`LtvToCac`](crate::acquisition::LtvToCac) is the same for values from elsewhere).
    ///
    /// # Errors
    ///
    /// As [`net_of`](Self::net_of); and [`Error::Undefined`] for a cost of 0.
    #[doc(alias = "clv_to_cost")]
    #[doc(alias = "LTV:CAC")]
    #[doc(alias = "ROI")]
    pub fn to_cost(self, cost_per_customer: Finite) -> Result<f64> {
        let cost = cost(cost_per_customer)?;
        if cost > 0.0 {
            within_f64(self.present_value() / cost)
        } else {
            Err(Error::Undefined {
                what: "ratio of lifetime value to cost",
                because: "the cost is 0",
            })
        }
    }
}

/// A cost, which is not below 0.
fn cost(amount: Finite) -> Result<f64> {
    if amount.get() >= 0.0 {
        Ok(amount.get())
    } else {
        Err(Error::out_of_range(
            "acquisition cost per customer",
            "at least 0",
            amount.get(),
        ))
    }
}

/// A computed amount if it is one; never −0.
pub(super) fn within_f64(value: f64) -> Result<f64> {
    if value.is_finite() {
        Ok(value + 0.0)
    } else {
        Err(Error::Diverges {
            what: LIFETIME_VALUE,
            because: "it is beyond the largest number; check the units of what was given",
        })
    }
}

impl fmt::Display for Clv {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(2);
        match f.width() {
            Some(width) => write!(f, "{:>width$.places$} (", self.present_value())?,
            None => write!(f, "{:.places$} (", self.present_value())?,
        }
        if let Some(timing) = self.timing {
            write!(f, "{timing}, ")?;
        }
        match self.horizon {
            Some(horizon) => write!(f, "horizon {horizon}, ")?,
            None => f.write_str("no horizon, ")?,
        }
        if self.discount.rate() > 0.0 {
            write!(f, "discounted at {})", self.discount)
        } else {
            f.write_str("not discounted)")
        }
    }
}

/// The money alone, as payback and ratios to cost take it.
impl From<Clv> for Finite {
    fn from(clv: Clv) -> Self {
        clv.present_value
    }
}

#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
#[serde(expecting = "a lifetime value")]
struct Raw {
    present_value: f64,
    timing: Option<Timing>,
    horizon: Option<Horizon>,
    discount: DiscountRate,
}

#[cfg(feature = "serde")]
impl TryFrom<Raw> for Clv {
    type Error = Error;

    fn try_from(raw: Raw) -> Result<Self> {
        let value = crate::error::finite(LIFETIME_VALUE, raw.present_value)?;
        let clv = Self::new(value, raw.horizon, raw.discount)?;
        Ok(Self {
            timing: raw.timing,
            ..clv
        })
    }
}
