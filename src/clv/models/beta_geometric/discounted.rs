//! All purchases to come, discounted.

use super::Customer;
use super::over_dropout::{Falling, mean};
use crate::numeric::exp_integral::scaled_exp_integral;
use crate::{Error, Result};

impl Customer {
    /// All purchases to come of a customer who has not left, at a continuous discount per unit of time.
    ///
    /// ```text
    /// E[λ/(δ + λp)] = E[(r+x)·e^y·E₍r₊ₓ₊₁₎(y)/p],   y = δ·(α+T)/p
    /// ```
    ///
    /// over λ on paper, with the exponential integral, and over p by numbers. Without discount it is E[1/p].
    pub(in crate::clv::models) fn discounted_purchases(&self, discount: f64) -> Result<f64> {
        let Self {
            purchases,
            time,
            leave,
            stay,
        } = *self;
        let scaled = discount * time;
        let most = purchases / scaled;
        let decay = (purchases + 1.0) / scaled;
        let sum = if decay.is_finite() {
            let per_chance = |p: f64| scaled_exp_integral(purchases, scaled / p) / p;
            let at = |p: f64| {
                if p > 1e-290 * scaled.max(1.0) {
                    per_chance(p)
                } else {
                    most
                }
            };
            mean(
                leave,
                stay,
                &Falling {
                    at,
                    at_zero: most,
                    decay,
                    power: 1.0,
                },
            )
            .min(most)
        } else if leave > 1.0 {
            (leave + stay - 1.0) / (leave - 1.0)
        } else {
            f64::INFINITY
        };
        if sum.is_finite() {
            return Ok(sum);
        }
        Err(Error::Diverges {
            what: "sum of all purchases to come",
            because: "without a discount too many customers never leave (a ≤ 1); discount it, or count the purchases within a horizon",
        })
    }
}
