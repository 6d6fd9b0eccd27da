//! [`Batches`].

use super::is_due;

/// When a state of many lists settles all of them: often enough that the same row given again and again does not fill
/// the memory, seldom enough that every row is moved O(log n) times.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Batches {
    /// How many rows wait to be put in order.
    waiting: usize,
    /// How many there were when all were last in order.
    settled: usize,
}

/// How many rows may wait whatever there is already.
const LEAST: usize = 1 << 22;

impl Batches {
    pub(crate) const fn new() -> Self {
        Self {
            waiting: 0,
            settled: 0,
        }
    }

    /// Rows came in that wait. Whether it is time to put all in order.
    #[inline]
    pub(crate) const fn wait(&mut self, rows: usize) -> bool {
        self.waiting = self.waiting.saturating_add(rows);
        self.waiting >= LEAST && self.waiting >= self.settled
    }

    /// Whether it is time to settle all.
    pub(crate) const fn is_due(self) -> bool {
        is_due(self.waiting, self.settled)
    }

    /// Records that all of `rows` rows are in order.
    pub(crate) const fn settled(&mut self, rows: usize) {
        self.waiting = 0;
        self.settled = rows;
    }

    /// Records that rows of another log came in, `waiting` of which are not in order.
    pub(crate) const fn unite(&mut self, waiting: usize) {
        self.waiting = self.waiting.saturating_add(waiting);
    }
}
