//! [`Purchases`].

use std::collections::BTreeMap;

use super::RepeatPurchases;
use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::count::Count;

/// How often each customer bought, from a list of orders: one customer id per order.
///
/// Orders of one customer may lie in different shards. The answer is [`RepeatPurchases`].
///
/// # Examples
///
/// ```
/// use tenure::retention::Purchases;
///
/// let orders: Purchases<&str> = ["ann", "bob", "ann", "cy", "ann"].into_iter().collect();
/// assert_eq!(orders.orders_of("ann"), 3);
/// assert_eq!(orders.repeats().repurchased().successes(), 1);
/// assert_eq!(orders.repeats().repurchased().trials(), 3);
/// ```
///
/// # Complexity
///
/// O(log n) per order, O(n) space for n customers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Purchases<Id> {
    customers: BTreeMap<Id, Count>,
}

impl<Id> Purchases<Id> {
    /// How many customers bought.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.customers.len() as u64
    }

    /// How many bought once, how many again.
    ///
    /// # Complexity
    ///
    /// O(n).
    #[must_use]
    pub fn repeats(&self) -> RepeatPurchases {
        let mut repeats = RepeatPurchases::default();
        for orders in self.customers.values() {
            repeats.push_count(*orders);
        }
        repeats
    }
}

impl<Id: Ord> Purchases<Id> {
    /// Counts one order.
    pub fn push(&mut self, id: Id) {
        self.customers.entry(id).or_default().increment();
    }

    /// How many orders one customer placed.
    #[must_use]
    pub fn orders_of<Q>(&self, id: &Q) -> u64
    where
        Id: core::borrow::Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.customers.get(id).map_or(0, |orders| orders.to_u64())
    }
}

impl<Id> Default for Purchases<Id> {
    fn default() -> Self {
        Self {
            customers: BTreeMap::new(),
        }
    }
}

impl<Id: Ord> Merge for Purchases<Id> {
    fn merge(&mut self, mut other: Self) {
        if other.customers.len() > self.customers.len() {
            core::mem::swap(self, &mut other); // the result is the same, the work is less
        }
        for (id, theirs) in other.customers {
            self.customers.entry(id).or_default().merge(theirs);
        }
    }
}

impl<Id: Ord> Accumulate<Id> for Purchases<Id> {
    fn add(&mut self, id: Id) {
        self.push(id);
    }
}

accumulator!([Id: {Ord}] {} Purchases<Id>, Id);

/// A list of customers and the number of their orders: any such list reads back, added up.
#[cfg(feature = "serde")]
impl<Id: serde::Serialize> serde::Serialize for Purchases<Id> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.customers)
    }
}

#[cfg(feature = "serde")]
impl<'de, Id: serde::Deserialize<'de> + Ord> serde::Deserialize<'de> for Purchases<Id> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut purchases = Self::default();
        for (id, orders) in Vec::<(Id, Count)>::deserialize(deserializer)? {
            if orders > Count::ZERO {
                purchases.customers.entry(id).or_default().merge(orders);
            }
        }
        Ok(purchases)
    }
}
