//! [`Row`]: one charge as it is held.

use core::cmp::Ordering;

use crate::fold::sorted::{InOrder, Keyed, Lent};

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

/// The rows by customer, then by time, each stretch once.
pub(super) type Rows<'a, Id> = InOrder<'a, Row<Id>>;

impl<Id: Ord> Keyed for Row<Id> {
    #[inline]
    fn order(&self, other: &Self) -> Ordering {
        let ids = self.id.cmp(&other.id);
        ids.then_with(|| (self.first, self.end).cmp(&(other.first, other.end)))
    }

    #[inline]
    fn absorb(&mut self, same: &Self) -> bool {
        self.amount = self.amount.saturating_add(same.amount);
        true
    }
}

impl<Id> Lent for Row<Id> {
    type Row<'a>
        = Row<&'a Id>
    where
        Id: 'a;

    #[inline]
    fn lent(&self) -> Row<&Id> {
        Row {
            id: &self.id,
            first: self.first,
            end: self.end,
            amount: self.amount,
        }
    }
}
