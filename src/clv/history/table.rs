//! [`HistoryTable`].

use std::borrow::Cow;

use super::PurchaseHistory;
use super::row::{HistoryRow, packed, unpacked};
use crate::Merge;
#[cfg(feature = "serde")]
use crate::Result;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::fold::sorted::{Batched, is_due};
use crate::numeric::count::Count;

/// The histories of many customers, equal ones counted once with their number.
///
/// All that the fit of a purchase model needs of the data: whole days make many customers alike, and a
/// million of them are a hundred thousand different histories. The table is small, is saved without any
/// customer's name, and merges: over files, machines and shards of customers, as long as every customer's
/// purchases are in one of them (where they are not, merge the
/// [logs](super::PurchaseLog) instead).
///
/// Usually it comes [from a log of purchases](super::PurchaseLog::histories); where histories were worked out
/// elsewhere, collect them, with the unit they are in.
///
/// # Examples
///
/// ```
/// use tenure::clv::history::HistoryTable;
/// use tenure::units::TimeUnit;
///
/// let week = TimeUnit::WEEK;
/// let table = HistoryTable::try_from_iter([(2, 30.0, 39.0, week), (0, 0.0, 39.0, week), (0, 0.0, 39.0, week)])?;
/// assert_eq!((table.customers(), table.distinct(), table.repeat_purchases()), (3, 2, 2));
///
/// // What cannot have happened is refused.
/// assert_eq!(
///     HistoryTable::try_from_iter([(2, 30.0, 39.0, week), (0, 5.0, 39.0, week)]).unwrap_err().to_string(),
///     "item 1 was rejected: time of the last purchase must be \
///      0 for a customer without repeat purchases, got 5"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(n log n) time to collect n customers, at about 40 ns each where times are whole days; 48 bytes for each
/// distinct history. What was [pushed](Self::push) one by one is put in order in batches; until then each
/// question works on a sorted copy: [`sort`](Self::sort) before asking often.
///
/// Saved, it is the list of its rows in order: `[repeat purchases, days to the last, days seen, customers]`.
#[doc(alias = "RFM")]
#[doc(alias = "CBS")]
#[doc(alias = "customer by sufficient statistic")]
#[must_use]
#[derive(Debug, Clone, Default)]
pub struct HistoryTable {
    rows: Batched<HistoryRow>,
    /// Customers still to be counted, of whole days: one integer each.
    packed: Vec<u64>,
}

/// How many customers wait at least before they are put in order.
const BATCH: usize = 1 << 16;

impl HistoryTable {
    /// Takes in one customer.
    pub fn push(&mut self, history: PurchaseHistory) {
        match packed(&history) {
            Some(key) => self.packed.push(key),
            None => {
                self.rows.push(HistoryRow::new(history, Count::ONE));
            }
        }
        self.sort_batch();
    }

    /// Takes in n customers of the same history.
    pub fn push_many(&mut self, history: PurchaseHistory, customers: u64) {
        if customers > 0 {
            self.rows
                .push(HistoryRow::new(history, Count::new(customers)));
            self.sort_batch();
        }
    }

    /// Puts the histories in order now, so that no question after this works on a copy.
    ///
    /// Changes no answer.
    pub fn sort(&mut self) {
        if !self.packed.is_empty() {
            let mut keys = core::mem::take(&mut self.packed);
            keys.sort_unstable();
            self.rows.append(Batched::of_settled(counted(&keys)));
        }
        self.rows.settle();
    }

    /// How many customers there are.
    #[must_use]
    pub fn customers(&self) -> u128 {
        self.rows
            .rows()
            .iter()
            .fold(self.packed.len() as u128, |sum, row| {
                sum.saturating_add(row.customers.get())
            })
    }

    /// How many purchases they made after their first ones: Σ x.
    #[must_use]
    pub fn repeat_purchases(&self) -> u128 {
        let waiting = self.packed.iter().map(|key| unpacked(*key));
        let waiting = waiting.fold(0_u128, |sum, history| {
            sum.saturating_add(u128::from(history.repeat_purchases()))
        });
        self.rows.rows().iter().fold(waiting, |sum, row| {
            let purchases = u128::from(row.repeat_purchases).saturating_mul(row.customers.get());
            sum.saturating_add(purchases)
        })
    }

