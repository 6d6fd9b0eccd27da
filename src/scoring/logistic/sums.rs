//! The one place where the fit reads what the passes over the data add up.

use std::sync::Arc;

use super::{FeatureSummary, NewtonPass, NewtonPoint, Task};
use crate::numeric::cholesky::Symmetric;
use crate::{Error, Result};

/// The figures of a [`FeatureSummary`] that a fit needs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Facts {
    /// Σ weights of customers who stayed and of those who churned.
    pub(super) class_totals: [f64; 2],
    pub(super) means: Vec<f64>,
    /// Population standard deviations.
    pub(super) deviations: Vec<f64>,
    /// Minimum and maximum of each feature, by class: stayed, churned.
    pub(super) ranges: Vec<[[f64; 2]; 2]>,
}

/// Without customers, there are facts of no features.
pub(super) fn facts(summary: &FeatureSummary) -> Result<Facts> {
    if summary.is_mixed() {
        return Err(Error::Malformed {
            what: "the customers summarised",
            expected: "records with the same number of features",
        });
    }
    let too_large = || Error::Diverges {
        what: "the mean and spread of the features",
        because: "values or weights are too large to be added up",
    };
    let nobody = summary.width().is_none();
    let of = |column: Option<Vec<f64>>| match column {
        None if nobody => Ok(Vec::new()),
        column => column.ok_or_else(too_large),
    };
    let ranges = summary.ranges().into_iter();
    Ok(Facts {
        class_totals: summary.class_totals().ok_or_else(too_large)?,
        means: of(summary.means())?,
        deviations: of(summary.deviations())?,
        ranges: ranges
            .map(|classes| classes.map(Option::unwrap_or_default))
            .collect(),
    })
}

/// The sums of one pass, rounded.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sums {
    pub(super) log_likelihood: f64,
    /// The intercept first.
    pub(super) gradient: Vec<f64>,
    pub(super) gram: Symmetric,
    /// The least and greatest signed margin, where the task is to find them.
    pub(super) margins: Option<[f64; 2]>,
}

/// The sums of a pass at that point.
pub(super) fn sums(pass: &NewtonPass, point: &NewtonPoint) -> Result<Sums> {
    pass.made_at(point)?;
    let order = point.coefficients.len();
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

/// The centres and scales that standardise features.
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
