//! The search for the parameters of greatest likelihood: damped Newton on their logarithms.

use ndarray::Array2;

use super::{Evidence, Objective};
use crate::numeric::jacobi;
use crate::stats::{Convergence, Fit, FittedModel};
use crate::{Error, Result};

mod climb;
mod here;

use climb::{End, climb};

/// What it means when a parameter runs off: by its number and direction, and by where all of them were then.
pub(crate) type Runaway = fn(parameter: usize, upwards: bool, at: &[f64]) -> Error;

/// What counts as gone to 0 beside a parameter that has: the ratio of the two says something then, their sizes
/// do not.
pub(crate) fn vanishes(at: &[f64], parameter: usize) -> bool {
    const LITTLE: f64 = 1e-3;
    at.get(parameter).is_some_and(|value| *value < LITTLE)
}

/// What the logarithm of a parameter is drawn to: ½·weight·(ln p − centre)² is taken off the log-likelihood.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Pull {
    pub(crate) centre: f64,
    /// 0 for none.
    pub(crate) weight: f64,
}

impl Pull {
    /// Both together, but for a constant.
    pub(super) fn and(self, other: Self) -> Self {
        let weight = self.weight + other.weight;
        let share = if weight > 0.0 {
            other.weight / weight
        } else {
            0.0
        };
        Self {
            centre: self.centre + share * (other.centre - self.centre),
            weight,
        }
    }
}

/// What to search for, and from where; made by [`Fitter::search`](super::Fitter::search).
pub(crate) struct Search<'a, const P: usize> {
    /// What is fitted.
    pub(crate) what: &'static str,
    /// Where to start; with several, the best end counts.
    pub(crate) starts: &'a [[f64; P]],
    pub(crate) pulls: [Pull; P],
    /// How many customers there are.
    pub(crate) observations: f64,
    pub(crate) max_iterations: u32,
    pub(crate) parallel: bool,
    pub(crate) runaway: Runaway,
    /// What is missing, and what to do, when some combination of the parameters fits as well as any other.
    pub(crate) flat: &'static str,
}

/// Where it ended.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Maximum<const P: usize> {
    pub(crate) parameters: [f64; P],
    /// Without the penalty.
    pub(crate) log_likelihood: f64,
    /// Of the parameters themselves, from the information at the maximum (with the penalty, if any).
    pub(crate) covariance: [[f64; P]; P],
    /// Of the information about the logarithms.
    pub(crate) condition_number: f64,
    pub(crate) convergence: Convergence,
    /// Whether a penalty took part.
    pub(crate) penalised: bool,
}

impl<const P: usize> Maximum<P> {
    /// The fit of `model`, which has these parameters.
    pub(crate) fn into_fit<M: FittedModel<Evidence = Evidence>>(
        self,
        model: M,
        observations: f64,
    ) -> Result<Fit<M>> {
        let entry = |(i, j)| jacobi::at(&self.covariance, i, j);
        let evidence = Evidence {
            penalised: self.penalised,
            condition_number: self.condition_number,
        };
        Fit::new(
            model,
            self.log_likelihood,
            observations,
            Array2::from_shape_fn((P, P), entry),
            self.convergence,
            evidence,
        )
    }
}

/// The maximum, or why there is none.
///
/// # Errors
///
/// [`Error::NotIdentified`], [`Error::NotConverged`], and what `runaway` makes of an optimum at infinity.
pub(crate) fn maximise<const P: usize>(
    objective: &impl Objective<P>,
    search: &Search<'_, P>,
) -> Result<Maximum<P>> {
    let mut best: Option<End<P>> = None;
    let mut passes = 0_u32;
    for start in search.starts {
        let end = climb(objective, search, start);
        passes = passes.saturating_add(end.convergence.passes);
        if best.as_ref().is_none_or(|best| end.is_better_than(best)) {
            best = Some(end);
        }
    }
    let failed = Error::NotConverged {
        what: search.what,
        iterations: 0,
        gradient: 0.0,
    };
    let end = best.ok_or(failed)?;
    let mut maximum = end.outcome?;
    maximum.convergence = Convergence {
        passes,
        ..end.convergence
    };
    Ok(maximum)
}

#[cfg(test)]
mod tests;
