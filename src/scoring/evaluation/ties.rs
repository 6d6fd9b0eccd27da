//! Scores in order, equal ones together: what every threshold question is read from.

use super::Ranking;
use crate::{Error, Result};

/// The customers of one score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tie {
    pub(super) score: f64,
    pub(super) churned: u64,
    pub(super) stayed: u64,
}

impl Tie {
    pub(super) const fn customers(&self) -> u64 {
        self.churned.saturating_add(self.stayed)
    }
}

/// Raw scores, each checked; −0 becomes 0.
pub(super) fn checked<S, I>(scores: I) -> Result<Vec<(f64, bool)>>
where
    S: Into<f64>,
    I: IntoIterator<Item = (S, bool)>,
{
    scores
        .into_iter()
        .enumerate()
        .map(|(index, (score, churned))| {
            let value: f64 = score.into();
            if value.is_finite() {
                Ok((value + 0.0, churned))
            } else {
                Err(Error::NotFinite {
                    what: "score",
                    value,
                }
                .at(index))
            }
        })
        .collect()
}

/// The ties of raw scores, lowest first: one sort.
pub(super) fn of_scores<S, I>(scores: I) -> Result<Vec<Tie>>
where
    S: Into<f64>,
    I: IntoIterator<Item = (S, bool)>,
{
    let mut scores = checked(scores)?;
    scores.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    Ok(of_sorted(scores))
}

/// The ties of scores in ascending order.
pub(super) fn of_sorted(scores: impl IntoIterator<Item = (f64, bool)>) -> Vec<Tie> {
    let mut ties: Vec<Tie> = Vec::new();
    for (score, churned) in scores {
        let (one, none) = (u64::from(churned), u64::from(!churned));
        match ties.last_mut() {
            Some(last) if last.score >= score => {
                last.churned = last.churned.saturating_add(one);
                last.stayed = last.stayed.saturating_add(none);
            }
            _ => ties.push(Tie {
                score,
                churned: one,
                stayed: none,
            }),
        }
    }
    ties
}

/// The ties of a ranking, which is in order already; lowest first.
pub(super) fn of_ranking(ranking: &Ranking) -> Vec<Tie> {
    let mut ties: Vec<Tie> = ranking
        .groups()
        .map(|group| Tie {
            score: group.score(),
            churned: group.churned(),
            stayed: group.stayed(),
        })
        .collect();
    ties.reverse();
    ties
}

/// How many churned, and how many stayed.
pub(super) fn totals(ties: &[Tie]) -> (u64, u64) {
    ties.iter().fold((0, 0), |(churned, stayed), tie| {
        (
            u64::saturating_add(churned, tie.churned),
            u64::saturating_add(stayed, tie.stayed),
        )
    })
}
