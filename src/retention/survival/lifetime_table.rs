//! [`LifetimeTable`].

use std::collections::BTreeMap;

use super::{KaplanMeier, Lifetime, RiskRow};
use crate::accumulate::{Accumulate, accumulator, try_collect};
use crate::{Error, Merge, Result};

/// How many customers left, and how many were last seen, at each time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifetimeTable<T> {
    /// Left, still there, entered.
    times: BTreeMap<T, [u64; 3]>,
    entered_at_start: u64,
}

impl<T: Ord + Copy + 'static> LifetimeTable<T> {
    /// Takes in one lifetime.
    pub fn push(&mut self, lifetime: Lifetime<T>) {
        let n = lifetime.customers();
        if n == 0 {
            return;
        }
        let row = self.times.entry(*lifetime.exit()).or_default();
        let cell = if lifetime.left() {
            &mut row[0]
        } else {
            &mut row[1]
        };
        *cell = cell.saturating_add(n);
        match lifetime.entry() {
            None => self.entered_at_start = self.entered_at_start.saturating_add(n),
            Some(entry) => {
                let row = self.times.entry(*entry).or_default();
                row[2] = row[2].saturating_add(n);
            }
        }
    }

    /// The times at which anybody left or was last seen, in order, with who was at risk of leaving then.
    pub fn risk_rows(&self) -> impl Iterator<Item = RiskRow<T>> {
        let mut at_risk = self.entered_at_start;
        self.times
            .iter()
            .filter_map(move |(time, [left, still, entered])| {
                let row = RiskRow {
                    time: *time,
                    at_risk,
                    left: *left,
                    still: *still,
                };
                // Events first, then who is last seen; who enters at a time is at risk only after it.
                at_risk = at_risk
                    .saturating_sub(*left)
                    .saturating_sub(*still)
                    .saturating_add(*entered);
                (*left > 0 || *still > 0).then_some(row)
            })
    }
}

impl<T: Ord + Copy + 'static> LifetimeTable<T> {
    /// Whether there is no customer.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }

    /// How many customers there are.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.left().saturating_add(self.still())
    }

    /// How many of them left.
    #[must_use]
    pub fn left(&self) -> u64 {
        self.times
            .values()
            .fold(0, |n, row| n.saturating_add(row[0]))
    }

    /// How many of them were still there when last seen.
    #[must_use]
    pub fn still(&self) -> u64 {
        self.times
            .values()
            .fold(0, |n, row| n.saturating_add(row[1]))
    }

    /// The share of customers still there after each time; `None` without customers.
    #[must_use]
    pub fn kaplan_meier(&self) -> Option<KaplanMeier<T>> {
        KaplanMeier::of(self.risk_rows(), self.times.len())
    }

    /// The table of raw lifetimes, each checked on its way in.
    ///
    /// # Errors
    ///
    /// [`Error::Item`] with the index of the first that was rejected, and why.
    pub fn try_from_iter<I>(items: I) -> Result<Self>
    where
        I: IntoIterator<Item: TryInto<Lifetime<T>>>,
        Error: From<<I::Item as TryInto<Lifetime<T>>>::Error>,
    {
        try_collect(items)
    }
}

impl<T> Default for LifetimeTable<T> {
    fn default() -> Self {
        Self {
            times: BTreeMap::new(),
            entered_at_start: 0,
        }
    }
}

impl<T: Ord> Merge for LifetimeTable<T> {
    fn merge(&mut self, other: Self) {
        self.entered_at_start = self.entered_at_start.saturating_add(other.entered_at_start);
        for (time, theirs) in other.times {
            let ours = self.times.entry(time).or_default();
            for (ours, theirs) in ours.iter_mut().zip(theirs) {
                *ours = ours.saturating_add(theirs);
            }
        }
    }
}

impl<T: Ord + Copy + 'static> Accumulate<Lifetime<T>> for LifetimeTable<T> {
    fn add(&mut self, lifetime: Lifetime<T>) {
        self.push(lifetime);
    }
}

impl<T: Ord + Copy + 'static> FromIterator<Lifetime<T>> for LifetimeTable<T> {
    fn from_iter<I: IntoIterator<Item = Lifetime<T>>>(items: I) -> Self {
        let mut table = Self::default();
        items.into_iter().for_each(|lifetime| table.push(lifetime));
        table
    }
}

accumulator!(@sum {T: Ord + Copy + 'static} LifetimeTable<T>);
