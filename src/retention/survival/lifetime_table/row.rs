//! [`Row`]: what happened at one time.

use core::cmp::Ordering;

use crate::fold::sorted::Keyed;

/// How many left, were censored and entered.
pub(super) type Cell = [u64; 3];

pub(super) const LEFT: Cell = [1, 0, 0];
pub(super) const CENSORED: Cell = [0, 1, 0];
pub(super) const ENTERED: Cell = [0, 0, 1];

/// A time with what happened at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row<T> {
    pub(super) time: T,
    pub(super) cell: Cell,
}

impl<T: Ord> Keyed for Row<T> {
    fn order(&self, other: &Self) -> Ordering {
        self.time.cmp(&other.time)
    }

    fn absorb(&mut self, same: &Self) -> bool {
        add(&mut self.cell, same.cell);
        true
    }
}

/// Adds counts, which stop at a ceiling, so that the order does not matter.
#[inline]
pub(super) fn add(cell: &mut Cell, other: Cell) {
    for (ours, theirs) in cell.iter_mut().zip(other) {
        *ours = ours.saturating_add(theirs);
    }
}
