//! The other standard errors of a Firth fit.

use super::sums::point;
use super::{Estimator, Task, Term};
use crate::numeric::cholesky::{Cholesky, Symmetric};
use crate::numeric::math;
use crate::numeric::superacc::SumAcc;
use crate::scoring::{LabelledView, LogisticChurn};
use crate::stats::Fit;
use crate::{Error, Result};

/// # Firth
impl Fit<LogisticChurn> {
    /// The lines of the table of a Firth fit with errors from the *augmented* information, in which
    /// each customer counts 1 + h, h the leverage: what firthmodels prints. Those of [`terms`](Fit::terms) are
    /// from the information as it is, like logistf's, and larger.
    ///
    /// Hand in the customers it was fitted to. `None` for fits without Firth's penalty.
    ///
    /// # Errors
    ///
    /// [`Error::LengthMismatch`] for customers with more or fewer features; [`Error::Item`] for a value
    /// that is not a number.
    pub fn augmented_terms(&self, view: LabelledView<'_>) -> Result<Option<Vec<Term>>> {
        self.same_width(view)?;
        if self.estimator() != Estimator::Firth {
            return Ok(None);
        }
        let evidence = self.evidence();
        // What cannot be summed is refused as a pass refuses it.
        let factors = evidence.class_factors;
        point(
            &evidence.standard,
            &evidence.coefficients,
            factors,
            Task::Newton,
        )
        .pass_view(view)?;

        let order = evidence.coefficients.len();
        let mut sums = vec![SumAcc::default(); order.saturating_mul(order.saturating_add(1)) / 2];
        let mut x = vec![1.0; order];
        for (place, (row, &churned)) in view
            .features()
            .rows()
            .into_iter()
            .zip(view.churned())
            .enumerate()
        {
            let standard = evidence
                .standard
                .centres
                .iter()
                .zip(&*evidence.standard.scales);
            for ((x, value), (centre, scale)) in x.iter_mut().skip(1).zip(row).zip(standard) {
                *x = (value - centre) / scale;
            }
            let [stayed, left] = evidence.class_factors;
            let own = view.weights().and_then(|all| all.get(place)).copied();
            let weight = own.unwrap_or(1.0) * if churned { left } else { stayed };
            let eta: f64 = x
                .iter()
                .zip(&evidence.coefficients)
                .map(|(x, b)| x * b)
                .sum();
            let t = math::exp(-eta.abs());
            let spread = weight * t / ((1.0 + t) * (1.0 + t));
            let reach: f64 = evidence
                .inverse
                .times(&x)
                .iter()
                .zip(&x)
                .map(|(a, x)| a * x)
                .sum();
            let augmented = spread * (1.0 + spread * reach);
            let pairs = x
                .iter()
                .enumerate()
                .flat_map(|(i, a)| x.iter().skip(i).map(move |b| a * b));
            for (sum, product) in sums.iter_mut().zip(pairs) {
                let _refused_above = sum.add(augmented * product);
            }
        }
        let all = sums.iter().map(|sum| sum.to_f64().unwrap_or(0.0));
        let information = Symmetric::from_upper(order, all).of(&evidence.kept);
        let factor = Cholesky::new(&information, 0.0);
        if !factor.aliased().is_empty() {
            return Err(Error::Diverges {
                what: "the error of a coefficient",
                because: "these customers say nothing of one of the features",
            });
        }
        let inverse = super::vectors::spread(&factor.inverse(), &evidence.kept, order);
        let covariance = evidence.standard.raw_covariance(&inverse);
        let errors: Vec<f64> = covariance
            .diag()
            .iter()
            .map(|v| v.max(0.0).sqrt())
            .collect();
        Ok(Some(self.terms_with(&errors)))
    }
}
