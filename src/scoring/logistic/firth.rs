//! The other standard errors of a Firth fit.

use super::robust::errors;
use super::sums::{point, sums};
use super::vectors::{spread, widened};
use super::{Estimator, Task, Term};
use crate::numeric::cholesky::Cholesky;
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
        let kept = &evidence.kept;
        let order = evidence.coefficients.len();
        let plain = Cholesky::new(&evidence.inverse.of(kept), 0.0).inverse();
        let factor = widened(&Cholesky::new(&plain, 0.0).inverse_factor(), kept, order);
        let here = point(
            &evidence.standard,
            &evidence.coefficients,
            evidence.class_factors,
            Task::Leverages(factor.into()),
        );
        let information = sums(&here.pass_view(view)?, &here)?.gram.of(kept);
        let factor = Cholesky::new(&information, 0.0);
        if !factor.aliased().is_empty() {
            return Err(Error::Diverges {
                what: "the standard error of a coefficient",
                because: "these customers do not determine the coefficient of one of the features",
            });
        }
        let inverse = spread(&factor.inverse(), kept, order);
        let covariance = evidence.standard.raw_covariance(&inverse);
        Ok(Some(self.terms_with(&errors(&covariance)?)))
    }
}
