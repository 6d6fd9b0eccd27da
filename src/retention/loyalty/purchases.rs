//! [`Purchases`].

use std::collections::BTreeMap;

use super::RepeatPurchases;
use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::count::Count;
#[cfg(feature = "serde")]
use crate::saved::{Each, Own};

/// Counts how often each customer bought, from a list of orders with one customer id per order.
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
    /// Returns how many customers bought.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.customers.len() as u64
    }

    /// Counts how many customers bought once and how many again.
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

    /// Returns how many orders one customer placed.
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

    fn heap_size(&self) -> usize {
        self.customers
            .len()
            .saturating_mul(size_of::<(Id, Count)>())
    }
}

impl<Id: Ord> Accumulate<Id> for Purchases<Id> {
    fn add(&mut self, id: Id) {
        self.push(id);
    }
}

accumulator!([Id: {Ord}] {} Purchases<Id>, Id);

// A list of customers and the number of their orders: any such list reads back, added up.
saved! {
    impl{Id: Ord} keys{Id} for Purchases<Id> as "purchases", 1;
    |purchases| -> Each::of(purchases.customers.len(), || {
        purchases.customers.iter().map(|(id, orders)| (Own(id), *orders))
    });
    read(list: Vec<(Own<Id>, Count)>) {
        let mut purchases = Self::default();
        for (Own(id), orders) in list {
            if orders > Count::ZERO {
                purchases.customers.entry(id).or_default().merge(orders);
            }
        }
        Ok(purchases)
    }
}
