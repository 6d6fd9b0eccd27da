//! [`TrialTable`].

use super::TrialHistory;
use crate::Merge;
use crate::clv::counts::Counts;
use crate::fold::accumulate::{Accumulate, accumulator};
#[cfg(feature = "serde")]
use crate::numeric::count::Count;
#[cfg(feature = "serde")]
use crate::saved::Each;

/// Collects the histories of many customers at fixed opportunities: each different history with its
/// number of customers.
///
/// It is all that fitting [`BgBb`](crate::clv::models::BgBb) needs, and merges over shards of
/// customers. Eleven thousand donors over six years are 22 rows.
///
/// # Examples
///
/// ```
/// use tenure::clv::history::{TrialHistory, TrialTable};
///
/// let mut table = TrialTable::try_from_iter([(0, 0, 6), (2, 4, 6), (0, 0, 6)])?;
/// table.push_many(TrialHistory::new(6, 6, 6)?, 1203);
/// assert_eq!((table.customers(), table.distinct()), (1206, 3));
/// assert_eq!(table.purchases(), 7220);
///
/// let wrong = TrialTable::try_from_iter([(0, 0, 6), (2, 1, 6)]).unwrap_err();
/// assert_eq!(
///     wrong.to_string(),
///     "item 1 was rejected: number of purchases (2) cannot exceed \
///      opportunities up to the last purchase (1)"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(log k) per customer and O(k) space for k different histories.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrialTable {
    rows: Counts<TrialHistory>,
}

// Rows of ((x, tₓ, n), customers).
saved! {
    impl{} for TrialTable as "trial table", 1;
    |table| -> Each::of(table.rows.len(), || table.rows.rows());
    read(rows: Vec<(TrialHistory, Count)>) {
        let rows = Counts::read("trial table", rows.into_iter().map(Ok))?;
        Ok(Self { rows })
    }
}

impl TrialTable {
    /// Adds one customer.
    pub fn push(&mut self, history: TrialHistory) {
        self.rows.add(history, 1);
    }

    /// Adds a number of customers with the same history.
    pub fn push_many(&mut self, history: TrialHistory, customers: u64) {
        self.rows.add(history, customers);
    }

    /// Returns the number of customers.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.rows.total()
    }

    /// Returns the number of different histories.
    #[must_use]
    pub fn distinct(&self) -> usize {
        self.rows.len()
    }

    /// Returns the number of purchases of all customers.
    #[must_use]
    pub fn purchases(&self) -> u64 {
        self.rows().fold(0, |n, (history, customers)| {
            n.saturating_add(customers.saturating_mul(history.purchases()))
        })
    }

    /// Yields each different history with its number of customers, in a fixed order.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (TrialHistory, u64)> + '_ {
        let rows = self.rows.rows();
        rows.map(|(history, customers)| (history, customers.to_u64()))
    }
}

impl Merge for TrialTable {
    fn merge(&mut self, other: Self) {
        self.rows.merge(other.rows);
    }

    fn heap_size(&self) -> usize {
        self.rows.heap_size()
    }
}

impl Accumulate<TrialHistory> for TrialTable {
    fn add(&mut self, history: TrialHistory) {
        self.push(history);
    }
}

accumulator!({} TrialTable, TrialHistory);
