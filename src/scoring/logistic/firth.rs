//! Standard errors of a Firth fit from the augmented information.

use super::robust::errors;
use super::sums::{point, sums};
use super::vectors::{widened_matrix, widened_rows};
use super::{Estimator, Task, Term};
use crate::numeric::cholesky::Cholesky;
use crate::scoring::{LabelledView, LogisticChurn};
use crate::stats::Fit;
use crate::{Error, Result};

/// # Firth
impl Fit<LogisticChurn> {
    /// Computes the terms of a Firth fit with standard errors from the *augmented* information
    /// matrix.
    ///
    /// In it each customer counts 1 + h, h being the leverage: this is what firthmodels prints. The
    /// [`terms`](Fit::terms) use the plain information matrix, like logistf, and their errors are
    /// larger.
    ///
    /// Hand in the customers it was fitted to.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`] for fits without Firth's penalty; [`Error::LengthMismatch`] for customers with more or fewer features; [`Error::Item`] for a value
    /// that is not a number.
    pub fn augmented_terms(&self, view: LabelledView<'_>) -> Result<Vec<Term>> {
        self.same_width(view)?;
        if self.estimator() != Estimator::Firth {
            return Err(Error::Undefined {
                what: "a standard error from the augmented information",
                because: "the fit has no Firth penalty; fit with .firth()",
            });
        }
        let evidence = self.evidence();
        let kept = &evidence.kept;
        let order = evidence.coefficients.len();
        let plain = Cholesky::new(&evidence.inverse.of(kept), 0.0).inverse();
        let factor = widened_rows(&Cholesky::new(&plain, 0.0).inverse_factor(), kept, order);
        let here = point(
            &evidence.standard,
            &evidence.coefficients,
            evidence.class_weights,
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
        let inverse = widened_matrix(&factor.inverse(), kept, order);
        let covariance = evidence.standard.raw_covariance(&inverse);
        Ok(self.terms_with(&errors(&covariance)?))
    }
}
