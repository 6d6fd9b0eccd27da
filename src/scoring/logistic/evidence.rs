//! [`LogisticEvidence`].

use super::Estimator;
use super::sums::Standard;
use crate::numeric::cholesky::Symmetric;
use crate::scoring::LogisticChurn;
use crate::stats::FittedModel;

/// What a fit of [`LogisticChurn`] knows beside what every fit knows; its figures are methods of
/// [`Fit<LogisticChurn>`](crate::stats::Fit).
#[derive(Debug, Clone, PartialEq)]
pub struct LogisticEvidence {
    pub(super) estimator: Estimator,
    /// Log-likelihood of the intercept alone.
    pub(super) null_log_likelihood: f64,
    /// What was maximised: the log-likelihood less the penalty.
    pub(super) objective: f64,
    /// Σ weights of those who stayed, of those who churned.
    pub(super) class_weight: [f64; 2],
    /// What each class counted beyond that.
    pub(super) class_factors: [f64; 2],
    pub(super) standard: Standard,
    /// Standardised, the intercept first.
    pub(super) coefficients: Box<[f64]>,
    /// Of the standardised coefficients: of the penalised Hessian, inverted.
    pub(super) inverse: Symmetric,
    /// Coefficients that were estimated, 0 the intercept; the others are 0.
    pub(super) kept: Box<[usize]>,
}

impl FittedModel for LogisticChurn {
    type Evidence = LogisticEvidence;
}
