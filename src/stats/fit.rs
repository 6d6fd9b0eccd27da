//! [`Fit`].

use ndarray::{Array2, ArrayView2};

use super::Convergence;
use crate::{Error, Result};

/// A model that can be fitted to data, and what is kept of the fit beside what every fit has.
pub trait FittedModel {
    /// What else this kind of fit knows: its null model, how it was penalised.
    type Evidence;
}

/// A model with the evidence for it: how well it fits, how sure each parameter is, how the search
/// ended.
///
/// The model is not the fit: take it out with [`into_model`](Self::into_model) to score with, keep the
/// fit to report. There is no training data inside.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit<M: FittedModel> {
    model: M,
    log_likelihood: f64,
    observations: f64,
    std_errors: Box<[f64]>,
    covariance: Array2<f64>,
    convergence: Convergence,
    evidence: M::Evidence,
}

impl<M: FittedModel> Fit<M> {
    /// Checked: every number finite, the covariance square with a diagonal of at least 0.
    pub(crate) fn new(
        model: M,
        log_likelihood: f64,
        observations: f64,
        covariance: Array2<f64>,
        convergence: Convergence,
        evidence: M::Evidence,
    ) -> Result<Self> {
        let variance = |value: &f64| {
            if value.is_finite() && *value >= 0.0 {
                Ok(value.sqrt())
            } else {
                Err(Error::bad_number(
                    "variance of a parameter",
                    "at least 0",
                    *value,
                ))
            }
        };
        let std_errors = covariance
            .diag()
            .iter()
            .map(variance)
            .collect::<Result<_>>()?;
        let numbers = [log_likelihood, observations];
        for value in numbers.iter().chain(&covariance) {
            crate::error::finite("figure of a fit", *value)?;
        }
        Ok(Self {
            model,
            log_likelihood,
            observations,
            std_errors,
            covariance,
            convergence,
            evidence,
        })
    }

    /// The model fitted.
    #[must_use]
    pub const fn model(&self) -> &M {
        &self.model
    }

    /// The model alone: small, and all that scoring needs.
    #[must_use]
    pub fn into_model(self) -> M {
        self.model
    }

    /// The log-likelihood of the data under the model: at most 0 for labels, higher is better, and to
    /// be compared only between models of the same data.
    #[must_use]
    pub const fn log_likelihood(&self) -> f64 {
        self.log_likelihood
    }

    /// How many customers it was fitted to; with weights, what these add up to.
    #[must_use]
    pub const fn observations(&self) -> f64 {
        self.observations
    }

    /// The standard error of each parameter, in the model's order.
    #[must_use]
    pub const fn std_errors(&self) -> &[f64] {
        &self.std_errors
    }

    /// The covariance matrix of the parameters, in the model's order.
    #[must_use]
    pub fn covariance(&self) -> ArrayView2<'_, f64> {
        self.covariance.view()
    }

    /// How the search ended.
    #[must_use]
    pub const fn convergence(&self) -> Convergence {
        self.convergence
    }

    /// What else this kind of fit knows.
    #[must_use]
    pub const fn evidence(&self) -> &M::Evidence {
        &self.evidence
    }
}
