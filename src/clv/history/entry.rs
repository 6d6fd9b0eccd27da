//! [`Entry`]: the spend of a customer at one time; and all entries of a log in order.

use core::cmp::Ordering;
use core::slice;

use crate::fold::sorted::Runs;
use crate::fold::sorted::{Keyed, unite};

/// The amount that a customer spent, or was refunded, at one time, in minor units; at least 0.
///
/// Sums saturate at the largest `i64`, whatever the order of addition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry<Id> {
    pub(super) id: Id,
    pub(super) time: i64,
    pub(super) amount: i64,
}

impl<Id: Ord> Keyed for Entry<Id> {
    #[inline]
    fn order(&self, other: &Self) -> Ordering {
        let ids = self.id.cmp(&other.id);
        ids.then_with(|| self.time.cmp(&other.time))
    }

    #[inline]
    fn absorb(&mut self, same: Self) {
        self.amount = self.amount.saturating_add(same.amount);
    }
}

/// The entries sorted by customer and time, without duplicates.
#[derive(Debug)]
pub(super) enum Entries<'a, Id> {
    /// The entries in the log.
    Held {
        run: slice::Iter<'a, Entry<Id>>,
        next: std::vec::IntoIter<&'a [Entry<Id>]>,
    },
    /// A sorted copy.
    Copied(std::vec::IntoIter<Entry<&'a Id>>),
}

impl<'a, Id: Ord> Entries<'a, Id> {
    pub(super) fn of(entries: &'a Runs<Entry<Id>>) -> Self {
        if let Some(runs) = entries.ordered() {
            return Self::held(runs.iter().map(Vec::as_slice));
        }
        let mut copy: Vec<_> = entries.every_row().map(Entry::borrowed).collect();
        copy.sort_by(Entry::order); // merges the runs that are in order
        unite(&mut copy);
        Self::Copied(copy.into_iter())
    }

    fn held(runs: impl Iterator<Item = &'a [Entry<Id>]>) -> Self {
        let runs: Vec<_> = runs.collect();
        Self::Held {
            run: [].iter(),
            next: runs.into_iter(),
        }
    }

    /// The entries of the customers from `from` to before `before`.
    #[cfg(feature = "rayon")]
    pub(super) fn between(
        runs: &'a [Vec<Entry<Id>>],
        from: Option<&Id>,
        before: Option<&Id>,
    ) -> Self {
        Self::held(runs.iter().map(|run| {
            let start = from.map_or(0, |id| run.partition_point(|entry| entry.id < *id));
            let (_, run) = run.split_at(start);
            let end = before.map_or(run.len(), |id| run.partition_point(|entry| entry.id < *id));
            run.split_at(end).0
        }))
    }
}

impl<Id> Entry<Id> {
    const fn borrowed(&self) -> Entry<&Id> {
        Entry {
            id: &self.id,
            time: self.time,
            amount: self.amount,
        }
    }
}

impl<'a, Id> Iterator for Entries<'a, Id> {
    type Item = Entry<&'a Id>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Held { run, next } => loop {
                if let Some(entry) = run.next() {
                    return Some(entry.borrowed());
                }
                *run = next.next()?.iter();
            },
            Self::Copied(entries) => entries.next(),
        }
    }
}
