//! [`Nbd`].

use super::{PurchaseModel, SimulatedCustomer, simulate};
use crate::clv::fitting::{ParametricModel, positive};
use crate::clv::history::{HistoryTable, PurchaseHistory};
use crate::clv::models::parametric::parametric;
use crate::numeric::{gamma, math};
use crate::units::{DiscountRate, Horizon, Period, TimeUnit};
use crate::{Error, Result};

mod likelihood;

use likelihood::Rows;

/// Models buyers who never leave, each with a steady rate of their own (NBD).
///
/// The yardstick for the models in which customers do leave: what those gain over it is what leaving
/// explains. Not for telling who is still a customer, since it says "all of them", and too high for
/// purchases far ahead.
///
/// # Formula
///
/// ```text
/// ln L = ln Γ(r + x) − ln Γ(r) + r·ln α − (r + x)·ln(α + T)
/// E[X(T, T + t) | x, T] = t·(r + x)/(α + T)
///
/// where  λ ~ Gamma(shape r, rate α)  is a customer's purchase rate over customers
///        x  is the number of repeat purchases, T the time since the first
/// ```
///
/// # Examples
///
/// ```
/// use tenure::clv::history::PurchaseHistory;
/// use tenure::clv::models::{Nbd, PurchaseModel};
/// use tenure::units::{Horizon, Period, TimeUnit};
///
/// let model = Nbd::new(0.385, 12.072, TimeUnit::WEEK)?;
/// let customer = PurchaseHistory::new(2, 30.43, 38.86, TimeUnit::WEEK)?;
/// let year = Horizon::new(52.0, Period::Week)?;
/// assert_eq!(format!("{:.3}", model.expected_purchases(&customer, year)), "2.435");
/// assert_eq!(model.to_string(), "NBD(r = 0.385, α = 12.072 weeks)");
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Ehrenberg 1959, "The pattern of consumer purchases", Applied Statistics 8.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nbd {
    r: f64,
    alpha: f64,
    unit: TimeUnit,
}

impl Nbd {
    /// Creates the model from known parameters; `alpha` in `unit`s.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for parameters outside 1e-10 to 1e10, [`Error::NotFinite`] for NaN and infinities.
    pub fn new(r: f64, alpha: f64, unit: TimeUnit) -> Result<Self> {
        Ok(Self {
            r: positive("r", r)?,
            alpha: positive("alpha", alpha)?,
            unit,
        })
    }

    /// Returns the same model with its parameters in another unit.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] when they are beyond what is accepted there.
    pub fn in_unit(self, unit: TimeUnit) -> Result<Self> {
        let alpha = self.alpha * (self.unit.in_days() / unit.in_days());
        Self::new(self.r, alpha, unit)
    }

    /// The purchase rate expected of a customer.
    fn rate(&self, history: &PurchaseHistory) -> f64 {
        let (x, _, age) = history.in_units_of(self.unit);
        (self.r + x) / (self.alpha + age)
    }

    fn discounted(&self, rate: f64, discount: DiscountRate) -> Result<f64> {
        let continuous = discount.ln_growth_per(Period::Day) * self.unit.in_days();
        let value = rate / continuous;
        if value.is_finite() {
            Ok(value)
        } else {
            Err(Error::Diverges {
                what: "the number of purchases to come",
                because: "customers of this model never leave, so without a discount their purchases have no finite sum",
            })
        }
    }
}

impl PurchaseModel for Nbd {
    fn unit(&self) -> TimeUnit {
        self.unit
    }

    fn log_likelihood(&self, history: &PurchaseHistory) -> f64 {
        let (x, _, age) = history.in_units_of(self.unit);
        likelihood::value(self.r, self.alpha, x, age)
    }

    fn p_alive(&self, _: &PurchaseHistory) -> f64 {
        1.0
    }

    fn p_alive_after(&self, _: &PurchaseHistory, _: Horizon) -> f64 {
        1.0
    }

