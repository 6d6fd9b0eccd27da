//! Collecting, merging, summing and comparing ledgers.

use super::RevenueLedger;
use super::rows::Rows;
use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::retention::revenue::RecurringCharge;

impl<Id> Default for RevenueLedger<Id> {
    fn default() -> Self {
        Self::new()
    }
}

/// The same charges, in whatever order they came.
impl<Id: Ord> PartialEq for RevenueLedger<Id> {
    fn eq(&self, other: &Self) -> bool {
        Rows::of(&self.rows).eq(Rows::of(&other.rows))
    }
}

impl<Id: Ord> Eq for RevenueLedger<Id> {}

impl<Id: Ord> Merge for RevenueLedger<Id> {
    fn merge(&mut self, other: Self) {
        self.rows.append(other.rows);
    }

    fn heap_size(&self) -> usize {
        self.rows.heap_size()
    }
}

impl<Id: Ord> Accumulate<RecurringCharge<Id>> for RevenueLedger<Id> {
    fn add(&mut self, charge: RecurringCharge<Id>) {
        self.push(charge);
    }

    fn settle_if_due(&mut self) {
        self.rows.settle_if_due();
    }
}

accumulator!([Id: {Ord}] {} RevenueLedger<Id>, RecurringCharge<Id>);
