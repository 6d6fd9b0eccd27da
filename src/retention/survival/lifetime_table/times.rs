//! [`Times`]: times of one customer each.

use super::row::{Cell, Row};
use crate::fold::sorted::is_due;

/// Fewer times than this are not worth sorting or counting early.
const FEW: usize = 1 << 12;

/// Times of one customer each, the first `settled` of them in order.
#[derive(Debug, Clone)]
pub(super) struct Times<T> {
    each: Vec<T>,
    settled: usize,
    /// The number of times at which to check whether they repeat.
    look_at: usize,
}

impl<T> Times<T> {
    pub(super) const fn new() -> Self {
        Self {
            each: Vec::new(),
            settled: 0,
            look_at: FEW << 8,
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.each.len()
    }

    /// Counts the bytes of the times on the heap.
    pub(super) const fn heap_size(&self) -> usize {
        self.each.capacity().saturating_mul(size_of::<T>())
    }

    pub(super) const fn is_settled(&self) -> bool {
        self.settled == self.each.len()
    }

    /// In order after [`settle`](Self::settle).
    pub(super) fn as_slice(&self) -> &[T] {
        &self.each
    }

    /// How many wait to be put in order.
    const fn waiting(&self) -> usize {
        self.each.len().saturating_sub(self.settled)
    }

    /// Whether it is time to settle. A few may wait.
    pub(super) const fn is_due(&self) -> bool {
        self.waiting() >= FEW && is_due(self.waiting(), self.settled)
    }
}

impl<T: Ord + Copy> Times<T> {
    /// Takes in one; whether it is time to [look](Self::repeat) whether they repeat.
    #[inline]
    pub(super) fn push(&mut self, time: T) -> bool {
        self.each.push(time);
        self.each.len() >= self.look_at
    }

    pub(super) fn append(&mut self, mut other: Self) {
        if self.each.is_empty() {
            *self = other;
        } else {
            self.each.append(&mut other.each);
        }
    }

    /// Whether each occurs four times and more, as far as a sixteenth of them tells. To be asked again when
    /// there are twice as many.
    pub(super) fn repeat(&mut self) -> bool {
        self.look_at = self.each.len().saturating_mul(2);
        let waiting = self.each.get(self.settled..).unwrap_or_default();
        let sample = waiting
            .get((waiting.len() / 16).saturating_mul(15)..)
            .unwrap_or_default();
        let mut sample = sample.to_vec();
        sample.sort_unstable();
        are_repeated(&sample)
    }

    /// Puts them in order. Those that repeat are counted instead, into rows in order.
    pub(super) fn settle(&mut self, one: Cell) -> Vec<Row<T>> {
        if self.is_settled() {
            return Vec::new();
        }
        if self.settled == 0 {
            self.each.sort_unstable();
        } else {
            // Finds the stretches that are in order, and merges them.
            self.each.sort();
        }
        self.settled = self.each.len();
        if !are_repeated(&self.each) {
            return Vec::new();
        }
        let times = core::mem::replace(self, Self::new()).each;
        let counted = times.chunk_by(T::eq).filter_map(|equal| {
            let n = equal.len() as u64;
            Some(Row {
                time: *equal.first()?,
                cell: one.map(|one| if one > 0 { n } else { 0 }),
            })
        });
        counted.collect()
    }
}

/// Whether each of these, in order, occurs four times and more on average: then a row takes less space.
fn are_repeated<T: Eq>(times: &[T]) -> bool {
    let (few, most) = (times.len() >= FEW, times.len() / 4);
    few && times.chunk_by(T::eq).take(most.saturating_add(1)).count() <= most
}
