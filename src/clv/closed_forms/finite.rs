//! [`FiniteClv`].

use super::{Clv, SteadyClv, Timing};
use crate::Result;
use crate::units::{Churn, DiscountRate, Horizon, Margin};

/// What is a customer worth within a horizon, say the three years a plan covers?
///
/// As [`SteadyClv`], cut after the payments that fall into the horizon: of a horizon of 3 years and a
/// monthly margin, 36. It never diverges, and it is the honest form when churn is low and no
/// customer has been watched for longer than the horizon.
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct FiniteClv {
    /// What a customer brings per payment period.
    pub margin: Margin,
    /// The share that leaves.
    pub churn: Churn,
    /// The cost of waiting; [`DiscountRate::NONE`] for none.
    pub discount: DiscountRate,
    /// When payments are made.
    pub timing: Timing,
    /// How far to look ahead, at least one payment period.
    pub horizon: Horizon,
}

impl FiniteClv {
    /// The value of the payments within the horizon.
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
