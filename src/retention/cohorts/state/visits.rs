//! [`Visits`].

use core::cmp::Ordering;

use super::{Ids, Paid, SortedIds};
use crate::rows::{Keyed as _, Runs};
use crate::units::Money;

/// Who was active in a period, and what those paid who paid anything.
#[derive(Debug, Clone)]
pub(in super::super) struct Visits<Id> {
    /// Of rows without an amount.
    ids: Ids<Id>,
    /// Of rows with one.
    paid: Runs<Paid<Id>>,
}

impl<Id> Default for Visits<Id> {
    fn default() -> Self {
        Self {
            ids: Ids::default(),
            paid: Runs::new(),
        }
    }
}

impl<Id: Ord> Visits<Id> {
    /// Takes in a row. Whether it waits to be put in order.
    #[inline]
    pub(in super::super) fn push(&mut self, id: Id, amount: Money) -> bool {
        if amount == Money::ZERO {
            self.ids.push(id)
        } else {
            self.paid.push(Paid { id, amount });
            true
        }
    }

    /// Takes in all rows of another part. How many wait to be put in order.
    pub(in super::super) fn append(&mut self, other: Self) -> usize {
        let paid = other.paid.every_row().count();
        self.paid.append(other.paid);
        self.ids.append(other.ids).saturating_add(paid)
    }

    pub(in super::super) fn settle(&mut self) {
        self.ids.settle();
        self.paid.settle();
    }

    /// How many rows there are.
    pub(in super::super) fn held(&self) -> usize {
        self.ids
            .held()
            .saturating_add(self.paid.every_row().count())
    }

    /// The customers without an amount, in order.
    pub(in super::super) fn ids(&self) -> SortedIds<'_, Id> {
        self.ids.sorted()
    }

    /// The customers with one, in order, and all they paid.
    pub(in super::super) fn paid(&self) -> Vec<(&Id, Money)> {
        let mut rows: Vec<_> = self.paid.every_row().collect();
        rows.sort_by(|left, right| left.order(right)); // merges the runs that are in order
        let mut totals: Vec<(&Id, Money)> = Vec::with_capacity(rows.len());
        for Paid { id, amount } in rows {
            match totals.last_mut() {
                Some((last, total)) if *last == id => total.push(*amount),
                _ => totals.push((id, *amount)),
            }
        }
        totals
    }

    /// Every customer once, in order, with all they paid.
    pub(in super::super) fn in_order(&self) -> impl Iterator<Item = (&Id, Money)> {
        let mut ids = self.ids().peekable();
        let mut paid = self.paid().into_iter().peekable();
        core::iter::from_fn(move || {
            let order = match (ids.peek(), paid.peek()) {
                (Some(id), Some((payer, _))) => (*id).cmp(*payer),
                (Some(_), None) => Ordering::Less,
                (None, _) => Ordering::Greater,
            };
            if order.is_lt() {
                return Some((ids.next()?, Money::ZERO));
            }
            if order.is_eq() {
                ids.next();
            }
            paid.next()
        })
    }
}
