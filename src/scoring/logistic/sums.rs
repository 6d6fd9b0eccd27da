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

/// Merges the summaries of two parts (Chan, Golub and others 1983).
pub(super) fn absorb(all: &mut FeatureSummary, part: FeatureSummary) {
    let weight = |summary: &FeatureSummary| summary.class_weight.iter().sum::<f64>();
    let (own, other) = (weight(all), weight(&part));
    let total = own + other;
    if own <= 0.0 || all.means.is_empty() {
        let rows = all.rows;
        *all = part;
        all.rows = all.rows.saturating_add(rows);
        return;
    }
    all.rows = all.rows.saturating_add(part.rows);
    for (sum, more) in all.class_weight.iter_mut().zip(part.class_weight) {
        *sum += more;
    }
    let columns = all
        .means
        .iter_mut()
        .zip(&mut all.deviations)
        .zip(&mut all.ranges);
    let others = part.means.iter().zip(&part.deviations).zip(&part.ranges);
    for (((mean, deviation), ranges), ((m, d), r)) in columns.zip(others) {
        if other > 0.0 {
            let apart = m - *mean;
            let squares = *deviation * *deviation * own + d * d * other;
            *deviation = ((squares + apart * apart * own / total * other) / total).sqrt();
            *mean += apart * (other / total);
        }
        for ([low, high], [l, h]) in ranges.iter_mut().zip(r) {
            *low = low.min(*l);
            *high = high.max(*h);
        }
    }
}

/// A pass over a view on all threads, the same to the bit as on one.
#[cfg(feature = "rayon")]
pub(super) fn par_pass(
    point: &NewtonPoint,
    view: crate::scoring::LabelledView<'_>,
) -> Result<NewtonPass> {
    use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

    use super::chunks::split;
    use crate::Merge as _;

    const RUN: usize = 8 * super::BLOCK;
    let run = |index: usize| {
        let (_, from) = split(view, index.saturating_mul(RUN))?;
        point.pass_view(split(from, RUN)?.0)
    };
    let runs = view.len().div_ceil(RUN).max(1);
    (0..runs)
        .into_par_iter()
        .map(run)
        .try_reduce_with(|mut left, right| {
            left.merge(right);
            Ok(left)
        })
        .unwrap_or_else(|| Ok(NewtonPass::default()))
}
