//! [`ScoreGroup`].

use crate::error::CUSTOMERS;
use crate::units::Finite;
use crate::{Error, Result};

/// The customers who share one score: how many of them churned, how many stayed.
///
/// What a [`Ranking`](super::Ranking) is made of, and what a threshold can move by: customers of the
/// same score are flagged together or not at all.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "(Finite, u64, u64)", into = "(f64, u64, u64)")
)]
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

    /// The score they share.
    #[must_use]
    pub const fn score(self) -> f64 {
        self.score
    }

    /// How many of them churned.
    #[must_use]
    pub const fn churned(self) -> u64 {
        self.churned
    }

    /// How many of them stayed.
    #[must_use]
    pub const fn stayed(self) -> u64 {
        self.stayed
    }

    /// How many there are, at least one.
    #[must_use]
    pub const fn customers(self) -> u128 {
        (self.churned as u128).wrapping_add(self.stayed as u128)
    }

    /// Takes in others of the same score. The counts stop at the largest `u64`.
    pub(in crate::scoring::evaluation) const fn absorb(&mut self, other: Self) {
        self.churned = self.churned.saturating_add(other.churned);
        self.stayed = self.stayed.saturating_add(other.stayed);
    }
}

impl TryFrom<(Finite, u64, u64)> for ScoreGroup {
    type Error = Error;

    fn try_from((score, churned, stayed): (Finite, u64, u64)) -> Result<Self> {
        if churned == 0 && stayed == 0 {
            return Err(Error::not_enough(
                "a group of equal scores",
                1,
                CUSTOMERS,
                0,
            ));
        }
        Ok(Self::new(score.get(), churned, stayed))
    }
}

impl From<ScoreGroup> for (f64, u64, u64) {
    fn from(group: ScoreGroup) -> Self {
        (group.score, group.churned, group.stayed)
    }
}
