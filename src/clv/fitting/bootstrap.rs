//! [`Bootstrap`].

use super::{Fitter, ParametricModel};
use crate::numeric::random::SplitMix64;
use crate::stats::Interval;
use crate::units::Level;
use crate::{Error, Result, limit};

/// Refits to data drawn from a fitted model: how far the parameters, and all that is computed from them, move
/// by chance.
///
/// Slower than the [delta method](crate::stats::Fit::estimate) by as many fits as there are replicates, and right also where that
/// is not: with few customers, and where parameters are [weakly identified](crate::stats::Fit::weakly_identified).
///
/// # Examples
///
/// See [`Fitter::bootstrap`].
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Bootstrap<M> {
    models: Vec<M>,
    failures: Vec<Error>,
}

impl<M> Bootstrap<M> {
    /// Returns the fitted models, in the order of the replicates.
    #[must_use]
    pub fn models(&self) -> &[M] {
        &self.models
    }

    /// Returns why the other replicates have no model. Many failures mean that data like these
    /// often have no optimum, or one at infinity; the intervals, which leave those out, are then
    /// too narrow.
    #[must_use]
    pub fn failures(&self) -> &[Error] {
        &self.failures
    }

    /// Returns how many replicates there were.
    #[must_use]
    pub const fn replicates(&self) -> usize {
        self.models.len().saturating_add(self.failures.len())
    }

    /// Returns the interval of a prediction: the middle share of what the replicates say (Efron's
    /// percentile interval).
    ///
    /// `None` with too few replicates for the level (at 95 %, 39 are the least, and 1000 are advised), and
    /// when a prediction is not a number.
    ///
    /// # Formula
    ///
    /// ```text
    /// from the (B + 1)·(1 − level)/2-th smallest to the (B + 1)·(1 − level)/2-th largest, between neighbours in proportion
    /// ```
    ///
    /// # References
    ///
    /// Efron & Tibshirani 1993, *An Introduction to the Bootstrap*, sections 6.5 and 13.3.
    pub fn interval(&self, level: Level, predict: impl Fn(&M) -> f64) -> Option<Interval> {
        let mut values: Vec<f64> = self.models.iter().map(predict).collect();
        if values.iter().any(|value| !value.is_finite()) {
            return None;
        }
        values.sort_by(f64::total_cmp);
        let tail = 0.5 * (1.0 - level.get());
        let exact = (values.len() as f64 + 1.0) * tail;
        // The rounding of the level is forgiven: 39 replicates do for 95 %.
        let whole = exact.round();
        let place = if (exact - whole).abs() < 1e-9 {
            whole
        } else {
            exact
        };
        let lower = between(values.iter().copied(), place)?;
        let upper = between(values.iter().rev().copied(), place)?;
        Interval::new(lower.min(upper), upper.max(lower), level).ok()
    }
}

/// The `place`-th value, counted from 1.
fn between(mut values: impl Iterator<Item = f64>, place: f64) -> Option<f64> {
    if place < 1.0 {
        return None;
    }
    let whole = place.floor();
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at least 1, at most a length"
    )]
    let skipped = (whole as usize).saturating_sub(1);
    let low = values.nth(skipped)?;
    let high = values.next().unwrap_or(low);
    Some(low + (place - whole) * (high - low))
}

impl<M> Fitter<M>
where
    M: ParametricModel<Data: Sized> + Send + Sync,
{
    /// Draws data like those given from a model, again and again, and fits each under these options: the
    /// parametric bootstrap.
    ///
    /// As many customers as in `data` are drawn in each replicate, seen for as long. The same seed gives the
    /// same models, on any machine and any number of threads.
    ///
    /// # Examples
    ///
    /// A hundred replicates for a quick look; a thousand for a report.
    ///
    /// ```
    /// use tenure::clv::history::{HistoryTable, PurchaseHistory};
    /// use tenure::clv::models::{Nbd, PurchaseModel};
    /// use tenure::units::{Horizon, Level, Period, TimeUnit};
    ///
    /// let mut table = HistoryTable::default();
    /// for (purchases, customers) in [(0, 120), (1, 40), (2, 20), (5, 15), (9, 5)] {
    ///     let last = if purchases == 0 { 0.0 } else { 30.0 };
    ///     table.push_many(PurchaseHistory::new(purchases, last, 39.0, TimeUnit::WEEK)?, customers);
    /// }
    /// let fitter = Nbd::fitter();
    /// let fit = fitter.fit(&table)?;
    /// let replicates = fitter.bootstrap(fit.model(), &table, 100, 42)?;
    /// assert_eq!((replicates.replicates(), replicates.failures().len()), (100, 0));
    ///
    /// let year = Horizon::new(1.0, Period::Year)?;
    /// let expected = |model: &Nbd| model.expected_purchases_of_new(year);
    /// let interval = replicates.interval(Level::P95, expected);
    /// assert!(interval.is_some_and(|interval| interval.contains(expected(fit.model()))));
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// What is wrong with the options or the data; [`Error::TooMany`] for more than 2²⁰ replicates. A replicate that cannot be fitted is no error: it is
    /// [counted](Bootstrap::failures).
    ///
    /// # Complexity
    ///
    /// A simulation and a fit per replicate.
    pub fn bootstrap(
        &self,
        model: &M,
        data: &M::Data,
        replicates: usize,
        seed: u64,
    ) -> Result<Bootstrap<M>> {
        self.check()?;
        limit::at_most("number of replicates", limit::REPLICATES, replicates)?;
        let one_thread = self.clone().parallel(false);
        let refit = |seed: u64| {
            let drawn = model.simulate_like(data, seed)?;
            one_thread.fit(&drawn).map(crate::stats::Fit::into_model)
        };
        let mut random = SplitMix64::new(seed);
        let seeds: Vec<u64> = (0..replicates).map(|_| random.below(u64::MAX)).collect();
        let mut bootstrap = Bootstrap {
            models: Vec::with_capacity(replicates),
            failures: Vec::new(),
        };
        for outcome in each(&seeds, refit, self.is_parallel()) {
            match outcome {
                Ok(model) => bootstrap.models.push(model),
                Err(error) => bootstrap.failures.push(error),
            }
        }
        Ok(bootstrap)
    }
}

/// In the order of the seeds, whoever works on them.
fn each<T: Send>(
    seeds: &[u64],
    work: impl Fn(u64) -> Result<T> + Sync,
    parallel: bool,
) -> Vec<Result<T>> {
    #[cfg(feature = "rayon")]
    if parallel {
        use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

        return seeds.par_iter().map(|seed| work(*seed)).collect();
    }
    let _ = parallel;
    seeds.iter().map(|seed| work(*seed)).collect()
}
