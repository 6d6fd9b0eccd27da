//! [`Runs`]: rows in order of their keys, gathered cheaply whatever order they come in.

use core::cmp::Ordering;

use super::is_due;
use super::rows::{Keyed, merged, sort};

/// Rows as a list of runs, each in order with every key once, and a few that wait to be sorted.
///
/// Rows that come in order are appended to the last run and never moved again; others are sorted in batches
/// that fit the cache and then merged. States whose rows do not overlap merge without touching a row.
#[derive(Debug, Clone)]
pub(crate) struct Runs<R> {
    sorted: Vec<Vec<R>>,
    loose: Vec<R>,
    /// How many rows there were when all were last put in order.
    settled: usize,
}

/// How many rows are sorted at a time.
const BATCH: usize = 1 << 15;

impl<R> Runs<R> {
    pub(crate) const fn new() -> Self {
        Self {
            sorted: Vec::new(),
            loose: Vec::new(),
            settled: 0,
        }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.sorted.is_empty() && self.loose.is_empty()
    }

    /// How many rows are held; of one key there may be several until they are put in order.
    fn held(&self) -> usize {
        let rows = |sum: usize, run: &Vec<R>| sum.saturating_add(run.len());
        self.sorted.iter().fold(self.loose.len(), rows)
    }

    /// Every row held, in no order.
    pub(crate) fn every_row(&self) -> impl Iterator<Item = &R> {
        self.sorted.iter().flatten().chain(&self.loose)
    }
}

impl<R: Keyed> Runs<R> {
    /// Takes in a row.
    #[inline]
    pub(crate) fn push(&mut self, row: R) {
        if self.loose.is_empty() {
            let Some(run) = self.sorted.last_mut() else {
                self.sorted.push(vec![row]);
                return;
            };
            match run.last_mut().map(|last| (last.order(&row), last)) {
                Some((Ordering::Greater, _)) => self.loose.push(row),
                Some((Ordering::Equal, last)) => {
                    if !last.absorb(&row) {
                        run.push(row);
                    }
                }
                Some((Ordering::Less, _)) | None => run.push(row),
            }
        } else {
            self.loose.push(row);
            if self.loose.len() >= BATCH {
                self.sort_loose();
            }
        }
    }

    fn sort_loose(&mut self) {
        if !self.loose.is_empty() {
            let mut run = core::mem::take(&mut self.loose);
            sort(&mut run);
            self.sorted.push(run);
            // Duplicates do not pile up: what came in is at most as much as what is in order.
            if self.held() >= self.settled.saturating_mul(2).max(BATCH << 8) {
                self.settle();
            }
        }
    }

    /// Whether the runs one after the other are all rows in order, each key once.
    fn is_ordered(&self) -> bool {
        self.loose.is_empty() && in_order(&self.sorted)
    }

    /// The runs that, one after the other, are all rows in order; `None` before they are.
    pub(crate) fn settled(&self) -> Option<&[Vec<R>]> {
        self.is_ordered().then_some(self.sorted.as_slice())
    }

    /// Puts all rows in order. What is in order already is not moved.
    pub(crate) fn settle(&mut self) {
        if !self.loose.is_empty() {
            let mut run = core::mem::take(&mut self.loose);
            sort(&mut run);
            self.sorted.push(run);
        }
        if !in_order(&self.sorted) {
            self.sorted
                .sort_by(|left, right| match (left.first(), right.first()) {
                    (Some(left), Some(right)) => left.order(right),
                    (left, right) => left.is_some().cmp(&right.is_some()),
                });
        }
        while !in_order(&self.sorted) {
            // Neighbours two by two: every row is moved O(log runs) times.
            let mut halved = Vec::with_capacity(self.sorted.len().div_ceil(2));
            let mut old = core::mem::take(&mut self.sorted).into_iter();
            while let Some(left) = old.next() {
                halved.push(match old.next() {
                    Some(right) => merged(left, right),
                    None => left,
                });
            }
            self.sorted = halved;
        }
        self.settled = self.held();
    }

    /// Puts all rows in order if it [is due](is_due).
    pub(crate) fn settle_if_due(&mut self) {
        let came_in = self.held().saturating_sub(self.settled);
        if is_due(came_in, self.settled) {
            self.settle();
        }
    }

    /// Counts the bytes of the rows on the heap.
    pub(crate) fn heap_size(&self) -> usize {
        self.held().saturating_mul(size_of::<R>())
    }

    /// Takes in all rows of another.
    pub(crate) fn append(&mut self, other: Self) {
        if self.is_empty() {
            *self = other;
            return;
        }
        for run in other.sorted {
            if run.len() < BATCH {
                for row in run {
                    self.push(row);
                }
            } else {
                self.sorted.push(run);
            }
        }
        for row in other.loose {
            self.push(row);
        }
        self.settle_if_due();
    }
}

/// Whether each run ends before the next begins.
fn in_order<R: Keyed>(runs: &[Vec<R>]) -> bool {
    runs.is_sorted_by(|left, right| match (left.last(), right.first()) {
        (Some(last), Some(first)) => last.order(first).is_lt(),
        _ => false,
    })
}
