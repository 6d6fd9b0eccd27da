//! Log-odds and probabilities of rows, computed in one place.
//!
//! Every way of scoring adds the intercept and then the features in their order, so that all give the
//! same bits.

use core::borrow::Borrow;

use super::LogisticChurn;
use crate::numeric::logistic::sigmoid;
use crate::numeric::superacc::ProductAcc;
use crate::units::Proportion;
use crate::{Error, Result};

/// 1/(1 + e^−η) without overflow, at full accuracy in both tails.
pub(super) fn probability(logit: f64) -> Proportion {
    Proportion::clipped(sigmoid(logit))
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
    /// Returns the log-odds of churning: 0 is even odds, and each step of 0.7 about doubles or
    /// halves them.
    ///
    /// Always finite: beyond the range of `f64` it is the end of that range.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenure::scoring::LogisticChurn;
    /// # let model = LogisticChurn::new(0.4, [("tenure", -0.05), ("tickets", 0.3)])?;
    /// assert_eq!(format!("{:.2}", model.logit([3.0, 7.0])?), "2.35");
    /// # Ok::<(), tenure::Error>(())
    /// ```
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
        let mut sum = self.intercept;
        for (place, b) in self.coefficients.iter().enumerate() {
            let Some(x) = row.next() else {
                return Err(self.misses(place));
            };
            let x = *x.borrow();
            let next = sum + b * x;
            if !next.is_finite() {
                return self.logit_exactly(sum, place, x, row);
            }
            sum = next;
        }
        self.ends(row)?;
        Ok(sum + 0.0)
    }

    /// The logit where it overflowed at a feature, or that feature is not finite. Takes the `sum` of the
    /// features before it, its value and the rest of the row.
    #[cold]
    fn logit_exactly<I>(&self, sum: f64, from: usize, first: f64, mut row: I) -> Result<f64>
    where
        I: Iterator<Item: Borrow<f64>>,
    {
        let mut exact = ProductAcc::default();
        let _both_finite = exact.add_product(sum, 1.0);
        let mut next = Some(first);
        let features = self.coefficients.iter().zip(&self.names);
        for (place, (b, name)) in features.enumerate().skip(from) {
            let Some(x) = next.take().or_else(|| row.next().map(|x| *x.borrow())) else {
                return Err(self.misses(place));
            };
            let x = crate::error::finite("value", x).map_err(|error| error.of_feature(name))?;
            let _both_finite = exact.add_product(*b, x);
        }
        self.ends(row)?;
        // Or the largest finite number.
        let end = if exact.is_negative() {
            f64::MIN
        } else {
            f64::MAX
        };
        Ok(exact.to_f64().unwrap_or(end) + 0.0)
    }

    /// Requires that no value is left over.
    fn ends<I: Iterator>(&self, mut row: I) -> Result<()> {
        match row.next() {
            None => Ok(()),
            Some(_) => Err(self.misses(self.width().saturating_add(row.count()).saturating_add(1))),
        }
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
