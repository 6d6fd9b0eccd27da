//! [`Batched`]: rows in one list, put in order now and then.

use core::cmp::Ordering;
use core::slice;
use std::borrow::Cow;

use super::is_due;
use super::rows::Keyed;

/// Rows of which the first so many are settled; those that came in since wait behind them.
#[derive(Debug, Clone)]
pub(crate) struct Batched<R> {
    rows: Vec<R>,
    settled: usize,
}

impl<R> Default for Batched<R> {
    fn default() -> Self {
        Self::new()
    }
}

impl<R> Batched<R> {
    pub(crate) const fn new() -> Self {
        Self {
            rows: Vec::new(),
            settled: 0,
        }
    }

    /// Rows that are settled already.
    pub(crate) const fn of_settled(rows: Vec<R>) -> Self {
        let settled = rows.len();
        Self { rows, settled }
    }

    /// How many rows there are; of one key perhaps several, until they are settled.
    pub(crate) const fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(crate) const fn is_settled(&self) -> bool {
        self.settled == self.rows.len()
    }

    /// How many rows are settled.
    pub(crate) const fn settled(&self) -> usize {
        self.settled
    }

    /// How many rows wait.
    pub(crate) const fn waiting(&self) -> usize {
        self.rows.len().saturating_sub(self.settled)
    }

    /// Every row, in whatever order they are.
    pub(crate) const fn rows(&self) -> &[R] {
        self.rows.as_slice()
    }

    pub(crate) fn into_rows(self) -> Vec<R> {
        self.rows
    }

    /// The bytes the list owns.
    pub(crate) const fn heap_size(&self) -> usize {
        self.rows.capacity().saturating_mul(size_of::<R>())
    }
}

impl<R: Keyed> Batched<R> {
    /// Takes in a row. Whether it waits.
    #[inline]
    pub(crate) fn push(&mut self, row: R) -> bool {
        if self.is_settled() {
            let follows = match self.rows.last_mut().map(|last| (last.order(&row), last)) {
                Some((Ordering::Greater, _)) => false,
                Some((Ordering::Equal, last)) => {
                    if last.absorb(&row) {
                        return false;
                    }
                    true
                }
                Some((Ordering::Less, _)) | None => true,
            };
            self.settled = self.settled.saturating_add(usize::from(follows));
        }
        self.rows.push(row);
        !self.is_settled()
    }

    /// Takes in all rows of another. How many more wait.
    pub(crate) fn append(&mut self, mut other: Self) -> usize {
        if self.rows.is_empty() {
            *self = other;
            return self.waiting();
        }
        let follows = match (self.rows.last(), other.rows.first()) {
            (Some(last), Some(first)) => self.is_settled() && last.order(first).is_lt(),
            _ => false,
        };
        if follows {
            self.settled = self.settled.saturating_add(other.settled);
        }
        let before = self.rows.len();
        self.rows.append(&mut other.rows);
        self.rows.len().saturating_sub(before.max(self.settled))
    }

    /// Settles all rows. What is in order already stays.
    pub(crate) fn settle(&mut self) {
        if !self.is_settled() {
            R::settle(&mut self.rows, self.settled);
            self.settled = self.rows.len();
        }
    }

    /// Settles them if it [is due](is_due).
    pub(crate) fn settle_if_due(&mut self) {
        if is_due(self.waiting(), self.settled) {
            self.settle();
        }
    }

    /// The rows in order: as they are held, or a settled copy.
    pub(crate) fn in_order(&self) -> Cow<'_, [R]>
    where
        R: Clone,
    {
        if self.is_settled() {
            Cow::Borrowed(&self.rows)
        } else {
            let mut copy = self.clone();
            copy.settle();
            Cow::Owned(copy.rows)
        }
    }

    /// The rows in order without copying what they own; those of one key are not united if they wait.
    pub(crate) fn refs_in_order(&self) -> InOrderRefs<'_, R> {
        if self.is_settled() {
            return InOrderRefs::Held(self.rows.iter());
        }
        let mut copy: Vec<_> = self.rows.iter().collect();
        copy.sort_by(|left, right| left.order(right));
        InOrderRefs::Copied(copy.into_iter())
    }
}

/// Rows in order, by reference.
#[derive(Debug)]
pub(crate) enum InOrderRefs<'a, R> {
    /// As they are held.
    Held(slice::Iter<'a, R>),
    /// A sorted copy.
    Copied(std::vec::IntoIter<&'a R>),
}

impl<R> Clone for InOrderRefs<'_, R> {
    fn clone(&self) -> Self {
        match self {
            Self::Held(rows) => Self::Held(rows.clone()),
            Self::Copied(rows) => Self::Copied(rows.clone()),
        }
    }
}

impl<'a, R> Iterator for InOrderRefs<'a, R> {
    type Item = &'a R;

    #[inline]
    fn next(&mut self) -> Option<&'a R> {
        match self {
            Self::Held(rows) => rows.next(),
            Self::Copied(rows) => rows.next(),
        }
    }
}
