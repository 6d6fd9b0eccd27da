//! [`BgBb`].

use super::purchase_model::total;
use crate::clv::fitting::{ParametricModel, positive, vanishes};
use crate::clv::history::{TrialHistory, TrialTable};
use crate::clv::models::parametric::parametric;
use crate::numeric::beta_survival::BetaSurvival;
use crate::numeric::math;
use crate::units::{DiscountRate, Period};
use crate::{Error, Result};

mod count;
mod draw;
mod likelihood;

use likelihood::{Point, Rows};

/// Models customers who may buy at set occasions: who is still one, and how often they will buy
/// (BG/BB).
///
/// For occasions that everybody knows of and a purchase is made at or not: yearly donations, concert seasons,
/// cruises, issues of a magazine at the kiosk. Each customer buys at an opportunity with a probability of their own
/// and leaves before one with another, without saying so: that somebody has not bought for long may be chance, or
/// the end. Where purchases fall at any time, [`PurchaseModel`](super::PurchaseModel)s; where customers say when they
/// leave, [`RenewalModel`](super::RenewalModel)s.
///
/// Time is counted in opportunities. How far they are apart, a [`Period`], is asked where money is discounted.
///
/// # Formula
///
/// ```text
/// L(x, tₓ, n) = B(α + x, β + n − x)/B(α, β) · B(γ, δ + n)/B(γ, δ)
///             + Σ B(α + x, β + tₓ − x + i)/B(α, β) · B(γ + 1, δ + tₓ + i)/B(γ, δ)      i = 0 … n − tₓ − 1
///
/// where  p ~ Beta(α, β)  is a customer's probability to buy at an opportunity,
///        θ ~ Beta(γ, δ)  that to leave for good before one,
///        x, tₓ, n  are as in TrialHistory
/// ```
///
/// # Examples
///
/// Donors of a public radio station, with the parameters of the paper.
///
/// ```
/// use tenure::clv::history::TrialHistory;
/// use tenure::clv::models::BgBb;
///
/// let model = BgBb::new(1.204, 0.750, 0.657, 2.783)?;
/// // Two gifts in six years, the last in the fourth: a donor at the next drive? How many gifts in five more years?
/// let donor = TrialHistory::new(2, 4, 6)?;
/// assert_eq!(format!("{:.2}", model.p_alive_after(&donor, 1)), "0.59");
/// assert_eq!(format!("{:.2}", model.expected_purchases(&donor, 5)), "1.06");
/// // Somebody who gave every year.
/// let loyal = TrialHistory::new(6, 6, 6)?;
/// assert_eq!(format!("{:.2}", model.p_alive_after(&loyal, 1)), "0.93");
/// assert_eq!(model.to_string(), "BG/BB(α = 1.204, β = 0.750, γ = 0.657, δ = 2.783)");
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(n − tₓ) for a likelihood and what is conditional on a history; however far ahead one looks costs nothing.
///
/// # References
///
/// Fader, Hardie and Shang (2010), "Customer-base analysis in a discrete-time noncontractual setting", Marketing
/// Science 29(6): equations 6 to 14; Fader and Hardie, note 010.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BgBb {
    alpha: f64,
    beta: f64,
    gamma: f64,
    delta: f64,
}

impl BgBb {
    /// Creates the model from known parameters.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for parameters outside 1e-10 to 1e10, [`Error::NotFinite`] for NaN and infinities.
    pub fn new(alpha: f64, beta: f64, gamma: f64, delta: f64) -> Result<Self> {
        Ok(Self {
            alpha: positive("alpha", alpha)?,
            beta: positive("beta", beta)?,
            gamma: positive("gamma", gamma)?,
            delta: positive("delta", delta)?,
        })
    }

    const fn point(&self) -> Point {
        Point {
            alpha: self.alpha,
            beta: self.beta,
            gamma: self.gamma,
            delta: self.delta,
        }
    }

    /// How a customer stays who is one after n opportunities.
    fn stays(&self, n: f64) -> BetaSurvival {
        BetaSurvival::plain(self.gamma, self.delta + n)
    }

    /// Returns the log-probability of this history (equation 6).
    #[must_use]
    pub fn log_likelihood(&self, history: &TrialHistory) -> f64 {
        let (x, last, n) = history.numbers();
        self.point().log_likelihood(x, last, n).min(0.0)
    }

    /// Returns the log-probability of all histories of a table; 0 for an empty one.
    #[must_use]
    pub fn total_log_likelihood(&self, table: &TrialTable) -> f64 {
        let of_row = |(history, customers)| (self.log_likelihood(&history), customers);
        total(table.rows().map(of_row))
    }

