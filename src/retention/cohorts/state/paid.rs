//! [`Paid`].

use core::cmp::Ordering;

use crate::fold::sorted::{Keyed, settle_scattered, unite};
use crate::units::Money;

/// What a customer paid in one period, less what they got back.
///
/// The amount is in two halves, so that the row of a 64-bit id has three words and not four.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Paid<Id> {
    pub(in super::super) id: Id,
    high: i64,
    low: u64,
}

impl<Id> Paid<Id> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the halves"
    )]
    pub(in super::super) const fn new(id: Id, amount: Money) -> Self {
        let amount = amount.minor();
        Self {
            id,
            high: (amount >> 64) as i64,
            low: amount as u64,
        }
    }

    pub(in super::super) const fn amount(&self) -> Money {
        Money::from_wide((self.high as i128) << 64 | self.low as i128)
    }

    const fn add(&mut self, amount: Money) {
        let mut total = self.amount();
        total.push(amount);
        let Paid { high, low, .. } = Paid::new((), total);
        (self.high, self.low) = (high, low);
    }
}

impl<Id: Ord> Keyed for Paid<Id> {
    #[inline]
    fn order(&self, other: &Self) -> Ordering {
        self.id.cmp(&other.id)
    }

    #[inline]
    fn absorb(&mut self, same: &Self) -> bool {
        self.add(same.amount());
        true
    }

    fn settle(rows: &mut Vec<Self>, settled: usize) {
        settle_scattered(rows, settled, unite);
    }
}
