//! [`Clv`].

use core::fmt;

use super::Timing;
use crate::units::{DiscountRate, Finite, Horizon};
use crate::{Error, Result};

/// Holds what a customer is worth today, and what that figure assumes.
///
/// Every closed form returns one, so that they can be compared: two values are comparable when
/// timing, horizon, discount rate and the kind of margin are the same. The value is always *before*
/// the cost of acquiring the customer; [`net_of`](Self::net_of) subtracts it. Higher is better. The
/// amount is in the currency unit of the margin it was computed from.
///
/// It prints as the value with its assumptions; a width and a precision apply to the value alone, so
/// that values align in a column.
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
/// let shown = "266.67 (end of period, no horizon, discounted at 10.0% per year)";
/// assert_eq!(clv.to_string(), shown);
/// assert!(format!("{clv:>8.1}").starts_with("   266.7 ("));
/// assert_eq!(format!("{:.2}", clv.net_of(Finite::new(200.0)?)?), "66.67");
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clv {
    present_value: Finite,
    timing: Option<Timing>,
    horizon: Option<Horizon>,
    discount: DiscountRate,
}

saved! {
    impl{} for Clv as "clv", 1;
    |clv| { present_value: f64 = clv.present_value(), timing, horizon, discount };
    read {
        let value = crate::error::finite(LIFETIME_VALUE, present_value)?;
        Ok(Self { timing, ..Self::new(value, horizon, discount)? })
    }
}

/// The name of the figure in errors.
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

    /// States the timing of the payments.
    pub(in crate::clv) const fn paid(self, timing: Timing) -> Self {
        Self {
            timing: Some(timing),
            ..self
        }
    }

    /// Returns the present value, in the currency unit of the margin it was computed from.
    #[must_use]
    pub const fn present_value(self) -> f64 {
        self.present_value.get()
    }

    /// Returns when in each period payments are made; `None` for forms without payment dates.
    #[must_use]
    pub const fn timing(self) -> Option<Timing> {
        self.timing
    }

    /// Returns how far ahead the value looks; `None` when it has no horizon.
    #[must_use]
    pub const fn horizon(self) -> Option<Horizon> {
        self.horizon
    }

    /// Returns the discount rate; [`DiscountRate::NONE`] when nothing was discounted.
    pub const fn discount(self) -> DiscountRate {
        self.discount
    }

    /// Returns the value less the cost of acquiring the customer.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::clv::ArpaClv;
    /// use tenure::units::{Churn, Finite, Margin, Period, Proportion};
    ///
    /// let clv = ArpaClv {
    ///     arpa: Margin::new(500.0, Period::Month)?,
    ///     gross_margin: Proportion::from_percent(80.0)?,
    ///     churn: Churn::new(Proportion::from_percent(5.0)?, Period::Month),
    /// }
    /// .value()?;
    /// assert_eq!(clv.net_of(Finite::new(2000.0)?)?, 6000.0);
    /// assert_eq!(clv.to_cost(Finite::new(2000.0)?)?, 4.0);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a negative cost, [`Error::Diverges`] when the difference is beyond
    /// `f64`.
    pub fn net_of(self, acquisition_cost: Finite) -> Result<f64> {
        within_f64(self.present_value() - cost(acquisition_cost)?)
    }

    /// Returns the ratio of the value to the cost of acquiring or keeping one customer (LTV:CAC).
    ///
    /// Higher is better: the usual rule of thumb asks for 3, on margin and against fully loaded costs.
    /// For a lifetime value computed elsewhere see [`LtvToCac`](crate::acquisition::LtvToCac).
    ///
    /// # Errors
    ///
    /// Those of [`net_of`](Self::net_of), and [`Error::Undefined`] for a cost of 0.
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

/// Checks that a cost is at least 0.
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

/// Checks that a computed amount is finite; −0 becomes 0.
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

/// Takes the present value alone, as payback and ratios to cost need it.
impl From<Clv> for Finite {
    fn from(clv: Clv) -> Self {
        clv.present_value
    }
}
