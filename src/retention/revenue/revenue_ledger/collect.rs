//! Collecting, merging, summing and comparing ledgers.

use super::RevenueLedger;
use super::rows::Rows;
use crate::fold::accumulate::Accumulate;
use crate::fold::keyed::keyed_accumulator;
use crate::retention::revenue::RecurringCharge;
use crate::{Merge, Result};

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
}

impl<Id: Ord> Accumulate<RecurringCharge<Id>> for RevenueLedger<Id> {
    fn add(&mut self, charge: RecurringCharge<Id>) {
        self.push(charge);
    }

    fn add_all(&mut self, charges: impl Iterator<Item = RecurringCharge<Id>>) {
        charges.for_each(|charge| self.push(charge));
        self.rows.settle_if_due();
    }

    fn try_add_all<E>(
        &mut self,
        charges: impl Iterator<Item = Result<RecurringCharge<Id>, E>>,
    ) -> Result<(), (usize, E)> {
        for (index, charge) in charges.enumerate() {
            self.push(charge.map_err(|error| (index, error))?);
        }
        self.rows.settle_if_due();
        Ok(())
    }
}

keyed_accumulator!(RevenueLedger, RecurringCharge<Id>);
