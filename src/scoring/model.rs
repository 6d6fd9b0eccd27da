//! [`LogisticChurn`].

use crate::{Error, Result};

/// How likely a customer is to leave: a logistic regression, ready to score.
#[derive(Debug, Clone, PartialEq)]
pub struct LogisticChurn {
    intercept: f64,
    names: Box<[Box<str>]>,
    coefficients: Box<[f64]>,
    /// What a customer is compared with when a score is explained.
    means: Box<[f64]>,
}

impl LogisticChurn {
    /// From coefficients known already, with the name of each feature.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`] for a coefficient that is not finite.
    pub fn new<N: Into<Box<str>>>(
        intercept: f64,
        coefficients: impl IntoIterator<Item = (N, f64)>,
    ) -> Result<Self> {
        let (names, coefficients): (Vec<_>, Vec<_>) = coefficients
            .into_iter()
            .map(|(name, value)| (name.into(), value))
            .unzip();
        let means = vec![0.0; names.len()];
        Self::fitted(intercept, names, coefficients, means)
    }

    /// What a fit hands over: names, coefficients and means are of equal number.
    pub(crate) fn fitted(
        intercept: f64,
        names: Vec<Box<str>>,
        coefficients: Vec<f64>,
        means: Vec<f64>,
    ) -> Result<Self> {
        for value in core::iter::once(&intercept)
            .chain(&coefficients)
            .chain(&means)
        {
            if !value.is_finite() {
                return Err(Error::NotFinite {
                    what: "coefficient",
                    value: *value,
                });
            }
        }
        Ok(Self {
            intercept,
            names: names.into(),
            coefficients: coefficients.into(),
            means: means.into(),
        })
    }

    /// The log-odds of leaving when every feature is 0.
    #[must_use]
    pub const fn intercept(&self) -> f64 {
        self.intercept
    }

    /// The log-odds per unit of each feature.
    #[must_use]
    pub const fn coefficients(&self) -> &[f64] {
        &self.coefficients
    }

    /// The features' names, in the order a row gives them.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    /// The features' means in the data fitted to; 0 for a model made of known coefficients.
    #[must_use]
    pub const fn means(&self) -> &[f64] {
        &self.means
    }
}
