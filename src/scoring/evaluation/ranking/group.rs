//! [`ScoreGroup`].

use core::cmp::Ordering;
use core::fmt;

#[cfg(feature = "serde")]
use crate::error::CUSTOMERS;
use crate::fold::sorted::{Keyed, unite};
use crate::text::{digits, padded};
#[cfg(feature = "serde")]
use crate::units::Finite;
#[cfg(feature = "serde")]
use crate::{Error, Result};

/// Holds the customers who share one score: how many churned and how many stayed.
///
/// A [`Ranking`](super::Ranking) consists of these, and a threshold moves by whole groups: customers
/// of the same score are flagged together or not at all.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoreGroup {
    score: f64,
    churned: u64,
    stayed: u64,
}

impl ScoreGroup {
    pub(in crate::scoring::evaluation) const fn new(score: f64, churned: u64, stayed: u64) -> Self {
        Self {
            score,
            churned,
            stayed,
        }
    }

    /// Returns the score the customers share.
    #[must_use]
    pub const fn score(self) -> f64 {
        self.score
    }

    /// Counts the customers of this score who churned.
    #[must_use]
    pub const fn churned(self) -> u64 {
        self.churned
    }

    /// Counts the customers of this score who stayed.
    #[must_use]
    pub const fn stayed(self) -> u64 {
        self.stayed
    }

    /// Counts the customers of this score, at least one.
    #[must_use]
    pub const fn customers(self) -> u64 {
        self.churned.saturating_add(self.stayed)
    }

    /// The number of customers, also where it is beyond `u64`.
    pub(in crate::scoring::evaluation) const fn size(self) -> u128 {
        (self.churned as u128).wrapping_add(self.stayed as u128)
    }

    /// Adds customers of the same score. The counts stop at the largest `u64`.
    pub(in crate::scoring::evaluation) const fn add(&mut self, other: Self) {
        self.churned = self.churned.saturating_add(other.churned);
        self.stayed = self.stayed.saturating_add(other.stayed);
    }
}

impl Keyed for ScoreGroup {
    fn order(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score)
    }

    fn absorb(&mut self, same: &Self) -> bool {
        self.add(*same);
        true
    }

    fn settle(groups: &mut Vec<Self>, _: usize) {
        groups.sort_by(Self::order); // merges runs that are in order
        unite(groups);
    }
}

saved! {
    impl{} for ScoreGroup as plain;
    |group| -> (group.score, group.churned, group.stayed);
    read(group: (Finite, u64, u64)) {
        let (score, churned, stayed) = group;
        if churned == 0 && stayed == 0 {
            let what = "a group of customers with one score";
            return Err(Error::not_enough(what, 1, CUSTOMERS, 0));
        }
        Ok(Self::new(score.get(), churned, stayed))
    }
}

/// Prints `0.5: 2 churned, 1 stayed`.
impl fmt::Display for ScoreGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (churned, stayed) = (self.churned, self.stayed);
        match f.precision() {
            Some(places) => padded(
                f,
                format_args!(
                    "{:.places$}: {churned} churned, {stayed} stayed",
                    self.score
                ),
            ),
            None => padded(
                f,
                format_args!("{}: {churned} churned, {stayed} stayed", digits(self.score)),
            ),
        }
    }
}
