//! [`PurchaseModel`].

use crate::Result;
use crate::clv::history::PurchaseHistory;
use crate::units::{DiscountRate, Horizon, TimeUnit};

/// A model of customers who buy when they like and leave without saying so.
///
/// What can be asked of each of them, so that one can be put in the place of another: is this customer
/// still one, how often will they buy, what do those purchases add up to. A model knows its parameters
/// and its time unit and nothing else; histories and horizons bring their own units.
pub trait PurchaseModel {
    /// What its parameters count time in.
    fn unit(&self) -> TimeUnit;

    /// ln of the density of this history, with time in [`unit`](Self::unit)s.
    fn log_likelihood(&self, history: &PurchaseHistory) -> f64;

    /// How likely the customer is still one at the end of their history, from 0 to 1.
    #[doc(alias = "P(alive)")]
    fn p_alive(&self, history: &PurchaseHistory) -> f64;

    /// How likely the customer will still be one when that much more time has passed, whether they
    /// bought in it or not: at most [`p_alive`](Self::p_alive).
    fn p_alive_after(&self, history: &PurchaseHistory, wait: Horizon) -> f64;

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

    /// ln of the probability that somebody who has just bought for the first time buys so often again;
    /// −∞ is never returned: what is beyond f64 is `f64::MIN`.
    #[doc(alias = "P(X(t) = n)")]
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
    fn simulate(&self, within: Horizon, seed: u64) -> SimulatedCustomer;
}

/// One customer drawn from a model.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct SimulatedCustomer {
    /// When they bought again, in days since the first purchase, in order.
    pub purchases: Vec<f64>,
    /// When they left, in days since the first purchase; `None` when they did not within the time simulated.
    pub left: Option<f64>,
}
