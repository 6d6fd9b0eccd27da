//! [`Sandwich`] errors.

use core::fmt;

use ndarray::Array2;

use super::sums::{point, sums};
use super::{NewtonPass, NewtonPoint, Task, Term};
use crate::error::finite;
use crate::scoring::{LabelledView, LogisticChurn};
use crate::stats::Fit;
use crate::{Error, Result};

/// Names a definition of robust standard errors, for models that are somewhat wrong or
/// class-weighted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Sandwich {
    /// White's (1980): H⁻¹·(Σ (y − p)²·x·xᵀ)·H⁻¹.
    #[default]
    Hc0,
    /// HC0 times n/(n − k), where k counts the coefficients with the intercept, as in R's sandwich. (Stata
    /// uses n/(n − 1); statsmodels' HC1 of a logit is HC0.)
    Hc1,
}

saved! { impl{} for Sandwich as is; }

impl fmt::Display for Sandwich {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Hc0 => "HC0",
            Self::Hc1 => "HC1",
        })
    }
}

/// # Robust errors
///
/// These need one more pass over the data, which a fit does not keep.
impl Fit<LogisticChurn> {
    /// Computes the terms with robust standard errors, from the customers the model was fitted to.
    ///
    /// # Errors
    ///
    /// As the fit. [`Error::LengthMismatch`] for customers with more or fewer features;
    /// [`Error::Diverges`] for HC1 of no more customers than coefficients.
    pub fn robust_terms(&self, view: LabelledView<'_>, kind: Sandwich) -> Result<Vec<Term>> {
        self.same_width(view)?;
        self.robust_terms_from(&self.robust_point().pass_view(view)?, kind)
    }

    /// Returns the point at which passes for robust standard errors are made, for data in parts.
    #[must_use]
    pub fn robust_point(&self) -> NewtonPoint {
        let evidence = self.evidence();
        // Row weights are copies, class weights are not: they count squared here.
        let factors = evidence.class_weights.map(|factor| factor * factor);
        let at = &evidence.coefficients;
        point(&evidence.standard, at, factors, Task::Squares)
    }

    /// Computes the terms with robust standard errors, from the merged passes at
    /// [`robust_point`](Self::robust_point).
    ///
    /// # Errors
    ///
    /// [`Error::Malformed`] for a pass made elsewhere; [`Error::Diverges`] for HC1 of no more customers than
    /// coefficients.
    pub fn robust_terms_from(&self, pass: &NewtonPass, kind: Sandwich) -> Result<Vec<Term>> {
        let covariance = self.robust_covariance_from(pass, kind)?;
        Ok(self.terms_with(&errors(&covariance)?))
    }

    /// Computes the robust covariance matrix, from the merged passes at
    /// [`robust_point`](Self::robust_point).
    ///
    /// # Errors
    ///
    /// [`Error::Malformed`] for a pass made elsewhere; [`Error::Diverges`] for HC1 of no more customers than
    /// coefficients.
    pub fn robust_covariance_from(&self, pass: &NewtonPass, kind: Sandwich) -> Result<Array2<f64>> {
        let evidence = self.evidence();
        let meat = sums(pass, &self.robust_point())?.gram;
        let covariance = evidence
            .standard
            .raw_covariance(&evidence.inverse.around(&meat));
        let n = self.observations();
        let spare = n - self.coefficients_estimated() as f64;
        let covariance = match kind {
            Sandwich::Hc1 if spare > 0.0 => covariance.mapv_into(|v| v * (n / spare)),
            Sandwich::Hc1 => {
                return Err(Error::Diverges {
                    what: "the factor n/(n − k) of HC1",
                    because: "there are no more customers than coefficients",
                });
            }
            Sandwich::Hc0 => covariance,
        };
        for value in &covariance {
            finite("the robust covariance", *value)?;
        }
        Ok(covariance)
    }

    pub(super) fn same_width(&self, view: LabelledView<'_>) -> Result<()> {
        let (left, right) = (self.model().names().len(), view.width());
        if left == right {
            return Ok(());
        }
        Err(Error::LengthMismatch {
            what: "features of the fit and of the customers",
            left,
            right,
        })
    }
}

/// The square roots of the variances, all of them finite.
pub(super) fn errors(covariance: &Array2<f64>) -> Result<Vec<f64>> {
    let root = |v: &f64| finite("the standard error of a coefficient", v.max(0.0).sqrt());
    covariance.diag().iter().map(root).collect()
}