    /// How many different histories there are.
    #[must_use]
    pub fn distinct(&self) -> usize {
        self.sorted().len()
    }

    /// Whether there is no customer.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.is_sorted()
    }

    /// Each different history with the number of customers who have it: by purchases, then by the time of
    /// the last, then by age.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (PurchaseHistory, u128)> + '_ {
        Rows {
            rows: self.sorted(),
            taken: 0,
        }
    }

    /// The rows in order, each history once.
    pub(crate) fn sorted(&self) -> Cow<'_, [HistoryRow]> {
        if self.is_sorted() {
            self.rows.in_order()
        } else {
            let mut copy = self.clone();
            copy.sort();
            Cow::Owned(copy.rows.into_rows())
        }
    }

    const fn is_sorted(&self) -> bool {
        self.packed.is_empty() && self.rows.is_settled()
    }

    /// Sorts when as many wait as there are rows: each is then moved O(log n) times.
    fn sort_batch(&mut self) {
        if self.waiting() >= self.rows.settled().max(BATCH) {
            self.sort();
        }
    }

    /// How many customers and rows are still to be counted.
    const fn waiting(&self) -> usize {
        self.packed.len().saturating_add(self.rows.waiting())
    }
}

/// The histories with their customers, in order.
struct Rows<'a> {
    rows: Cow<'a, [HistoryRow]>,
    taken: usize,
}

impl Iterator for Rows<'_> {
    type Item = (PurchaseHistory, u128);

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.get(self.taken)?;
        self.taken = self.taken.saturating_add(1);
        Some((row.history(), row.customers.get()))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.rows.len().saturating_sub(self.taken);
        (left, Some(left))
    }
}

impl ExactSizeIterator for Rows<'_> {}

/// Rows of sorted integers.
fn counted(keys: &[u64]) -> Vec<HistoryRow> {
    keys.chunk_by(|left, right| left == right)
        .filter_map(|equal| {
            let history = unpacked(*equal.first()?);
            Some(HistoryRow::new(history, Count::new(equal.len() as u64)))
        })
        .collect()
}

/// The same customers, in whatever order they came.
impl PartialEq for HistoryTable {
    fn eq(&self, other: &Self) -> bool {
        self.sorted() == other.sorted()
    }
}

impl Merge for HistoryTable {
    fn merge(&mut self, mut other: Self) {
        self.packed.append(&mut other.packed);
        self.rows.append(other.rows);
        self.rows.settle_if_due();
        self.sort_batch();
    }
}

impl Accumulate<PurchaseHistory> for HistoryTable {
    fn add(&mut self, history: PurchaseHistory) {
        self.push(history);
    }

    fn settle_if_due(&mut self) {
        if is_due(self.waiting(), self.rows.settled()) {
            self.sort();
        }
    }

    fn finish(&mut self) {
        self.sort();
    }
}

accumulator!({} HistoryTable, PurchaseHistory);

#[cfg(feature = "serde")]
impl serde::Serialize for HistoryTable {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = self.sorted();
        serializer.collect_seq(
            rows.iter()
                .map(|row| (row.repeat_purchases, row.last, row.age, row.customers)),
        )
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for HistoryTable {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;
        let rows = Vec::<(u64, f64, f64, Count)>::deserialize(deserializer)?;
        Self::of_saved(rows).map_err(D::Error::custom)
    }
}

#[cfg(feature = "serde")]
impl HistoryTable {
    fn of_saved(saved: Vec<(u64, f64, f64, Count)>) -> Result<Self> {
        use crate::Error;
        use crate::fold::sorted::Keyed as _;
        use crate::units::TimeUnit;
        let mut rows: Vec<HistoryRow> = Vec::new();
        for (index, (x, last, age, customers)) in saved.into_iter().enumerate() {
            let history = PurchaseHistory::new(x, last, age, TimeUnit::DAY)
                .map_err(|error| error.at(index))?;
            let row = HistoryRow::new(history, customers);
            let in_order = rows.last().is_none_or(|before| before.order(&row).is_lt());
            if !in_order || customers == Count::ZERO {
                let refusal = Error::Malformed {
                    what: "table of histories",
                    expected: "rows in order, each history once, of at least one customer",
                };
                return Err(refusal.at(index));
            }
            rows.push(row);
        }
        Ok(Self {
            rows: Batched::of_settled(rows),
            packed: Vec::new(),
        })
    }
}
