//! [`Fitter`].

use core::fmt;
use core::marker::PhantomData;

use super::{LogPrior, Maximum, ParametricModel, Pull, Runaway, Search, maximise};
use crate::clv::models::PurchaseModel;
use crate::numeric::math;
use crate::stats::Fit;
use crate::units::TimeUnit;
use crate::{Error, Result, limit};

/// Holds the options of a fit; made by the model's `fitter()`.
///
/// Nothing has to be said: the parameters of greatest likelihood, in weeks. What each option does is stated with
/// it; wrong ones are refused by [`fit`](Self::fit).
///
/// The search is Newton's, on the logarithms of the parameters, with exact derivatives; a step is never
/// longer than e² in any of them, and never leads down. It ends when nothing is left to be gained *and* the parameters
/// stand still, so that they are right to ten digits where the data tell that much. Sums over customers
/// are exact: the order of the data, shards and threads change no bit.
///
/// # Examples
///
/// ```
/// use tenure::clv::fitting::LogPrior;
/// use tenure::clv::history::{HistoryTable, PurchaseHistory};
/// use tenure::clv::models::Nbd;
/// use tenure::units::TimeUnit;
///
/// let mut table = HistoryTable::default();
/// for purchases in [0, 0, 0, 0, 0, 0, 1, 1, 2, 5, 9] {
///     let last = if purchases == 0 { 0.0 } else { 30.0 };
///     table.push(PurchaseHistory::new(purchases, last, 39.0, TimeUnit::WEEK)?);
/// }
/// let fit = Nbd::fitter().unit(TimeUnit::MONTH).fit(&table)?;
/// assert_eq!(fit.model().to_string(), "NBD(r = 0.345, α = 1.893 months)");
///
/// // Elsewhere r was about 1, within a factor of 1.6 two times in three.
/// let known = Nbd::fitter().unit(TimeUnit::MONTH).prior("r", LogPrior::new(1.0, 0.5)?);
/// assert_eq!(known.fit(&table)?.model().to_string(), "NBD(r = 0.697, α = 3.820 months)");
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Nocedal & Wright 2006, *Numerical Optimization*, chapter 3.4 (modified Newton methods).
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
    /// Sets the unit the fitted model counts time in; a week by default.
    ///
    /// It changes how parameters that are times read, and the log-likelihood by Σx·ln of the ratio of the units (a density
    /// per day is a seventh of one per week); no prediction. Compare criteria of models of one unit only.
    pub const fn unit(mut self, unit: TimeUnit) -> Self {
        self.unit = unit;
        self
    }
}

impl<M: ParametricModel> Fitter<M> {
    /// Draws every parameter a little towards the middle of its scale: 1 for shapes, the mean age of the customers (or what the
    /// model says) for times; 0 (none) unless said.
    ///
    /// Taken off the log-likelihood is ½·`per_customer`·n·Σ (ln p − ln centre)² for n customers, so that the strength
    /// depends neither on how many customers there are nor on the time unit. Start with 0.001: it moves what the data tell by
    /// little, and gives what they do not tell a value.
    #[doc(alias = "penalizer")]
    #[doc(alias = "L2")]
    pub const fn ridge(mut self, per_customer: f64) -> Self {
        self.ridge = per_customer;
        self
    }

    /// Sets what is known of one parameter beforehand; a second prior for the same parameter
    /// replaces the first.
    ///
    /// ½·((ln p − ln median)/`log_sd`)² is taken off the log-likelihood, once, not per customer: the more customers,
    /// the less it counts. (The parameter found is the one of greatest likelihood times prior, on the logarithmic
    /// scale.)
    pub fn prior(mut self, parameter: &str, prior: LogPrior) -> Self {
        let which = M::PARAMETERS.iter().position(|name| *name == parameter);
        self.priors.retain(|(other, _)| *other != which);
        self.priors.push((which, prior));
        self
    }

    /// Sets how many steps the search may take from each of its starts: 100 by default, 100,000 at most.
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

    /// Finds the parameters that make the data most likely, with the evidence for them.
    ///
    /// # Errors
    ///
    /// - [`Error::NotEnoughData`] without customers.
    /// - [`Error::Unbounded`] when the likelihood rises for ever as a parameter runs off: nobody came back, nobody
    ///   left, or customers do not differ. The data tell that the parameter is extreme, not what it is.
    /// - [`Error::NotIdentified`] when different parameters fit exactly alike.
    /// - [`Error::NotConverged`] when the steps are used up. Its state is not given away as a result.
    /// - [`Error::OutOfRange`], [`Error::NotFinite`], [`Error::TooMany`] and [`Error::Malformed`] for options that
    ///   cannot be.
    ///
    /// [What to do then](crate::clv::fitting#when-there-is-no-fit) is said with the module.
    ///
    /// # Complexity
    ///
    /// Some ten passes over the different rows of the data.
    pub fn fit(&self, data: &M::Data) -> Result<Fit<M>> {
        self.check()?;
        M::fit_with(self, data)
    }

    /// Whether all threads are to be used.
    pub(super) const fn is_parallel(&self) -> bool {
        self.parallel
    }

    /// Whether the options are ones that can be.
    pub(super) fn check(&self) -> Result<()> {
        if !(0.0..=1e6).contains(&self.ridge) {
            return Err(Error::bad_number("ridge", "from 0 to 1e6", self.ridge));
        }
        limit::at_most("number of iterations", limit::STEPS, self.max_iterations)?;
        if self.priors.iter().any(|(which, _)| which.is_none()) {
            return Err(Error::Malformed {
                what: "parameter of a prior",
                expected: "one of the model's parameters",
            });
        }
        Ok(())
    }
}

/// For the models.
impl<M: ParametricModel> Fitter<M> {
    /// Whether a ridge or a prior takes part.
    pub(crate) const fn is_penalised(&self) -> bool {
        self.ridge > 0.0 || !self.priors.is_empty()
    }

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
