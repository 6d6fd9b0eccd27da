//! [`Paid`].

use core::cmp::Ordering;

use crate::rows::Keyed;
use crate::units::Money;

/// What a customer paid in one period, less what they got back.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Paid<Id> {
    pub(in super::super) id: Id,
    pub(in super::super) amount: Money,
}

impl<Id: Ord> Keyed for Paid<Id> {
    #[inline]
    fn order(&self, other: &Self) -> Ordering {
        self.id.cmp(&other.id)
    }

    #[inline]
    fn absorb(&mut self, same: Self) {
        self.amount.push(same.amount);
    }
}
