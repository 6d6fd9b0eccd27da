//! [`Walk`]: goes through the customers of a log one by one.

use std::collections::btree_map;

use crate::clv::history::ObservedCustomer;
use crate::clv::history::entry::{Entries, Entry};
use crate::clv::history::fold::{Fold, Span};

/// Purchases, refunds and starts side by side, each in the order of customers and times.
pub(super) struct Walk<'a, Id> {
    span: Span,
    purchases: Head<'a, Id>,
    refunds: Head<'a, Id>,
    starts: btree_map::Range<'a, Id, i64>,
    start: Option<(&'a Id, &'a i64)>,
}

/// Entries and the next of them.
struct Head<'a, Id> {
    next: Option<Entry<&'a Id>>,
    rest: Entries<'a, Id>,
}

impl<'a, Id: Ord> Head<'a, Id> {
    fn new(mut entries: Entries<'a, Id>) -> Self {
        Self {
            next: entries.next(),
            rest: entries,
        }
    }

    /// The time of the next entry, if it is that customer's.
    #[inline]
    fn time_of(&self, id: &Id) -> Option<i64> {
        let next = self.next.as_ref()?;
        (next.id == id).then_some(next.time)
    }

    /// Takes the next entry and returns its amount.
    #[inline]
    fn take(&mut self) -> i64 {
        let amount = self.next.map_or(0, |entry| entry.amount);
        self.next = self.rest.next();
        amount
    }
}

impl<'a, Id: Ord> Walk<'a, Id> {
    pub(super) fn new(
        span: Span,
        purchases: Entries<'a, Id>,
        refunds: Entries<'a, Id>,
        mut starts: btree_map::Range<'a, Id, i64>,
    ) -> Self {
        Self {
            span,
            purchases: Head::new(purchases),
            refunds: Head::new(refunds),
            start: starts.next(),
            starts,
        }
    }

    pub(super) const fn span(&self) -> &Span {
        &self.span
    }

    /// The next observed customer; `repeat` is called with the period of each repeat purchase.
    pub(super) fn next_customer(
        &mut self,
        repeat: &mut impl FnMut(i64),
    ) -> Option<ObservedCustomer<&'a Id>> {
        loop {
            let heads = [
                self.purchases.next.map(|entry| entry.id),
                self.refunds.next.map(|entry| entry.id),
                self.start.map(|(id, _)| id),
            ];
            let id = heads.into_iter().flatten().min()?;
            let mut fold = Fold::default();
            if let Some((_, time)) = self.start.filter(|(next, _)| *next == id) {
                fold.start(&self.span, *time);
                self.start = self.starts.next();
            }
            loop {
                let (bought, refunded) = (self.purchases.time_of(id), self.refunds.time_of(id));
                let refund_is_next = match (bought, refunded) {
                    (Some(bought), Some(refunded)) => refunded < bought,
                    (None, Some(_)) => true,
                    (Some(_), None) => false,
                    (None, None) => break,
                };
                let (head, time) = if refund_is_next {
                    (&mut self.refunds, refunded)
                } else {
                    (&mut self.purchases, bought)
                };
                let amount = head.take();
                fold.entry(
                    &self.span,
                    time.unwrap_or_default(),
                    amount,
                    refund_is_next,
                    repeat,
                );
            }
            if let Some(customer) = fold.finish(id, &self.span, repeat) {
                return Some(customer);
            }
        }
    }
}
