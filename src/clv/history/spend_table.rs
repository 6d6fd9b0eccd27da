//! [`SpendTable`].

use super::SpendHistory;
use crate::Merge;
use crate::clv::counts::Counts;
use crate::fold::accumulate::{Accumulate, accumulator};
#[cfg(feature = "serde")]
use crate::numeric::count::Count;
#[cfg(feature = "serde")]
use crate::saved::Each;

/// Collects the mean spends of many customers: each different spend history with its number of
/// customers.
///
/// It is all that fitting [`GammaGamma`](crate::clv::models::GammaGamma) needs, and merges over shards
/// of customers; the fit does not depend on their order. Leave customers without repeat purchases out:
/// the model predicts their spend, but is not fitted to them.
///
/// # Examples
///
/// ```
/// use tenure::clv::history::SpendTable;
///
/// // Repeat purchases and their mean, as (x, mean) pairs, each checked.
/// let table = SpendTable::try_from_iter([(2, 22.35), (1, 11.77), (7, 73.74), (1, 11.77)])?;
/// assert_eq!((table.customers(), table.distinct()), (4, 3));
/// let mean = table.mean_of_means().unwrap_or_default();
/// assert_eq!(format!("{mean:.4}"), "29.9075");
///
/// let wrong = SpendTable::try_from_iter([(2, 22.35), (3, 0.0)]).unwrap_err();
/// assert_eq!(
///     wrong.to_string(),
///     "item 1 was rejected: mean spend per purchase must be above 0 \
///      (from 1e-12 to 1e12; leave customers without a positive mean out), got 0"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(log n) per customer and O(n) space for n different histories.
#[must_use]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpendTable {
    /// By [`key`].
    rows: Counts<(u64, u64)>,
}

// Rows of (purchases, mean, customers).
saved! {
    impl{} for SpendTable as "spend table", 1;
    |table| -> Each::of(table.rows.len(), || {
        let rows = table.rows.rows();
        rows.map(|((purchases, mean), customers)| (purchases, f64::from_bits(mean), customers))
    });
    read(rows: Vec<(u64, f64, Count)>) {
        let row = |(purchases, mean, customers)| {
            Ok((key(&SpendHistory::new(purchases, mean)?), customers))
        };
        let rows = Counts::read("spend table", rows.into_iter().map(row))?;
        Ok(Self { rows })
    }
}

/// The number of purchases, and the bits of the mean, which are ordered like positive numbers.
const fn key(history: &SpendHistory) -> (u64, u64) {
    (history.purchases(), history.mean().to_bits())
}

impl SpendTable {
    /// Adds one customer.
    pub fn push(&mut self, history: SpendHistory) {
        self.rows.add(key(&history), 1);
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

    /// Yields each different history with its number of customers, sorted by number of purchases, then by
    /// mean.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (SpendHistory, u64)> + '_ {
        self.rows.rows().map(|((purchases, mean), customers)| {
            let history = SpendHistory::checked(purchases, f64::from_bits(mean));
            (history, customers.to_u64())
        })
    }

    /// Returns the mean of the customers' means, each customer counting alike; `None` without customers.
    #[must_use]
    pub fn mean_of_means(&self) -> Option<f64> {
        self.weighted_mean(|_| 1.0)
    }

    /// Returns the mean spend per purchase over all purchases of all customers; `None` without customers.
    #[must_use]
    pub fn mean_per_purchase(&self) -> Option<f64> {
        self.weighted_mean(|history| history.purchases() as f64)
    }

    /// The weighted mean of the customers' means.
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
        self.rows.merge(other.rows);
    }

    fn heap_size(&self) -> usize {
        self.rows.heap_size()
    }
}

impl Accumulate<SpendHistory> for SpendTable {
    fn add(&mut self, history: SpendHistory) {
        self.push(history);
    }
}

accumulator!({} SpendTable, SpendHistory);
