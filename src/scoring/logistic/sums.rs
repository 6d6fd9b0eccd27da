//! The one place where the fit reads what the passes over the data add up.

use std::sync::Arc;

use super::{FeatureSummary, NewtonPass, NewtonPoint, Task};
use crate::numeric::cholesky::Symmetric;
use crate::{Error, Result};

/// What the fit needs of a [`FeatureSummary`].
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Facts {
    /// Σ weights of those who stayed, of those who churned.
    pub(super) class_weight: [f64; 2],
    pub(super) means: Vec<f64>,
    /// Population standard deviations.
    pub(super) deviations: Vec<f64>,
    /// Of each feature, least and greatest of those who stayed and of those who churned.
    pub(super) ranges: Vec<[[f64; 2]; 2]>,
}

pub(super) fn facts(summary: &FeatureSummary) -> Facts {
    Facts {
        class_weight: summary.class_weight,
        means: summary.means.clone(),
        deviations: summary.deviations.clone(),
        ranges: summary.ranges.clone(),
    }
}

/// What one pass found, rounded.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sums {
    pub(super) log_likelihood: f64,
    /// The intercept first.
    pub(super) gradient: Vec<f64>,
    pub(super) gram: Symmetric,
    /// Least and greatest signed margin, where asked for.
    pub(super) margins: Option<[f64; 2]>,
}

/// The sums of a pass over data with `order` coefficients.
pub(super) fn sums(pass: &NewtonPass, order: usize) -> Result<Sums> {
    let width = pass.gradient.len();
    if width != order {
        return Err(Error::LengthMismatch {
            what: "the coefficients of a point and of its pass",
            left: order,
            right: width,
        });
    }
    let beyond = Error::NotFinite {
        what: "a sum over the customers",
        value: f64::INFINITY,
    };
    let round = |sum: &crate::numeric::superacc::SumAcc| sum.to_f64().ok_or_else(|| beyond.clone());
    let gradient = pass.gradient.iter().map(round).collect::<Result<_>>()?;
    let gram = pass.gram.iter().map(round).collect::<Result<Vec<_>>>()?;
    Ok(Sums {
        log_likelihood: round(&pass.log_likelihood)?,
        gradient,
        gram: Symmetric::from_upper(order, gram),
        margins: pass.margins,
    })
}

/// How the features are standardised.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Standard {
    pub(super) centres: Arc<[f64]>,
    pub(super) scales: Arc<[f64]>,
}

pub(super) fn point(
    standard: &Standard,
    coefficients: &[f64],
    class_weights: [f64; 2],
    task: Task,
) -> NewtonPoint {
    NewtonPoint {
        centres: Arc::clone(&standard.centres),
        scales: Arc::clone(&standard.scales),
        coefficients: coefficients.into(),
        class_weights,
        task,
    }
}

pub(super) fn coefficients(point: &NewtonPoint) -> &[f64] {
    &point.coefficients
}
