//! [`PurchaseModel`].

use crate::Result;
use crate::clv::history::{HistoryTable, PurchaseHistory};
use crate::numeric::math;
use crate::numeric::superacc::SumAcc;
use crate::units::{DiscountRate, Horizon, TimeUnit};

/// Describes a model of customers who buy when they like and leave without saying so.
///
/// What can be asked of each of them, so that one can be put in the place of another: is this customer
/// still one, how often will they buy, what do those purchases add up to. A model knows its parameters
/// and its time unit and nothing else; histories and horizons bring their own units.
///
/// # Examples
///
/// What the choice of a model does: how many of those who bought once, 39 weeks ago, and never again are still
/// customers?
///
/// ```
/// use tenure::clv::history::PurchaseHistory;
/// use tenure::clv::models::{BgNbd, MbgNbd, Nbd, ParetoNbd, PurchaseModel};
/// use tenure::units::TimeUnit;
///
/// let week = TimeUnit::WEEK;
/// let models: [(&str, &dyn PurchaseModel); 4] = [
///     ("BG/NBD", &BgNbd::new(0.243, 4.414, 0.793, 2.426, week)?),
///     ("MBG/NBD", &MbgNbd::new(0.525, 6.183, 0.891, 1.614, week)?),
///     ("Pareto/NBD", &ParetoNbd::new(0.553, 10.578, 0.606, 11.669, week)?),
///     ("NBD", &Nbd::new(0.385, 12.072, week)?),
/// ];
/// let once = PurchaseHistory::new(0, 0.0, 39.0, week)?;
/// let alive = models.map(|(name, model)| format!("{name} {:.0} %", 100.0 * model.p_alive(&once)));
/// assert_eq!(alive, ["BG/NBD 100 %", "MBG/NBD 39 %", "Pareto/NBD 29 %", "NBD 100 %"]);
/// # Ok::<(), tenure::Error>(())
/// ```
pub trait PurchaseModel {
    /// What its parameters count time in.
    fn unit(&self) -> TimeUnit;

    /// ln of the density of this history, with time in [`unit`](Self::unit)s.
    fn log_likelihood(&self, history: &PurchaseHistory) -> f64;

    /// ln of the density of all histories of a table, with time in [`unit`](Self::unit)s; 0 for an empty one.
    ///
    /// That of a merged table is the sum of those of its parts. What is beyond `f64` is `f64::MIN`.
    ///
    /// # Complexity
    ///
    /// One likelihood for each different history.
    fn total_log_likelihood(&self, table: &HistoryTable) -> f64 {
        let of_row = |(history, customers)| (self.log_likelihood(&history), customers);
        total(table.rows().map(of_row))
    }

    /// How likely the customer is still one at the end of their history, from 0 to 1.
    #[doc(alias = "P(alive)")]
    fn p_alive(&self, history: &PurchaseHistory) -> f64;

    /// How likely the customer will still be one when that much more time has passed, whether they
    /// bought in it or not: at most [`p_alive`](Self::p_alive).
    fn p_alive_after(&self, history: &PurchaseHistory, wait: Horizon) -> f64;

    /// How likely somebody who has just bought for the first time will still be a customer after so long,
    /// whether they buy or not: the survival curve of new customers.
    ///
    /// Of those who are customers at one age, the share that still is at a later one is the ratio of the two:
    /// their retention.
    #[doc(alias = "survival")]
    #[doc(alias = "retention curve")]
    fn p_alive_of_new(&self, after: Horizon) -> f64;

    /// How many purchases are expected of this customer in the time to come.
    #[doc(alias = "CET")]
    #[doc(alias = "conditional expected transactions")]
    fn expected_purchases(&self, history: &PurchaseHistory, within: Horizon) -> f64;

    /// The same, to the bit, of each of many customers, in their order. Several times as fast where many have
    /// bought as often and been seen for as long as others, as in a log of whole days.
    fn expected_purchases_of_each(
        &self,
        histories: &[PurchaseHistory],
        within: Horizon,
    ) -> Vec<f64> {
        let each = histories.iter();
        each.map(|history| self.expected_purchases(history, within))
            .collect()
    }

    /// How many repeat purchases are expected of somebody who has just bought for the first time.
    #[doc(alias = "E[X(t)]")]
    fn expected_purchases_of_new(&self, within: Horizon) -> f64;

    /// How likely somebody who has just bought for the first time buys exactly so often again.
    #[doc(alias = "P(X(t) = n)")]
    #[doc(alias = "pmf")]
    fn probability(&self, repeat_purchases: u64, within: Horizon) -> f64 {
        math::exp(self.ln_probability(repeat_purchases, within))
    }

    /// ln of [`probability`](Self::probability), where that is too small for `f64`: of the probability that somebody who has just bought for the first time buys so often again;
    /// −∞ is never returned: what is beyond f64 is `f64::MIN`.
    fn ln_probability(&self, repeat_purchases: u64, within: Horizon) -> f64;

    /// All purchases to come of this customer, each discounted to now, continuously in time.
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`](crate::Error::Diverges) when they add up to infinity: without discount, unless the model
    /// makes customers leave fast enough.
    #[doc(alias = "DERT")]
    #[doc(alias = "discounted expected residual transactions")]
    fn discounted_purchases(&self, history: &PurchaseHistory, rate: DiscountRate) -> Result<f64>;

    /// All repeat purchases of somebody who has just bought for the first time, discounted to that moment.
    ///
    /// # Errors
    ///
    /// As [`discounted_purchases`](Self::discounted_purchases).
    fn discounted_purchases_of_new(&self, rate: DiscountRate) -> Result<f64>;

    /// Draws one customer: when they buy again, as times since the first purchase, and when they leave.
    ///
    /// # Errors
    ///
    /// [`Error::TooMany`](crate::Error::TooMany) for a customer who buys more than 100,000 times within the time
    /// asked for.
    fn simulate(&self, within: Horizon, seed: u64) -> Result<SimulatedCustomer>;
}

/// Σ customers·ln L, the sum correctly rounded; `f64::MIN` for what is beyond `f64`.
pub(super) fn total(mut rows: impl Iterator<Item = (f64, u64)>) -> f64 {
    let mut sum = SumAcc::default();
    let finite = rows.all(|(ln, customers)| sum.add(customers as f64 * ln));
    let sum = sum.to_f64().filter(|_| finite);
    sum.map_or(f64::MIN, |sum| sum + 0.0)
}

/// Holds one customer drawn from a model.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct SimulatedCustomer {
    /// When they bought again, in days since the first purchase, in order.
    pub purchases: Vec<f64>,
    /// When they left, in days since the first purchase; `None` when they did not within the time simulated.
    pub left: Option<f64>,
}
