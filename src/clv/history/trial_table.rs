//! [`TrialTable`].

use std::collections::BTreeMap;

use super::TrialHistory;
use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::count::Count;
#[cfg(feature = "serde")]
use crate::{Error, Result};

/// How many customers bought how often, and when last, at occasions they all know of.
///
/// Equal histories are one row with the number of their customers: that is all a fit of
/// [`BgBb`](crate::clv::models::BgBb) needs, and it merges over shards of customers. Eleven thousand donors over six
/// years are 22 rows.
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
///     "item 1 was rejected: number of purchases (2) cannot exceed opportunities up to the last purchase (1)"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(log k) per customer and O(k) space for k different histories.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Rows", into = "Rows"))]
pub struct TrialTable {
    rows: BTreeMap<TrialHistory, Count>,
}

impl TrialTable {
    /// Takes in one customer.
    pub fn push(&mut self, history: TrialHistory) {
        self.rows.entry(history).or_default().increment();
    }

    /// Takes in so many customers who have the same history.
    pub fn push_many(&mut self, history: TrialHistory, customers: u64) {
        if customers > 0 {
            let row = self.rows.entry(history).or_default();
            row.merge(Count::new(customers));
        }
    }

    /// How many customers there are.
    #[must_use]
    pub fn customers(&self) -> u64 {
        let counts = self.rows.values().map(|n| n.to_u64());
        counts.fold(0, u64::saturating_add)
    }

    /// How many different histories there are.
    #[must_use]
    pub fn distinct(&self) -> usize {
        self.rows.len()
    }

    /// How often all of them bought.
    #[must_use]
    pub fn purchases(&self) -> u64 {
        self.rows().fold(0, |n, (history, customers)| {
            n.saturating_add(customers.saturating_mul(history.purchases()))
        })
    }

    /// Each different history with the number of customers who have it, in a fixed order.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (TrialHistory, u64)> + '_ {
        self.rows
            .iter()
            .map(|(history, customers)| (*history, customers.to_u64()))
    }
}

impl Merge for TrialTable {
    fn merge(&mut self, other: Self) {
        for (history, customers) in other.rows {
            self.rows.entry(history).or_default().merge(customers);
        }
    }
}

impl Accumulate<TrialHistory> for TrialTable {
    fn add(&mut self, history: TrialHistory) {
        self.push(history);
    }
}

accumulator!({} TrialTable, TrialHistory);

/// Saved as a list of [x, tₓ, n] and the number of customers.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
struct Rows(Vec<(TrialHistory, Count)>);

#[cfg(feature = "serde")]
impl From<TrialTable> for Rows {
    fn from(table: TrialTable) -> Self {
        Self(table.rows.into_iter().collect())
    }
}

#[cfg(feature = "serde")]
impl TryFrom<Rows> for TrialTable {
    type Error = Error;

    fn try_from(saved: Rows) -> Result<Self> {
        let mut rows = BTreeMap::new();
        for (history, customers) in saved.0 {
            if customers == Count::ZERO {
                return Err(Error::out_of_range(
                    "number of customers of a history",
                    "at least 1",
                    0.0,
                ));
            }
            if rows.insert(history, customers).is_some() {
                return Err(Error::Duplicate {
                    what: "a history of the table",
                });
            }
        }
        Ok(Self { rows })
    }
}
