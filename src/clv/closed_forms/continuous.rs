//! [`ContinuousClv`].

use super::Clv;
use super::clv::LIFETIME_VALUE;
use crate::numeric::math;
use crate::units::{Churn, DiscountRate, Horizon, Margin};
use crate::{Error, Result};

/// What is a customer worth who pays, and may leave, at any time?
///
/// For usage-based billing and shops: no payment dates, a constant hazard of leaving, interest that
/// compounds all the time. The only form that does not depend on which period its figures are stated
/// in. More is better. For payments on fixed dates use [`SteadyClv`](super::SteadyClv).
///
/// # Formula
///
/// ```text
/// ∫ m·rᵗ/(1+d)ᵗ dt = m / (ln(1+d) − ln r)      t from 0 on
/// ```
/// where m is the margin, r the retention and d the effective discount rate per period. Within a
/// horizon of n periods it is multiplied by 1 − (r/(1+d))ⁿ.
///
/// # Examples
///
/// ```
/// use tenure::clv::ContinuousClv;
/// use tenure::units::{Churn, DiscountRate, Margin, Period, Proportion};
///
/// let clv = ContinuousClv {
///     margin: Margin::new(100.0, Period::Year)?,
///     churn: Churn::new(Proportion::from_percent(20.0)?, Period::Year),
///     discount: DiscountRate::new(0.10, Period::Year)?,
/// }
/// .value()?;
/// assert_eq!(format!("{:.2}", clv.present_value()), "314.02");
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ContinuousClv {
    /// What a customer brings over a period, evenly.
    pub margin: Margin,
    /// The share that leaves.
    pub churn: Churn,
    /// The cost of waiting; [`DiscountRate::NONE`] for none.
    pub discount: DiscountRate,
}

impl ContinuousClv {
    /// The value without a horizon; 0 when everybody leaves at once.
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`] when nobody leaves and nothing is discounted, and when the value is
    /// beyond `f64`.
    pub fn value(&self) -> Result<Clv> {
        let force = self.force();
        if force > 0.0 {
            Clv::new(self.margin.amount() / force, None, self.discount)
        } else {
            Err(Error::Diverges {
                what: LIFETIME_VALUE,
                because: "nobody leaves and nothing is discounted; give a horizon",
            })
        }
    }

    /// The value of what comes in within a horizon, to the day.
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`] when the value is beyond `f64`.
    pub fn value_within(&self, horizon: Horizon) -> Result<Clv> {
        let force = self.force();
        let n = horizon.in_units_of(self.margin.period());
        let periods = if force > 0.0 {
            -math::exp_m1(-force * n) / force
        } else {
            n
        };
        Clv::new(self.margin.amount() * periods, Some(horizon), self.discount)
    }

    /// ln(1+d) − ln r per period of the margin, at least 0, infinite when everybody leaves.
    fn force(&self) -> f64 {
        let period = self.margin.period();
        self.discount.ln_growth_per(period) - self.churn.ln_retention_per(period)
    }
}
