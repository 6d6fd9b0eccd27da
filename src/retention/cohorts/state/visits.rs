//! [`Visits`].

use core::cmp::Ordering;

use super::{Ids, Paid, SortedIds};
use crate::fold::sorted::{Batched, InOrderRefs};
use crate::units::Money;

/// The customers who were active in a period, and what they paid.
#[derive(Debug, Clone)]
pub(in super::super) struct Visits<Id> {
    /// The customers of rows without an amount.
    ids: Ids<Id>,
    /// The customers and amounts of the other rows.
    paid: Batched<Paid<Id>>,
}

impl<Id> Default for Visits<Id> {
    fn default() -> Self {
        Self {
            ids: Ids::default(),
            paid: Batched::new(),
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
            self.paid.push(Paid::new(id, amount))
        }
    }

    /// Takes in all rows of another part. How many wait to be put in order.
    pub(in super::super) fn append(&mut self, other: Self) -> usize {
        let paid = self.paid.append(other.paid);
        self.ids.append(other.ids).saturating_add(paid)
    }

    pub(in super::super) fn settle(&mut self) {
        self.ids.settle();
        self.paid.settle();
    }

    /// Counts the bytes of the rows on the heap.
    pub(in super::super) const fn heap_size(&self) -> usize {
        self.ids.heap_size().saturating_add(self.paid.heap_size())
    }

    /// How many rows there are.
    pub(in super::super) const fn held(&self) -> usize {
        self.ids.held().saturating_add(self.paid.len())
    }

    /// The customers without an amount, in order.
    pub(in super::super) fn ids(&self) -> SortedIds<'_, Id> {
        self.ids.sorted()
    }

    /// What was paid, in the order of the customers; `None` when nothing was.
    pub(in super::super) fn paid(&self) -> Option<InOrderRefs<'_, Paid<Id>>> {
        (!self.paid.is_empty()).then(|| self.paid.refs_in_order())
    }

    /// Every customer once, in order, with all they paid.
    pub(in super::super) fn in_order(&self) -> impl Iterator<Item = (&Id, Money)> {
        let mut ids = self.ids().peekable();
        let mut paid = self.paid.refs_in_order().peekable();
        core::iter::from_fn(move || {
            let order = match (ids.peek(), paid.peek()) {
                (Some(id), Some(row)) => (*id).cmp(&row.id),
                (Some(_), None) => Ordering::Less,
                (None, _) => Ordering::Greater,
            };
            if order.is_lt() {
                return Some((ids.next()?, Money::ZERO));
            }
            if order.is_eq() {
                ids.next();
            }
            let row = paid.next()?;
            let mut total = row.amount();
            while let Some(same) = paid.next_if(|next| next.id == row.id) {
                total.push(same.amount());
            }
            Some((&row.id, total))
        })
    }
}
