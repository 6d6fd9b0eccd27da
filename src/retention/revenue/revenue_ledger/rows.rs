//! [`Row`]: one charge as it is held, and all of them in order.

use core::cmp::Ordering;
use core::slice;

use crate::fold::sorted::{Keyed, Runs, unite};

/// What a customer is charged over one stretch of time; charges of the same stretch are added up.
///
/// Amounts stop at the largest `u64` and stay there, whatever the order they are added in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Row<Id> {
    pub(super) id: Id,
    pub(super) first: i64,
    pub(super) end: Option<i64>,
    pub(super) amount: u64,
}

impl<Id: Ord> Keyed for Row<Id> {
    #[inline]
    fn order(&self, other: &Self) -> Ordering {
        let ids = self.id.cmp(&other.id);
        ids.then_with(|| (self.first, self.end).cmp(&(other.first, other.end)))
    }

    #[inline]
    fn absorb(&mut self, same: Self) {
        self.amount = self.amount.saturating_add(same.amount);
    }
}

impl<Id> Row<Id> {
    const fn borrowed(&self) -> Row<&Id> {
        Row {
            id: &self.id,
            first: self.first,
            end: self.end,
            amount: self.amount,
        }
    }
}

/// The rows by customer, then by time, each stretch once.
#[derive(Debug)]
pub(super) enum Rows<'a, Id> {
    /// As they are held.
    Held {
        run: slice::Iter<'a, Row<Id>>,
        next: slice::Iter<'a, Vec<Row<Id>>>,
    },
    /// A sorted copy.
    Copied(std::vec::IntoIter<Row<&'a Id>>),
}

impl<'a, Id: Ord> Rows<'a, Id> {
    pub(super) fn of(rows: &'a Runs<Row<Id>>) -> Self {
        if let Some(runs) = rows.ordered() {
            return Self::Held {
                run: [].iter(),
                next: runs.iter(),
            };
        }
        let mut copy: Vec<_> = rows.every_row().map(Row::borrowed).collect();
        copy.sort_by(Row::order); // merges the runs that are in order
        unite(&mut copy);
        Self::Copied(copy.into_iter())
    }
}

impl<'a, Id> Iterator for Rows<'a, Id> {
    type Item = Row<&'a Id>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Held { run, next } => loop {
                if let Some(row) = run.next() {
                    return Some(row.borrowed());
                }
                *run = next.next()?.iter();
            },
            Self::Copied(rows) => rows.next(),
        }
    }
}
