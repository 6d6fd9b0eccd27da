//! [`RepeatPurchases`].

use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::count::Count;
use crate::stats::Binomial;
use crate::units::Proportion;
#[cfg(feature = "serde")]
use crate::{Error, Result};

/// How many of our buyers came back for a second order?
///
/// Fed with the number of orders of each customer. The repurchase rate is a share of *buyers*:
/// people without any order are counted apart, so that a list with prospects in it does not depress
/// the rate. From 0 to 1, higher is better. It rises with the time that buyers had: compare cohorts
/// at the same age. With a list of orders instead of counts, see
/// [`Purchases`](super::Purchases).
///
/// # Formula
///
/// ```text
/// repurchase rate        = customers with at least 2 orders / customers with at least 1
/// repeat-purchase share  = (orders − buyers) / orders
/// ```
///
/// # Examples
///
/// ```
/// use tenure::retention::RepeatPurchases;
/// use tenure::units::Level;
///
/// let orders: RepeatPurchases = [1_u64, 5, 1, 2, 0].into_iter().collect();
/// let again = orders.repurchased();
/// assert_eq!((again.successes(), again.trials()), (2, 4));
/// assert_eq!(
///     again.interval(Level::P95).map(|i| format!("{i:.2}")),
///     Some("0.15 to 0.85".to_string())
/// );
/// assert_eq!(orders.without_order(), 1);
/// assert_eq!(orders.repeat_purchase_share().map(|p| p.to_string()), Some("55.6%".to_string()));
/// ```
#[doc(alias = "repeat customer rate")]
#[doc(alias = "RPR")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Raw"))]
pub struct RepeatPurchases {
    buyers: Binomial, // who bought again, of those who bought
    without_order: Count,
    orders: Count,
}

impl RepeatPurchases {
    /// Counts one customer with that many orders.
    pub fn push(&mut self, orders: u64) {
        self.push_count(Count::new(orders));
    }

    pub(super) fn push_count(&mut self, orders: Count) {
        if orders == Count::ZERO {
            self.without_order.increment();
        } else {
            self.buyers.push(orders > Count::ONE);
            self.orders.merge(orders);
        }
    }

    /// Of those who bought, those who bought again: the repurchase rate, with its
    /// [interval](Binomial::interval).
    #[doc(alias = "repurchase rate")]
    #[must_use]
    pub const fn repurchased(&self) -> Binomial {
        self.buyers
    }

    /// How many people had no order at all, and are in no rate.
    #[must_use]
    pub const fn without_order(&self) -> u64 {
        self.without_order.to_u64()
    }

    /// How many orders there were.
    #[must_use]
    pub const fn orders(&self) -> u64 {
        self.orders.to_u64()
    }

    /// Orders per buyer, at least 1; `None` when nobody bought.
    #[must_use]
    pub fn orders_per_buyer(&self) -> Option<f64> {
        crate::retention::churn::ratio(self.orders.get(), self.buyers.wide_trials())
    }

    /// Of all orders, the share that was not somebody's first; `None` without orders.
    ///
    /// Without an interval: orders of one customer are not independent of each other.
    #[must_use]
    pub fn repeat_purchase_share(&self) -> Option<Proportion> {
        let orders = self.orders.get();
        let repeats = orders.saturating_sub(self.buyers.wide_trials());
        crate::retention::churn::ratio(repeats, orders).map(Proportion::clipped)
    }
}

impl Merge for RepeatPurchases {
    fn merge(&mut self, other: Self) {
        self.buyers.merge(other.buyers);
        self.without_order.merge(other.without_order);
        self.orders.merge(other.orders);
    }
}

impl Accumulate<u64> for RepeatPurchases {
    fn add(&mut self, orders: u64) {
        self.push(orders);
    }
}

accumulator!({} RepeatPurchases, u64);

#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
#[serde(expecting = "repeat purchases")]
struct Raw {
    buyers: Binomial,
    without_order: Count,
    orders: Count,
}

#[cfg(feature = "serde")]
impl TryFrom<Raw> for RepeatPurchases {
    type Error = Error;

    fn try_from(raw: Raw) -> Result<Self> {
        // Who bought again has at least two orders. The orders, like all counts, are capped.
        let least = raw
            .buyers
            .wide_trials()
            .saturating_add(raw.buyers.wide_successes());
        if raw.orders.get() < least.min(Count::CEILING.get()) {
            return Err(Error::Exceeds {
                what: "the fewest orders these customers can have placed",
                value: least as f64,
                limit_what: "all orders",
                limit: raw.orders.to_f64(),
            });
        }
        // Where nobody bought again, the orders are the buyers: both were counted by ones and are
        // capped alike.
        if raw.buyers.wide_successes() == 0 && raw.orders.get() > raw.buyers.wide_trials() {
            return Err(Error::Exceeds {
                what: "orders",
                value: raw.orders.to_f64(),
                limit_what: "the number of customers, none of whom bought again",
                limit: raw.buyers.wide_trials() as f64,
            });
        }
        Ok(Self {
            buyers: raw.buyers,
            without_order: raw.without_order,
            orders: raw.orders,
        })
    }
}
