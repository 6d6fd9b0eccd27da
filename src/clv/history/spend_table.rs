//! [`SpendTable`].

use std::collections::BTreeMap;

use super::SpendHistory;
use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::count::Count;
#[cfg(feature = "serde")]
use crate::{Error, Result};

/// What many customers spend: equal spend histories counted once, with their number.
///
/// All that a fit of [`GammaGamma`](crate::clv::models::GammaGamma) needs, and all it keeps: two numbers a
/// customer, in a fixed order whatever order they came in, so tables of shards merge into the table of the
/// whole and their fit has the same bits. Customers who have not come back have no place in it; the model
/// speaks of them, too, but learns nothing from them.
///
/// # Examples
///
/// ```
/// use tenure::clv::history::SpendTable;
///
/// // Repeat purchases and their mean, as (x, mean) pairs, each checked.
/// let table = SpendTable::try_from_iter([(2, 22.35), (1, 11.77), (7, 73.74), (1, 11.77)])?;
/// assert_eq!((table.customers(), table.distinct()), (4, 3));
/// assert_eq!(table.mean_of_means().map(|mean| format!("{mean:.4}")).as_deref(), Some("29.9075"));
///
/// let wrong = SpendTable::try_from_iter([(2, 22.35), (3, 0.0)]).unwrap_err();
/// assert_eq!(
///     wrong.to_string(),
///     "item 1 was rejected: mean spend per purchase must be above 0 (from 1e-12 to 1e12; leave customers \
///      without a positive mean out), got 0"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(log n) per customer and O(n) space for n different histories.
///
/// Saved, it is the list of its rows in order: `[purchases, mean, customers]`.
#[must_use]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Saved", into = "Saved"))]
pub struct SpendTable {
    /// By number of purchases, then by the bits of the mean, which are ordered as positive numbers are.
    rows: BTreeMap<(u64, u64), Count>,
}

impl SpendTable {
    /// Takes in one customer.
    pub fn push(&mut self, history: SpendHistory) {
        let key = (history.purchases(), history.mean().to_bits());
        self.rows.entry(key).or_default().increment();
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

    /// Each different history with the number of customers who have it: by number of purchases, then by mean.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (SpendHistory, u64)> + '_ {
        self.rows.iter().map(|((purchases, mean), customers)| {
            let history = SpendHistory::checked(*purchases, f64::from_bits(*mean));
            (history, customers.to_u64())
        })
    }

    /// The mean of the customers' means, each counted once however often they bought; `None` without customers.
    #[must_use]
    pub fn mean_of_means(&self) -> Option<f64> {
        self.weighted_mean(|_| 1.0)
    }

    /// What a purchase brings on average, over all purchases of all customers; `None` without customers.
    #[must_use]
    pub fn mean_per_purchase(&self) -> Option<f64> {
        self.weighted_mean(|history| history.purchases() as f64)
    }

    /// The mean of the means, each with the weight of its customer.
    fn weighted_mean(&self, weight: impl Fn(&SpendHistory) -> f64) -> Option<f64> {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (history, customers) in self.rows() {
            let weight = weight(&history) * customers as f64;
            sum += weight * history.mean();
            weights += weight;
        }
        (weights > 0.0).then(|| sum / weights)
    }
}

impl Merge for SpendTable {
    fn merge(&mut self, other: Self) {
        for (key, customers) in other.rows {
            self.rows.entry(key).or_default().merge(customers);
        }
    }
}

impl Accumulate<SpendHistory> for SpendTable {
    fn add(&mut self, history: SpendHistory) {
        self.push(history);
    }
}

accumulator!({} SpendTable, SpendHistory);

/// The rows: purchases, mean, customers.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(expecting = "a table of spend histories: rows of purchases, mean and customers")]
struct Saved(Vec<(u64, f64, Count)>);

#[cfg(feature = "serde")]
impl From<SpendTable> for Saved {
    fn from(table: SpendTable) -> Self {
        let row = |((purchases, mean), customers)| (purchases, f64::from_bits(mean), customers);
        Self(table.rows.into_iter().map(row).collect())
    }
}

#[cfg(feature = "serde")]
impl TryFrom<Saved> for SpendTable {
    type Error = Error;

    /// Each row is checked; the order is free, but no history may be there twice or of nobody.
    fn try_from(saved: Saved) -> Result<Self> {
        let mut rows = BTreeMap::new();
        for (index, (purchases, mean, customers)) in saved.0.into_iter().enumerate() {
            let history = SpendHistory::new(purchases, mean).map_err(|error| error.at(index))?;
            if customers == Count::ZERO {
                let wrong = Error::out_of_range("customers of a spend history", "at least 1", 0.0);
                return Err(wrong.at(index));
            }
            let key = (purchases, history.mean().to_bits());
            if rows.insert(key, customers).is_some() {
                let wrong = Error::Duplicate {
                    what: "a spend history",
                };
                return Err(wrong.at(index));
            }
        }
        Ok(Self { rows })
    }
}
