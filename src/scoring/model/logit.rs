//! From features to log-odds to a probability: the one place where they are added up.
//!
//! Every way of scoring adds intercept, first, second … last feature in this order, so that all give
//! the same bits.

use core::borrow::Borrow;

use super::LogisticChurn;
use crate::numeric::math::exp;
use crate::numeric::superacc::ProductAcc;
use crate::units::Proportion;
use crate::{Error, Result};

/// 1/(1 + e^−η) without overflow, at full accuracy in both tails.
pub(super) fn probability(logit: f64) -> Proportion {
    let t = exp(-logit.abs());
    let d = 1.0 / (1.0 + t);
    Proportion::clipped(if logit >= 0.0 { d } else { t * d })
}

/// The log-odds of a row of the model's width, or what is not finite if a feature is not or the sum
/// overflows on its way.
pub(super) fn quick(intercept: f64, coefficients: &[f64], row: &[f64]) -> f64 {
    coefficients
        .iter()
        .zip(row)
        .fold(intercept, |sum, (b, x)| sum + b * x)
}

impl LogisticChurn {
    /// The log-odds of churning: 0 is even odds, each step of 0.7 about doubles or halves them.
    ///
    /// Always finite: where it is beyond the range of `f64`, its end.
    ///
    /// # Errors
    ///
    /// As [`score`](Self::score).
    #[doc(alias = "log-odds")]
    #[doc(alias = "decision_function")]
    pub fn logit<R>(&self, row: R) -> Result<f64>
    where
        R: IntoIterator<Item: Borrow<f64>>,
    {
        let mut row = row.into_iter();
        let mut features = self.coefficients.iter().zip(&self.names).enumerate();
        let mut sum = self.intercept;
        for (place, (b, name)) in features.by_ref() {
            let Some(x) = row.next() else {
                return Err(self.misses(place));
            };
            let x = usable(*x.borrow(), name)?;
            let next = sum + b * x;
            if !next.is_finite() {
                let mut exact = exactly(sum);
                let _both_finite = exact.add_product(*b, x);
                for (place, (b, name)) in features.by_ref() {
                    let Some(x) = row.next() else {
                        return Err(self.misses(place));
                    };
                    let _both_finite = exact.add_product(*b, usable(*x.borrow(), name)?);
                }
                sum = rounded(&exact);
                break;
            }
            sum = next;
        }
        if row.next().is_some() {
            return Err(self.misses(self.width().saturating_add(row.count()).saturating_add(1)));
        }
        Ok(sum + 0.0)
    }

    /// The error for a row of the wrong width.
    #[cold]
    const fn misses(&self, got: usize) -> Error {
        Error::LengthMismatch {
            what: "features of the model and values of the customer",
            left: self.width(),
            right: got,
        }
    }
}

fn usable(x: f64, name: &str) -> Result<f64> {
    crate::error::finite("value", x).map_err(|error| error.of_feature(name))
}

/// Sums that leave the range of `f64` on their way, though they may come back to it.
#[cold]
fn exactly(start: f64) -> ProductAcc {
    let mut sum = ProductAcc::default();
    let _both_finite = sum.add_product(start, 1.0);
    sum
}

/// The nearest `f64`, or the last before infinity.
fn rounded(sum: &ProductAcc) -> f64 {
    sum.to_f64().unwrap_or(if sum.is_negative() {
        f64::MIN
    } else {
        f64::MAX
    })
}