    /// Returns the probability that the customer is still one at the last opportunity seen.
    #[doc(alias = "P(alive)")]
    #[must_use]
    pub fn p_alive(&self, history: &TrialHistory) -> f64 {
        let (x, last, n) = history.numbers();
        let point = self.point();
        (math::exp(point.ln_idle(x, last, n)) / point.since_last(x, last, n)).min(1.0)
    }

    /// Returns the probability that the customer will still be one `opportunities` later, so that
    /// they may buy at that one (equation 11 is for 1). At most [`p_alive`](Self::p_alive), which
    /// it is for 0.
    #[must_use]
    pub fn p_alive_after(&self, history: &TrialHistory, opportunities: u64) -> f64 {
        let (_, _, n) = history.numbers();
        let stays = math::exp(-self.stays(n).fallen(opportunities as f64));
        self.p_alive(history) * stays
    }

    /// How likely the customer buys at an opportunity if they are still one, given how often they did.
    fn buys(&self, history: &TrialHistory) -> f64 {
        let (x, _, n) = history.numbers();
        (self.alpha + x) / (self.alpha + self.beta + n)
    }

    /// Returns the number of purchases expected at the next `opportunities` (equation 13, in a form
    /// without its pole at γ = 1).
    #[doc(alias = "CET")]
    #[doc(alias = "conditional expected transactions")]
    #[must_use]
    pub fn expected_purchases(&self, history: &TrialHistory, opportunities: u64) -> f64 {
        let (_, _, n) = history.numbers();
        self.p_alive(history) * self.buys(history) * self.stays(n).first(opportunities as f64)
    }

    /// Returns the number of purchases expected of a new customer at the next `opportunities`
    /// (equation 9).
    #[doc(alias = "E[X(n)]")]
    #[must_use]
    pub fn expected_purchases_of_new(&self, opportunities: u64) -> f64 {
        self.alpha / (self.alpha + self.beta) * self.stays(0.0).first(opportunities as f64)
    }

    /// Returns the probability that a new customer buys at exactly `purchases` of `opportunities`
    /// (equation 8).
    ///
    /// # Errors
    ///
    /// [`Error::TooMany`] above 1,000,000 opportunities.
    ///
    /// # Complexity
    ///
    /// O(opportunities − purchases).
    #[doc(alias = "P(X(n) = x)")]
    pub fn probability(&self, purchases: u32, opportunities: u32) -> Result<f64> {
        self.ln_probability(purchases, opportunities).map(math::exp)
    }

    /// Returns the logarithm of [`probability`](Self::probability), never −∞: `f64::MIN` for what
    /// is impossible.
    ///
    /// # Errors
    ///
    /// Those of [`probability`](Self::probability).
    pub fn ln_probability(&self, purchases: u32, opportunities: u32) -> Result<f64> {
        let ln = count::ln_probability(&self.point(), purchases, opportunities)?;
        Ok(ln.clamp(f64::MIN, 0.0) + 0.0)
    }

