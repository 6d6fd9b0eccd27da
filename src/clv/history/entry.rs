//! [`Entry`]: the spend of a customer at one time.

use core::cmp::Ordering;

use crate::fold::sorted::{InOrder, Keyed, Lent};

/// The amount that a customer spent, or was refunded, at one time, in minor units; at least 0.
///
/// Sums saturate at the largest `i64`, whatever the order of addition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry<Id> {
    pub(super) id: Id,
    pub(super) time: i64,
    pub(super) amount: i64,
}

/// The entries sorted by customer and time, without duplicates.
pub(super) type Entries<'a, Id> = InOrder<'a, Entry<Id>>;

impl<Id: Ord> Keyed for Entry<Id> {
    #[inline]
    fn order(&self, other: &Self) -> Ordering {
        let ids = self.id.cmp(&other.id);
        ids.then_with(|| self.time.cmp(&other.time))
    }

    #[inline]
    fn absorb(&mut self, same: &Self) -> bool {
        self.amount = self.amount.saturating_add(same.amount);
        true
    }
}

impl<Id> Lent for Entry<Id> {
    type Row<'a>
        = Entry<&'a Id>
    where
        Id: 'a;

    #[inline]
    fn lent(&self) -> Entry<&Id> {
        Entry {
            id: &self.id,
            time: self.time,
            amount: self.amount,
        }
    }
}
