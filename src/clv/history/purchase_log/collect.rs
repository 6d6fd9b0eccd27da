//! Collecting, merging, summing and comparing logs of purchases.

use super::PurchaseLog;
use crate::Merge;
use crate::clv::history::Purchase;
use crate::clv::history::entry::Entries;
use crate::fold::accumulate::{Accumulate, accumulator};

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

    fn heap_size(&self) -> usize {
        let rows = self
            .purchases
            .heap_size()
            .saturating_add(self.refunds.heap_size());
        let starts = self.starts.len().saturating_mul(size_of::<(Id, i64)>());
        rows.saturating_add(starts)
    }
}

impl<Id: Ord, const T: u64> Accumulate<Purchase<Id>> for PurchaseLog<Id, T> {
    fn add(&mut self, purchase: Purchase<Id>) {
        self.push(purchase);
    }

    fn settle_if_due(&mut self) {
        self.purchases.settle_if_due();
        self.refunds.settle_if_due();
    }
}

accumulator!(@rows [Id: {Ord}] {const T: u64} PurchaseLog<Id, T>, Purchase<Id>);
accumulator!(@collect [Id: {Ord}] {const T: u64} PurchaseLog<Id, T>, Purchase<Id>);
accumulator!(@parallel [Id: {Ord}] {const T: u64} PurchaseLog<Id, T>, Purchase<Id>);
accumulator!(@sum [Id: {Ord}] {const T: u64} PurchaseLog<Id, T>);
