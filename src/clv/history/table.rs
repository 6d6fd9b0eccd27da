//! [`HistoryTable`].

use std::collections::BTreeMap;

use super::PurchaseHistory;
use crate::Merge;
use crate::accumulate::{Accumulate, accumulator};
use crate::numeric::count::Count;
use crate::units::TimeUnit;

/// The histories of many customers, equal ones counted once with their number.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HistoryTable {
    rows: BTreeMap<(u64, u64, u64), Count>,
}

impl HistoryTable {
    /// Takes in one customer.
    pub fn push(&mut self, history: PurchaseHistory) {
        let day = TimeUnit::DAY;
        let key = (
            history.repeat_purchases(),
            history.last(day).to_bits(),
            history.age(day).to_bits(),
        );
        self.rows.entry(key).or_default().increment();
    }

    /// How many customers there are.
    #[must_use]
    pub fn customers(&self) -> u128 {
        self.rows.values().fold(0, |n, k| n.saturating_add(k.get()))
    }

    /// How many different histories there are.
    #[must_use]
    pub fn distinct(&self) -> usize {
        self.rows.len()
    }

    /// Each different history with the number of customers who have it, in a fixed order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (PurchaseHistory, u128)> + '_ {
        self.rows.iter().map(|((x, last, age), customers)| {
            let history = PurchaseHistory::of_days(*x, f64::from_bits(*last), f64::from_bits(*age));
            (history, customers.get())
        })
    }
}

impl Merge for HistoryTable {
    fn merge(&mut self, other: Self) {
        for (key, customers) in other.rows {
            self.rows.entry(key).or_default().merge(customers);
        }
    }
}

impl Accumulate<PurchaseHistory> for HistoryTable {
    fn add(&mut self, history: PurchaseHistory) {
        self.push(history);
    }
}

accumulator!({} HistoryTable, PurchaseHistory);
