//! [`HistoryTable`].

use std::borrow::Cow;

use super::PurchaseHistory;
use super::row::{HistoryRow, packed, unpacked};
use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
#[cfg(feature = "serde")]
use crate::fold::sorted::Keyed as _;
use crate::fold::sorted::{Batched, is_due};
use crate::numeric::count::Count;
#[cfg(feature = "serde")]
use crate::saved::Each;
#[cfg(feature = "serde")]
use crate::units::TimeUnit;

/// Collects the purchase histories of many customers: each different history with its number of
/// customers.
///
/// It is all that fitting a purchase model needs. In whole days many customers are alike: a million of
/// them have about a hundred thousand different histories. The table is saved without customer ids, and
/// merges over files, machines and shards, as long as all purchases of a customer are in one of them
/// (otherwise merge the [logs](super::PurchaseLog)).
///
/// Usually it comes [from a log of purchases](super::PurchaseLog::histories); collect histories computed
/// elsewhere with their unit.
///
/// # Examples
///
/// ```
/// use tenure::clv::history::HistoryTable;
/// use tenure::units::TimeUnit;
///
/// let week = TimeUnit::WEEK;
/// let once = (0, 0.0, 39.0, week);
/// let table = HistoryTable::try_from_iter([(2, 30.0, 39.0, week), once, once])?;
/// assert_eq!((table.customers(), table.distinct(), table.repeat_purchases()), (3, 2, 2));
///
/// // Impossible histories are refused.
/// let impossible = (0, 5.0, 39.0, week);
/// assert_eq!(
///     HistoryTable::try_from_iter([once, impossible]).unwrap_err().to_string(),
///     "item 1 was rejected: time of the last purchase must be \
///      0 for a customer without repeat purchases, got 5"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(n log n) time to collect n customers, at about 40 ns each where times are whole days; 48 bytes for
/// each distinct history. Customers [pushed](Self::push) one by one are sorted in batches; until then
/// each query works on a sorted copy: call [`sort`](Self::sort) before repeated queries.
#[must_use]
#[derive(Debug, Clone, Default)]
pub struct HistoryTable {
    /// Sorted now and then, each history once.
    rows: Batched<HistoryRow>,
    /// Customers not sorted yet, with histories of whole days: one integer each.
    packed: Vec<u64>,
}

/// The least number of customers sorted together.
const BATCH: usize = 1 << 16;

// Rows of (repeat purchases, days to the last, days observed, customers).
saved! {
    impl{} for HistoryTable as "history table", 1;
    |table| -> Each::of(table.distinct(), || {
        table.counted().map(|(history, customers)| {
            let day = TimeUnit::DAY;
            (history.repeat_purchases(), history.last(day), history.age(day), customers)
        })
    });
    read(saved: Vec<(u64, f64, f64, Count)>) {
        let mut rows: Vec<HistoryRow> = Vec::new();
        for (index, (x, last, age, customers)) in saved.into_iter().enumerate() {
            let history = PurchaseHistory::new(x, last, age, TimeUnit::DAY)
                .map_err(|error| error.at(index))?;
            let row = HistoryRow::new(history, customers);
            let in_order = rows.last().is_none_or(|before| before.order(&row).is_lt());
            if !in_order || customers == Count::ZERO {
                let refusal = crate::Error::Malformed {
                    what: "history table",
                    expected: "rows in order, each history once, of at least 1 customer",
                };
                return Err(refusal.at(index));
            }
            rows.push(row);
        }
        let rows = Batched::of_settled(rows);
        Ok(Self { rows, ..Self::default() })
    }
}

impl HistoryTable {
    /// Adds one customer.
    pub fn push(&mut self, history: PurchaseHistory) {
        match packed(&history) {
            Some(key) => self.packed.push(key),
            None => {
                self.rows.push(HistoryRow::new(history, Count::ONE));
            }
        }
        self.sort_batch();
    }

    /// Adds a number of customers with the same history.
    pub fn push_many(&mut self, history: PurchaseHistory, customers: u64) {
        if customers > 0 {
            self.rows
                .push(HistoryRow::new(history, Count::new(customers)));
            self.sort_batch();
        }
    }

    /// Sorts the histories now, so that later queries do not work on a copy.
    ///
    /// It changes no result.
    pub fn sort(&mut self) {
        if !self.packed.is_empty() {
            let mut keys = core::mem::take(&mut self.packed);
            keys.sort_unstable();
            self.rows.append(Batched::of_settled(counted(&keys)));
        }
        self.rows.settle();
    }

    /// Returns the number of customers.
    #[must_use]
    pub fn customers(&self) -> u64 {
        let rows = self.rows.rows().iter().map(|row| row.customers.to_u64());
        rows.fold(self.packed.len() as u64, u64::saturating_add)
    }

    /// Returns the number of repeat purchases of all customers: Σ x.
    #[must_use]
    pub fn repeat_purchases(&self) -> u64 {
        let waiting = self
            .packed
            .iter()
            .map(|key| unpacked(*key).repeat_purchases());
        let rows = self.rows.rows().iter();
        let rows = rows.map(|row| row.repeat_purchases.saturating_mul(row.customers.to_u64()));
        waiting.chain(rows).fold(0, u64::saturating_add)
    }

    /// Returns the number of different histories.
    #[must_use]
    pub fn distinct(&self) -> usize {
        self.sorted().len()
    }

    /// Returns whether the table is empty.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.is_sorted()
    }

    /// Yields each different history with its number of customers, sorted by purchases, then by the time
    /// of the last one, then by age.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (PurchaseHistory, u64)> + '_ {
        let counted = self.counted();
        counted.map(|(history, customers)| (history, customers.to_u64()))
    }

    fn counted(&self) -> Rows<'_> {
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

    /// Sorts when as many are unsorted as there are rows: each is then moved O(log n) times.
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
    type Item = (PurchaseHistory, Count);

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.get(self.taken)?;
        self.taken = self.taken.saturating_add(1);
        Some((row.history(), row.customers))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.rows.len().saturating_sub(self.taken);
        (left, Some(left))
    }
}

impl ExactSizeIterator for Rows<'_> {}

/// The rows of sorted integers.
fn counted(keys: &[u64]) -> Vec<HistoryRow> {
    keys.chunk_by(|left, right| left == right)
        .filter_map(|equal| {
            let history = unpacked(*equal.first()?);
            Some(HistoryRow::new(history, Count::new(equal.len() as u64)))
        })
        .collect()
}

/// Compares the customers, whatever order they came in.
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

    fn heap_size(&self) -> usize {
        let packed = self.packed.capacity().saturating_mul(size_of::<u64>());
        self.rows.heap_size().saturating_add(packed)
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