    fn p_alive_of_new(&self, _: Horizon) -> f64 {
        1.0
    }

    fn expected_purchases(&self, history: &PurchaseHistory, within: Horizon) -> f64 {
        self.unit.count_of(within) * self.rate(history)
    }

    fn expected_purchases_of_new(&self, within: Horizon) -> f64 {
        self.unit.count_of(within) * (self.r / self.alpha)
    }

    fn ln_probability(&self, repeat_purchases: u64, within: Horizon) -> f64 {
        let (n, time) = (repeat_purchases as f64, self.unit.count_of(within));
        // NB(n; r, t/(α + t)), its logarithms in ratios.
        let ways = gamma::ln_rising(self.r, n) - gamma::ln_rising(1.0, n);
        let none = -self.r * math::ln_1p(time / self.alpha);
        let each = if repeat_purchases == 0 {
            0.0
        } else {
            -n * math::ln_1p(self.alpha / time)
        };
        (ways + none + each).clamp(f64::MIN, 0.0) + 0.0
    }

    fn discounted_purchases(&self, history: &PurchaseHistory, rate: DiscountRate) -> Result<f64> {
        self.discounted(self.rate(history), rate)
    }

    fn discounted_purchases_of_new(&self, rate: DiscountRate) -> Result<f64> {
        self.discounted(self.r / self.alpha, rate)
    }

    fn simulate(&self, within: Horizon, seed: u64) -> Result<SimulatedCustomer> {
        let days = within.in_units_of(Period::Day);
        simulate::gamma_poisson([self.r, self.alpha], self.unit.in_days(), days, seed)
    }
}

parametric! {
    Nbd as "NBD" of HistoryTable, in unit;
    parameters {
        /// The shape of the rates over customers: the smaller, the more they differ.
        r: "r" = r;
        /// The scale of the rates, a time: customers buy r/α times a [`unit`](PurchaseModel::unit) on average.
        alpha: "α" in unit = alpha;
    }
    /// How to fit it: with nothing said, in weeks and to greatest likelihood.
    fn fitter();
    fn fit(options, data) {
        let unit = options.time_unit();
        let rows = Rows::of(data, unit)?;
        if rows.nobody_came_back() && !options.is_penalised() {
            // Any way to r/α = 0 is as good; say the one that is read most easily.
            return Err(runaway(0, false, &[]));
        }
        let maximum = options.search(
            &rows,
            &[rows.start()],
            [1.0, rows.mean_age()],
            rows.customers(),
            (runaway, FLAT),
        )?;
        let [r, alpha] = maximum.parameters;
        maximum.into_fit(Self::new(r, alpha, unit)?, rows.customers())
    }
    fn simulate(model, data, seed) {
        simulate::table_like(model, data, seed).map(Box::new)
    }
}

const FLAT: &str = "many pairs of r and alpha fit equally well; add customers who bought at different rates, or put a prior on a parameter";

const fn runaway(parameter: usize, upwards: bool, _: &[f64]) -> Error {
    let (parameter, because) = match (parameter, upwards) {
        (0, true) => (
            "r together with alpha",
            "customers' purchase rates differ no more than chance explains, so one rate fits all; put a prior on parameter r to say how much they differ",
        ),
        (0, false) => (
            "r",
            "nobody came back, so no purchase rate can be estimated; watch customers for longer, or put priors on r and alpha",
        ),
        (_, true) => (
            "alpha",
            "nobody came back, so no purchase rate can be estimated; watch customers for longer, or put priors on r and alpha",
        ),
        (_, false) => (
            "alpha",
            "there are too many purchases per time unit; use a shorter unit",
        ),
    };
    Error::Unbounded {
        what: Nbd::NAME,
        parameter,
        upwards,
        because,
    }
}

saved! {
    impl{} for Nbd as "nbd", 1;
    |model| { r, alpha, unit };
    read { Self::new(r, alpha, unit) }
}
