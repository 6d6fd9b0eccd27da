//! [`InverseRetentionScore`].

use super::clv::{LIFETIME_VALUE, within_f64};
use crate::numeric::math;
use crate::units::{Churn, DiscountRate, Horizon, Margin};
use crate::{Error, Result};

/// Reproduces a printed formula for lifetime value that is wrong: revenue over retention,
/// discounted once.
///
/// **Do not decide by it.** It *falls* when retention rises, because it divides by the retention
/// where a lifetime is 1/churn; it holds one period of revenue however long the customer stays; and
/// it discounts all of it by the last period. It is here so that figures already reported can be
/// reproduced and corrected. The intended figure is [`FiniteClv`](super::FiniteClv).
///
/// # Formula
///
/// ```text
/// revenue · (1/r) · (1+d)⁻ⁿ
/// ```
/// where r is the retention and d the discount rate per period of the revenue, and n the lifespan in
/// those.
///
/// # Examples
///
/// A revenue of 10, 80 % retention, 10 % discount, five years (a source prints 12.92, which is an
/// error of arithmetic too):
///
/// ```
/// use tenure::clv::{FiniteClv, InverseRetentionScore, Timing};
/// use tenure::units::{Churn, DiscountRate, Horizon, Margin, Period, Proportion};
///
/// let revenue = Margin::new(10.0, Period::Year)?;
/// let churn = Churn::new(Proportion::from_percent(20.0)?, Period::Year);
/// let discount = DiscountRate::new(0.10, Period::Year)?;
/// let lifespan = Horizon::new(5.0, Period::Year)?;
///
/// let printed = InverseRetentionScore { revenue, churn, discount, lifespan };
/// assert_eq!(format!("{:.4}", printed.value()?), "7.7615");
///
/// let right = FiniteClv {
///     margin: revenue,
///     churn,
///     discount,
///     timing: Timing::Start,
///     horizon: lifespan,
/// };
/// assert_eq!(format!("{:.2}", right.value()?.present_value()), "29.21");
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InverseRetentionScore {
    /// Holds the revenue per customer and period.
    pub revenue: Margin,
    /// Holds the share of customers who leave; the retention is 1 minus it.
    pub churn: Churn,
    /// Holds the discount rate.
    pub discount: DiscountRate,
    /// Holds how long a customer stays.
    pub lifespan: Horizon,
}

saved! {
    impl{} for InverseRetentionScore as "inverse retention score", 1;
    |form| { revenue, churn, discount, lifespan }
}

impl InverseRetentionScore {
    /// Returns the figure of the formula as printed. It is not comparable with a [`Clv`](super::Clv).
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`] when the churn is 100 %, and when the figure is beyond `f64`.
    pub fn value(&self) -> Result<f64> {
        let period = self.revenue.period();
        let retention = self.churn.retention_per(period).get();
        if retention <= 0.0 {
            return Err(Error::Diverges {
                what: LIFETIME_VALUE,
                because: "the formula divides by the retention, which is 0; use the finite form",
            });
        }
        let periods = self.lifespan.in_units_of(period);
        let factor = math::exp(-periods * self.discount.ln_growth_per(period));
        within_f64(self.revenue.amount() * factor / retention)
    }
}
