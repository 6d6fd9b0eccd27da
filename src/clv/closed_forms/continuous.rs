//! [`ContinuousClv`].

use super::Clv;
use super::clv::LIFETIME_VALUE;
use crate::numeric::math;
use crate::units::{Churn, DiscountRate, Horizon, Margin};
use crate::{Error, Result};

/// Computes the lifetime value of a customer who pays, and may leave, at any time.
///
/// It is for usage-based billing and for shops: no payment dates, a constant hazard of leaving and
/// continuous compounding. Higher is better. It is the only form whose result does not depend on
/// the period its figures are stated in. For payments on fixed dates use
/// [`SteadyClv`](super::SteadyClv).
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
pub struct ContinuousClv {
    /// Holds the margin a customer brings per period, spread evenly over it.
    pub margin: Margin,
    /// Holds the share of customers who leave.
    pub churn: Churn,
    /// Holds the discount rate; [`DiscountRate::NONE`] for no discounting.
    pub discount: DiscountRate,
}

saved! {
    impl{} for ContinuousClv as "continuous clv", 1;
    |form| { margin, churn, discount }
}

impl ContinuousClv {
    /// Returns the lifetime value without a horizon; 0 when the churn is 100 %.
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`] when churn and discount rate are both 0, and when the value is beyond
    /// `f64`.
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

    /// Returns the value of the payments within a horizon, broken periods included.
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
