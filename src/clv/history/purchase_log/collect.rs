//! Collecting, merging, summing and comparing logs of purchases.

use super::PurchaseLog;
use crate::clv::history::Purchase;
use crate::clv::history::entry::Entries;
use crate::fold::accumulate::Accumulate;
use crate::{Merge, Result};

impl<Id, const T: u64> Default for PurchaseLog<Id, T> {
    fn default() -> Self {
        Self::in_ticks()
    }
}

/// Compares the purchases, whatever order they came in.
impl<Id: Ord, const T: u64> PartialEq for PurchaseLog<Id, T> {
    fn eq(&self, other: &Self) -> bool {
        self.starts == other.starts
            && Entries::of(&self.purchases).eq(Entries::of(&other.purchases))
            && Entries::of(&self.refunds).eq(Entries::of(&other.refunds))
    }
}

impl<Id: Ord, const T: u64> Eq for PurchaseLog<Id, T> {}

impl<Id: Ord, const T: u64> Merge for PurchaseLog<Id, T> {
    fn merge(&mut self, mut other: Self) {
        self.purchases.append(other.purchases);
        self.refunds.append(other.refunds);
        self.earliest = self.earliest.min(other.earliest);
        if other.starts.len() > self.starts.len() {
            core::mem::swap(&mut self.starts, &mut other.starts); // the result is the same with less work
        }
        for (id, time) in other.starts {
            self.push_start(id, time);
        }
    }
}

impl<Id: Ord, const T: u64> Accumulate<Purchase<Id>> for PurchaseLog<Id, T> {
    fn add(&mut self, purchase: Purchase<Id>) {
        self.push(purchase);
    }

    fn add_all(&mut self, purchases: impl Iterator<Item = Purchase<Id>>) {
        purchases.for_each(|purchase| self.push(purchase));
        self.settle_if_due();
    }

    fn try_add_all<E>(
        &mut self,
        purchases: impl Iterator<Item = Result<Purchase<Id>, E>>,
    ) -> Result<(), (usize, E)> {
        for (index, purchase) in purchases.enumerate() {
            self.push(purchase.map_err(|error| (index, error))?);
        }
        self.settle_if_due();
        Ok(())
    }
}

impl<Id: Ord, const T: u64> PurchaseLog<Id, T> {
    fn settle_if_due(&mut self) {
        self.purchases.settle_if_due();
        self.refunds.settle_if_due();
    }
}

impl<Id: Ord, const T: u64> Extend<Purchase<Id>> for PurchaseLog<Id, T> {
    fn extend<I: IntoIterator<Item = Purchase<Id>>>(&mut self, items: I) {
        self.add_all(items.into_iter());
    }
}

impl<'a, Id: Ord + Clone, const T: u64> Extend<&'a Purchase<Id>> for PurchaseLog<Id, T> {
    fn extend<I: IntoIterator<Item = &'a Purchase<Id>>>(&mut self, items: I) {
        self.add_all(items.into_iter().cloned());
    }
}

impl<Id: Ord, const T: u64> FromIterator<Purchase<Id>> for PurchaseLog<Id, T> {
    fn from_iter<I: IntoIterator<Item = Purchase<Id>>>(items: I) -> Self {
        let mut log = Self::in_ticks();
        log.extend(items);
        log
    }
}

impl<'a, Id: Ord + Clone, const T: u64> FromIterator<&'a Purchase<Id>> for PurchaseLog<Id, T> {
    fn from_iter<I: IntoIterator<Item = &'a Purchase<Id>>>(items: I) -> Self {
        items.into_iter().cloned().collect()
    }
}

impl<Id: Ord, const T: u64> core::iter::Sum for PurchaseLog<Id, T> {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::in_ticks(), |mut total, part| {
            total.merge(part);
            total
        })
    }
}

impl<'a, Id: Ord + Clone, const T: u64> core::iter::Sum<&'a Self> for PurchaseLog<Id, T> {
    fn sum<I: Iterator<Item = &'a Self>>(parts: I) -> Self {
        parts.cloned().sum()
    }
}

#[cfg(feature = "rayon")]
mod parallel {
    use rayon::iter::{
        FromParallelIterator, IntoParallelIterator, ParallelExtend, ParallelIterator as _,
    };

    use super::{Merge, Purchase, PurchaseLog};

    impl<Id: Ord + Send, const T: u64> FromParallelIterator<Purchase<Id>> for PurchaseLog<Id, T> {
        fn from_par_iter<I: IntoParallelIterator<Item = Purchase<Id>>>(items: I) -> Self {
            crate::fold::accumulate::par_collect(items)
        }
    }

    impl<'a, Id: Ord + Clone + Send + Sync, const T: u64> FromParallelIterator<&'a Purchase<Id>>
        for PurchaseLog<Id, T>
    {
        fn from_par_iter<I: IntoParallelIterator<Item = &'a Purchase<Id>>>(items: I) -> Self {
            crate::fold::accumulate::par_collect(items.into_par_iter().cloned())
        }
    }

    impl<Id: Ord + Send, const T: u64> ParallelExtend<Purchase<Id>> for PurchaseLog<Id, T> {
        fn par_extend<I: IntoParallelIterator<Item = Purchase<Id>>>(&mut self, items: I) {
            self.merge(Self::from_par_iter(items));
        }
    }
}
