//! The geometric series behind the closed forms.

use super::Timing;
use super::clv::LIFETIME_VALUE;
use crate::numeric::math;
use crate::units::{Churn, DiscountRate, Growth, Period};
use crate::{Error, Result};

/// A margin of 1 now, multiplied by q = r(1+g)/(1+d) every payment period.
pub(super) struct Series {
    churn: f64,
    retention: f64,
    discount: f64,
    growth: f64,
    /// ln q; −∞ when the churn is 100 %. Without growth its terms have the same sign, so nothing cancels.
    ln_q: f64,
}

impl Series {
    pub(super) fn new(
        churn: Churn,
        discount: DiscountRate,
        growth: Growth,
        period: Period,
    ) -> Result<Self> {
        Ok(Self {
            churn: churn.per(period).get(),
            retention: churn.retention_per(period).get(),
            discount: discount.per(period)?,
            growth: growth.per(period)?,
            ln_q: churn.ln_retention_per(period) - discount.ln_growth_per(period)
                + growth.ln_per(period),
        })
    }

    /// `margin` times the sum of all payments.
    pub(super) fn forever(&self, margin: f64, timing: Timing) -> Result<f64> {
        // 1 + d − r(1+g) with the ones cancelled by hand, so that small rates keep all their digits.
        let gap = self.discount + self.churn - self.growth * self.retention;
        if gap <= 0.0 {
            return Err(Error::Diverges {
                what: LIFETIME_VALUE,
                because: "what customers bring grows at least as fast as they leave and money loses \
                          value; give a horizon",
            });
        }
        Ok(match timing {
            // Two orders of the same product, so that a huge discount rate does not swamp the quotient.
            Timing::Start if self.discount < 1.0 => margin / gap * (1.0 + self.discount),
            Timing::Start => margin * ((1.0 + self.discount) / gap),
            Timing::End => margin / gap * self.retention,
            Timing::EndFirstCertain => margin / gap,
        })
    }

    /// `margin` times the sum of the first `n` payments.
    pub(super) fn first(&self, n: f64, margin: f64, timing: Timing) -> f64 {
        let sum = if self.ln_q.abs() > 0.0 {
            // (1 − qⁿ)/(1 − q); at q = 0 both are 1
            math::exp_m1(n * self.ln_q) / math::exp_m1(self.ln_q)
        } else {
            n
        };
        let until_first = match timing {
            Timing::Start => 1.0,
            Timing::End => self.retention / (1.0 + self.discount),
            Timing::EndFirstCertain => 1.0 / (1.0 + self.discount),
        };
        margin * sum * until_first
    }
}
