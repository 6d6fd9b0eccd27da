//! [`Entry`]: what a customer spent at one time, and all entries of a log in order.

use core::cmp::Ordering;
use core::slice;

use super::runs::Runs;
use super::sorted::{Keyed, unite};

/// What a customer spent, or got back, at one time, in minor units; not below 0.
///
/// Amounts of one sign stop at the largest `i64` and stay there, whatever the order they are added in.
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

/// The entries by customer, then by time, each time once.
#[derive(Debug)]
pub(super) enum Entries<'a, Id> {
    /// As they are held.
    Held {
        run: slice::Iter<'a, Entry<Id>>,
        next: slice::Iter<'a, Vec<Entry<Id>>>,
    },
    /// A sorted copy.
    Copied(std::vec::IntoIter<Entry<&'a Id>>),
}

impl<'a, Id: Ord> Entries<'a, Id> {
    pub(super) fn of(entries: &'a Runs<Entry<Id>>) -> Self {
        if let Some(runs) = entries.ordered() {
            return Self::Held {
                run: [].iter(),
                next: runs.iter(),
            };
        }
        let mut copy: Vec<_> = entries.every_row().map(Entry::borrowed).collect();
        copy.sort_by(Entry::order); // merges the runs that are in order
        unite(&mut copy);
        Self::Copied(copy.into_iter())
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