    /// Returns all purchases expected of this customer, each discounted to the last opportunity
    /// seen; the next one is a period off.
    ///
    /// Times the margin of a purchase it is what the customer is worth.
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`] without a discount, unless γ is above 1.
    #[doc(alias = "DERT")]
    #[doc(alias = "discounted expected residual transactions")]
    pub fn discounted_purchases(
        &self,
        history: &TrialHistory,
        discount: DiscountRate,
        between_opportunities: Period,
    ) -> Result<f64> {
        let (_, _, n) = history.numbers();
        let rate = discount.ln_growth_per(between_opportunities);
        let occasions = self.discounted_opportunities(n, rate)?;
        Ok(self.p_alive(history) * self.buys(history) * occasions)
    }

    /// Returns all purchases expected of a new customer, discounted to the moment they became one;
    /// the first opportunity is a period off.
    ///
    /// # Errors
    ///
    /// As [`discounted_purchases`](Self::discounted_purchases).
    pub fn discounted_purchases_of_new(
        &self,
        discount: DiscountRate,
        between_opportunities: Period,
    ) -> Result<f64> {
        let rate = discount.ln_growth_per(between_opportunities);
        let buys = self.alpha / (self.alpha + self.beta);
        Ok(buys * self.discounted_opportunities(0.0, rate)?)
    }

    /// Σ S(i)·e^(−rate·i) over the opportunities i = 1, 2, … of one who is a customer after n.
    fn discounted_opportunities(&self, n: f64, rate: f64) -> Result<f64> {
        let diverges = |because| Error::Diverges {
            what: "the number of purchases to come",
            because,
        };
        let after = self.delta + n;
        if rate <= 0.0 {
            return if self.gamma > 1.0 {
                Ok(after / (self.gamma - 1.0))
            } else {
                Err(diverges(
                    "at gamma of 1 and less some customers hardly ever leave; discount it, or ask for so many opportunities",
                ))
            };
        }
        let first = math::exp(-rate) * (after / (self.gamma + after));
        self.stays(n + 1.0)
            .sum(0.0, rate)
            .map(|sum| first * sum)
            .ok_or_else(|| diverges("it is beyond the largest number; discount it more"))
    }

    /// Draws one customer: at which of so many opportunities they buy. The same seed draws the same customer on
    /// every platform.
    ///
    /// [`TrialHistory::try_from_trials`] makes it a history.
    ///
    /// # Errors
    ///
    /// [`Error::TooMany`] above 1,000,000 opportunities.
    pub fn simulate(&self, opportunities: u32, seed: u64) -> Result<Vec<bool>> {
        draw::trials(&self.point(), opportunities, seed)
    }
}

parametric! {
    BgBb as "BG/BB" of TrialTable;
    parameters {
        /// α: with β, how likely customers buy, α/(α + β) on average.
        alpha: "α" = alpha;
        /// β: the smaller α + β, the more customers differ in how often they buy.
        beta: "β" = beta;
        /// γ: with δ, how likely customers leave before an opportunity, γ/(γ + δ) on average before the first.
        gamma: "γ" = gamma;
        /// δ: the smaller γ + δ, the more customers differ in how loyal they are.
        delta: "δ" = delta;
    }
    /// How to fit it: with nothing said, to greatest likelihood.
    fn fitter();
    fn fit(options, data) {
        const FLAT: &str = "there are too few opportunities to tell customers who left from those who seldom buy; watch customers over more opportunities, or put a prior on a parameter";
        const STARTS: [[f64; 4]; 2] = [[1.0, 1.0, 0.7, 3.0], [0.3, 3.0, 2.0, 30.0]];
        let rows = Rows::of(data)?;
        if data.purchases() == 0 && !options.is_penalised() {
            // Any way to no purchases is as good; say the one that is read most easily.
            return Err(runaway(0, false, &[]));
        }
        let maximum =
            options.search(&rows, &STARTS, [1.0; 4], rows.customers(), (runaway, FLAT))?;
        let [alpha, beta, gamma, delta] = maximum.parameters;
        maximum.into_fit(Self::new(alpha, beta, gamma, delta)?, rows.customers())
    }
    fn simulate(model, data, seed) {
        draw::table_like(&model.point(), data, seed).map(Box::new)
    }
}

fn runaway(parameter: usize, upwards: bool, at: &[f64]) -> Error {
    let (parameter, upwards, because) = match (parameter, upwards) {
        (0, false) if vanishes(at, 1) => (
            "alpha together with beta",
            false,
            "while they are customers, they seem to buy at every opportunity or at none; watch them for longer, or put priors on alpha and beta",
        ),
        (0, false) => (
            "alpha",
            false,
            "hardly anybody buys, so no purchase frequency can be estimated; watch customers for longer, or put a prior on alpha",
        ),
        (0 | 1, true) => (
            "alpha together with beta",
            true,
            "all customers buy about equally often while they are customers; put a prior on alpha to say how much they differ",
        ),
        (1, false) => (
            "beta",
            false,
            "customers buy at every opportunity until they leave, so the data show when they leave; fit ShiftedBetaGeometric, or put a prior on beta",
        ),
        (2, false) if vanishes(at, 3) => (
            "gamma together with delta",
            false,
            "customers seem to leave at once or never; watch them for longer, or put priors on gamma and delta",
        ),
        (2, false) | (3, true) => (
            "gamma/delta",
            false,
            "hardly anybody leaves for good, so churn cannot be estimated; watch customers for longer, or put a prior on gamma",
        ),
        (2, true) => (
            "gamma together with delta",
            true,
            "all customers are about equally likely to leave; put a prior on gamma to say how much they differ",
        ),
        _ => (
            "delta",
            false,
            "customers either leave at once or never; watch customers for longer, or put a prior on delta",
        ),
    };
    Error::Unbounded {
        what: BgBb::NAME,
        parameter,
        upwards,
        because,
    }
}

saved! {
    impl{} for BgBb as "bg/bb", 1;
    |model| { alpha, beta, gamma, delta };
    read { Self::new(alpha, beta, gamma, delta) }
}
