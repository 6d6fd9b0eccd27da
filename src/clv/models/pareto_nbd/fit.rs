//! How a [`ParetoNbd`] is fitted.

use super::cells::Cells;
use super::{ParetoNbd, simulate};
use crate::Error;
use crate::clv::fitting::{ParametricModel, vanishes};
use crate::clv::history::HistoryTable;
use crate::clv::models::parametric::parametric;

parametric! {
    ParetoNbd as "Pareto/NBD" of HistoryTable, in unit;
    parameters {
        /// r: the smaller, the more customers differ in how often they buy.
        r: "r" = r;
        /// α, in the model's unit: r/α is the mean rate of purchases.
        alpha: "α" in unit = alpha;
        /// s: the smaller, the more customers differ in how long they stay.
        s: "s" = s;
        /// β, in the model's unit: s/β is the mean rate of leaving.
        beta: "β" in unit = beta;
    }
    /// How to fit it: with nothing said, in weeks and to greatest likelihood.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::clv::history::HistoryTable;
    /// use tenure::clv::models::ParetoNbd;
    /// use tenure::units::TimeUnit;
    ///
    /// // (x, tₓ, T) in weeks, of a handful of customers; a real table has thousands.
    /// let week = TimeUnit::WEEK;
    /// let table = HistoryTable::try_from_iter([
    ///     (0, 0.0, 39.0, week), (0, 0.0, 38.0, week), (0, 0.0, 30.0, week), (1, 2.0, 39.0, week),
    ///     (1, 20.0, 33.0, week), (2, 30.0, 39.0, week), (4, 35.0, 37.0, week), (9, 12.0, 36.0, week),
    /// ])?;
    /// let fit = ParetoNbd::fitter().fit(&table)?;
    /// assert!(fit.log_likelihood() < 0.0);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Complexity
    ///
    /// About ten passes. Histories in whole days share most of their work: 100 000 customers take a few
    /// hundredths of a second.
    fn fitter();
    fn fit(options, data) {
        let unit = options.time_unit();
        let cells = Cells::of(data, unit)?;
        let age = cells.mean_age();
        let search = |starts: &[[f64; 4]]| {
            let centres = [1.0, age, 1.0, age];
            options.search(&cells, starts, centres, cells.customers(), (runaway, FLAT))
        };
        // One start does for most data; where it leads astray, the best end of several counts.
        let [first, ..] = cells.starts();
        let maximum = search(&[first])
            .or_else(|_| search(&cells.starts()))
            .map_err(|error| {
                if cells.nobody_came_back() {
                    runaway(0, false, &[])
                } else {
                    error
                }
            })?;
        let [r, alpha, s, beta] = maximum.parameters;
        maximum.into_fit(Self::new(r, alpha, s, beta, unit)?, cells.customers())
    }
    fn simulate(model, data, seed) {
        simulate::table_like(model, data, seed).map(Box::new)
    }
}

const FLAT: &str = "other parameters fit equally well, perhaps because too few customers left or came back; fit an Nbd, \
in which nobody leaves, or put a prior on a parameter, or a ridge on all";

fn runaway(parameter: usize, upwards: bool, at: &[f64]) -> Error {
    let (parameter, because) = match (parameter, upwards) {
        (0 | 1, true) => (
            "r together with alpha",
            "customers' purchase rates differ no more than chance explains; put a prior on parameter r to say how much they differ",
        ),
        (0, false) => (
            "r",
            "nobody came back, so no purchase rate can be estimated; watch customers for longer, or put a prior on parameter r",
        ),
        (1, false) => (
            "alpha",
            "customers came back almost as soon as they were first seen; check the time unit and the ages",
        ),
        (2, true) => (
            "s together with beta",
            "customers' lifetimes differ no more than chance explains; put a prior on parameter s to say how much they differ",
        ),
        (2, false) if vanishes(at, 3) => (
            "s together with beta",
            "customers seem to leave at once or never; watch them for longer, or put priors on s and beta",
        ),
        (2, false) => (
            "s",
            "hardly any customer leaves; use the NBD, whose customers never leave",
        ),
        (_, true) => (
            "beta",
            "hardly any customer leaves; use the NBD, whose customers never leave",
        ),
        (_, false) => (
            "beta",
            "everybody who leaves does so right after the first purchase; put a prior on beta, or fit only customers who came back",
        ),
    };
    Error::Unbounded {
        what: ParetoNbd::NAME,
        parameter,
        upwards,
        because,
    }
}
