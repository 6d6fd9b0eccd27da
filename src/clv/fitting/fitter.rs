//! [`Fitter`].

use core::fmt;
use core::marker::PhantomData;

use super::{LogPrior, Maximum, ParametricModel, Pull, Runaway, Search, maximise};
use crate::clv::models::PurchaseModel;
use crate::numeric::math;
use crate::stats::Fit;
use crate::units::TimeUnit;
use crate::{Error, Result};

/// The options of a fit; made by the model's `fitter()`.
#[must_use]
pub struct Fitter<M> {
    unit: TimeUnit,
    ridge: f64,
    /// Of which parameter; `None` for a name the model does not have.
    priors: Vec<(Option<usize>, LogPrior)>,
    max_iterations: u32,
    parallel: bool,
    model: PhantomData<fn() -> M>,
}

impl<M> Default for Fitter<M> {
    fn default() -> Self {
        Self {
            unit: TimeUnit::default(),
            ridge: 0.0,
            priors: Vec::new(),
            max_iterations: 100,
            parallel: false,
            model: PhantomData,
        }
    }
}

impl<M> Clone for Fitter<M> {
    fn clone(&self) -> Self {
        Self {
            priors: self.priors.clone(),
            ..*self
        }
    }
}

impl<M> PartialEq for Fitter<M> {
    fn eq(&self, other: &Self) -> bool {
        let own = (self.unit, self.ridge, self.max_iterations, self.parallel);
        let others = (
            other.unit,
            other.ridge,
            other.max_iterations,
            other.parallel,
        );
        own == others && self.priors == other.priors
    }
}

impl<M: ParametricModel> fmt::Debug for Fitter<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fitter")
            .field("model", &M::NAME)
            .field("unit", &self.unit)
            .field("ridge", &self.ridge)
            .field("priors", &self.priors)
            .field("max_iterations", &self.max_iterations)
            .field("parallel", &self.parallel)
            .finish()
    }
}

impl<M: ParametricModel + PurchaseModel> Fitter<M> {
    /// The unit the model is to have; a week unless said.
    pub const fn unit(mut self, unit: TimeUnit) -> Self {
        self.unit = unit;
        self
    }
}

impl<M: ParametricModel> Fitter<M> {
    /// Draws all parameters together towards the centres of their scales.
    pub const fn ridge(mut self, per_customer: f64) -> Self {
        self.ridge = per_customer;
        self
    }

    /// What is known of one parameter beforehand.
    pub fn prior(mut self, parameter: &str, prior: LogPrior) -> Self {
        let which = M::PARAMETERS.iter().position(|name| *name == parameter);
        self.priors.retain(|(other, _)| *other != which);
        self.priors.push((which, prior));
        self
    }

    /// How many steps the search may take from each of its starts; 100 unless said.
    pub const fn max_iterations(mut self, steps: u32) -> Self {
        self.max_iterations = steps;
        self
    }

    /// Whether to use all threads (feature `rayon`; without it this does nothing). No bit of the answer
    /// depends on it.
    pub const fn parallel(mut self, parallel: bool) -> Self {
        self.parallel = parallel;
        self
    }

    /// The parameters that make the data most likely.
    ///
    /// # Errors
    ///
    /// [`Error::NotEnoughData`], [`Error::NotIdentified`], [`Error::Unbounded`], [`Error::NotConverged`].
    pub fn fit(&self, data: &M::Data) -> Result<Fit<M>> {
        self.check()?;
        M::fit_with(self, data)
    }

    fn check(&self) -> Result<()> {
        if !(0.0..=1e6).contains(&self.ridge) {
            return Err(Error::bad_number("ridge", "from 0 to 1e6", self.ridge));
        }
        if self.priors.iter().any(|(which, _)| which.is_none()) {
            return Err(Error::Malformed {
                what: "the parameter of a prior",
                expected: "one that the model has",
            });
        }
        Ok(())
    }
}

/// For the models.
impl<M: ParametricModel> Fitter<M> {
    /// What the fitted model is to count time in.
    pub(crate) const fn time_unit(&self) -> TimeUnit {
        self.unit
    }

    /// The parameters of greatest likelihood among `observations` customers: the search from `starts`.
    ///
    /// The `centres` are what a ridge draws the parameters to, not their logarithms: 1 for shapes, a typical time
    /// of the data for those that are times, so that it does not matter what these are counted in.
    pub(crate) fn search<const P: usize>(
        &self,
        objective: &impl super::Objective<P>,
        starts: &[[f64; P]],
        centres: [f64; P],
        observations: f64,
        (runaway, flat): (Runaway, &'static str),
    ) -> Result<Maximum<P>> {
        let mut pulls = centres.map(|centre| Pull {
            centre: math::ln(centre),
            weight: self.ridge * observations,
        });
        for (which, prior) in &self.priors {
            if let Some(pull) = which.and_then(|which| pulls.get_mut(which)) {
                *pull = pull.and(prior.pull());
            }
        }
        let search = Search {
            what: M::NAME,
            starts,
            pulls,
            observations,
            max_iterations: self.max_iterations,
            parallel: self.parallel,
            runaway,
            flat,
        };
        maximise(objective, &search)
    }
}
