//! [`RepeatPurchases`].

#[cfg(feature = "serde")]
use crate::Error;
use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::count::Count;
use crate::stats::Binomial;
use crate::units::Proportion;

/// Counts how many buyers came back for a second order.
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
/// assert_eq!(
///     orders.repeat_purchase_share().map(|p| p.to_string()),
///     Some("55.6%".to_string())
/// );
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct RepeatPurchases {
    buyers: Binomial, // who bought again, of those who bought
    without_order: Count,
    orders: Count,
}

impl RepeatPurchases {
    /// Counts one customer with `orders` orders.
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

    /// Returns the buyers who bought again, out of all buyers: the repurchase rate, with its
    /// [interval](Binomial::interval).
    #[doc(alias = "repurchase rate")]
    #[must_use]
    pub const fn repurchased(&self) -> Binomial {
        self.buyers
    }

    /// Returns how many people had no order at all; they are in no rate.
    #[must_use]
    pub const fn without_order(&self) -> u64 {
        self.without_order.to_u64()
    }

    /// Returns how many orders there were.
    #[must_use]
    pub const fn orders(&self) -> u64 {
        self.orders.to_u64()
    }

    /// Returns the orders per buyer, at least 1; `None` without buyers.
    #[must_use]
    pub fn orders_per_buyer(&self) -> Option<f64> {
        crate::retention::churn::ratio(self.orders.get(), self.buyers.wide_trials())
    }

    /// Returns the share of the orders that were not a customer's first; `None` without orders.
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

saved! {
    impl{} for RepeatPurchases as "repeat purchases", 1;
    |counts| { buyers: Binomial, without_order, orders: Count };
    read {
        // A customer who bought again has at least two orders. The orders, like all counts, are capped.
        let (bought, again) = (buyers.wide_trials(), buyers.wide_successes());
        let least = bought.saturating_add(again);
        if orders.get() < least.min(Count::CEILING.get()) {
            return Err(Error::Exceeds {
                what: "the fewest orders these customers can have placed",
                value: least as f64,
                limit_what: "all orders",
                limit: orders.to_f64(),
            });
        }
        // Where no customer bought again, the orders are the buyers: both were counted by ones and are
        // capped alike.
        if again == 0 && orders.get() > bought {
            return Err(Error::Exceeds {
                what: "orders",
                value: orders.to_f64(),
                limit_what: "the number of customers, none of whom bought again",
                limit: bought as f64,
            });
        }
        Ok(Self { buyers, without_order, orders })
    }
}
