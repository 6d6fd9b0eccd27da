//! Collecting, merging, summing and comparing tables of lifetimes.

use super::LifetimeTable;
use super::row::Cell;
use super::times::Times;
use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::retention::survival::{Elapsed, Lifetime};

impl<T> Default for LifetimeTable<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// The same customers, in whatever order they came.
impl<T: Elapsed> PartialEq for LifetimeTable<T> {
    fn eq(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.settled(), other.settled());
        ours.walk().eq(theirs.walk())
    }
}

impl<T: Elapsed> Eq for LifetimeTable<T> {}

impl<T: Elapsed> Merge for LifetimeTable<T> {
    fn merge(&mut self, mut other: Self) {
        if other.small.len() > self.small.len() {
            core::mem::swap(&mut self.small, &mut other.small);
        }
        for (ours, theirs) in self.small.iter_mut().zip(other.small) {
            super::row::add(ours, theirs);
        }
        self.left.append(other.left);
        self.censored.append(other.censored);
        self.entered.append(other.entered);
        self.rows.append(other.rows);
        self.settle_if_due();
    }

    fn heap_size(&self) -> usize {
        let small = self.small.capacity().saturating_mul(size_of::<Cell>());
        let rows = self.rows.heap_size();
        let times = [&self.left, &self.censored, &self.entered].map(Times::heap_size);
        let fixed = small.saturating_add(rows);
        times.into_iter().fold(fixed, usize::saturating_add)
    }
}

impl<T: Elapsed> Accumulate<Lifetime<T>> for LifetimeTable<T> {
    #[inline]
    fn add(&mut self, lifetime: Lifetime<T>) {
        self.push(lifetime);
    }

    fn settle_if_due(&mut self) {
        let times = [&self.left, &self.censored, &self.entered];
        if times.iter().any(|times| times.is_due()) {
            self.sort();
        }
        self.rows.settle_if_due();
    }

    fn finish(&mut self) {
        self.sort();
    }
}

accumulator!([T: {Elapsed}] {} LifetimeTable<T>, Lifetime<T>);
