//! [`HistoryRow`]: a history and the number of customers who have it.

use core::cmp::Ordering;

use super::PurchaseHistory;
use crate::Merge as _;
use crate::fold::sorted::Keyed;
use crate::numeric::count::Count;
use crate::units::TimeUnit;

/// A history, in days, and the number of customers who have it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct HistoryRow {
    /// x.
    pub(crate) repeat_purchases: u64,
    /// tₓ in days.
    pub(crate) last: f64,
    /// T in days.
    pub(crate) age: f64,
    /// The number of customers with this history; at least 1.
    pub(crate) customers: Count,
}

impl HistoryRow {
    pub(super) fn new(history: PurchaseHistory, customers: Count) -> Self {
        Self {
            repeat_purchases: history.repeat_purchases(),
            last: history.last(TimeUnit::DAY),
            age: history.age(TimeUnit::DAY),
            customers,
        }
    }

    pub(crate) const fn history(&self) -> PurchaseHistory {
        PurchaseHistory::of_days(self.repeat_purchases, self.last, self.age)
    }

    /// Non-negative numbers are ordered as their bits.
    const fn key(&self) -> (u64, u64, u64) {
        (
            self.repeat_purchases,
            self.last.to_bits(),
            self.age.to_bits(),
        )
    }
}

impl Keyed for HistoryRow {
    fn order(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }

    fn absorb(&mut self, same: &Self) -> bool {
        self.customers.merge(same.customers);
        true
    }
}

/// Packs a history of whole days into one integer, in the order of the rows: 20 bits for purchases and 22
/// for each time; `None` for other histories.
#[inline]
pub(super) fn packed(history: &PurchaseHistory) -> Option<u64> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "of positive numbers, and compared below"
    )]
    let (last, age) = (
        history.last(TimeUnit::DAY) as u32,
        history.age(TimeUnit::DAY) as u32,
    );
    let x = history.repeat_purchases();
    // None of the numbers is −0, so equal numbers have equal bits.
    let same = |whole: u32, days: f64| f64::from(whole).to_bits() == days.to_bits();
    let whole = same(last, history.last(TimeUnit::DAY)) && same(age, history.age(TimeUnit::DAY));
    // The last purchase is not later than the age.
    (whole && x < 1 << 20 && age < 1 << 22)
        .then(|| x << 44 | u64::from(last) << 22 | u64::from(age))
}

/// Unpacks such an integer.
pub(super) const fn unpacked(key: u64) -> PurchaseHistory {
    const TIME: u64 = (1 << 22) - 1;
    PurchaseHistory::of_days(key >> 44, (key >> 22 & TIME) as f64, (key & TIME) as f64)
}
