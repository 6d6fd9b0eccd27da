//! [`FiniteClv`].

use super::{Clv, SteadyClv, Timing};
use crate::Result;
use crate::units::{Churn, DiscountRate, Horizon, Margin};

/// Computes the lifetime value within a horizon, such as the three years a plan covers.
///
/// It is [`SteadyClv`] cut off after the payments that fall into the horizon: 36 of them for 3 years
/// of a monthly margin. Higher is better. It never diverges; prefer it when churn is low and no
/// customer has been observed for longer than the horizon.
///
/// # Formula
///
/// ```text
/// Start             m·(1 − qⁿ)/(1 − q),   n·m when q = 1
/// End               q · Start
/// EndFirstCertain   Start / (1+d)
/// ```
/// where q = r/(1+d), n is the number of payments, m the margin, r the retention and d the discount
/// rate, all per period of the margin.
///
/// # Examples
///
/// ```
/// use tenure::clv::{FiniteClv, Timing};
/// use tenure::units::{Churn, DiscountRate, Horizon, Margin, Period, Proportion};
///
/// let clv = FiniteClv {
///     margin: Margin::new(10.0, Period::Year)?,
///     churn: Churn::new(Proportion::from_percent(20.0)?, Period::Year),
///     discount: DiscountRate::new(0.10, Period::Year)?,
///     timing: Timing::Start,
///     horizon: Horizon::new(5.0, Period::Year)?,
/// }
/// .value()?;
/// assert_eq!(format!("{:.2}", clv.present_value()), "29.21");
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Berger and Nasr (1998), "Customer Lifetime Value: Marketing Models and Applications", Journal of
/// Interactive Marketing 12(1), case 1.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FiniteClv {
    /// Holds the margin a customer brings per payment period.
    pub margin: Margin,
    /// Holds the share of customers who leave.
    pub churn: Churn,
    /// Holds the discount rate; [`DiscountRate::NONE`] for no discounting.
    pub discount: DiscountRate,
    /// States when in each period payments are made.
    pub timing: Timing,
    /// Holds the horizon, at least one payment period.
    pub horizon: Horizon,
}

saved! {
    impl{} for FiniteClv as "finite clv", 1;
    |form| { margin, churn, discount, timing, horizon }
}

impl FiniteClv {
    /// Returns the value of the payments within the horizon.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) when the horizon is shorter than one payment
    /// period, [`Error::NotFinite`](crate::Error::NotFinite) when the discount rate per period of
    /// the margin is beyond `f64`.
    pub fn value(&self) -> Result<Clv> {
        SteadyClv {
            margin: self.margin,
            churn: self.churn,
            discount: self.discount,
            timing: self.timing,
        }
        .value_within(self.horizon)
    }
}
