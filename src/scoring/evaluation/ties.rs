//! Scores in ascending order, equal ones in one group.

use super::{Ranking, ScoreGroup};
use crate::Result;

/// Checks and sorts raw scores.
pub(super) fn ranked<S, I>(scores: I) -> Result<Ranking>
where
    S: Into<f64>,
    I: IntoIterator<Item = (S, bool)>,
{
    let scores = scores.into_iter();
    Ranking::try_from_iter(scores.map(|(score, churned)| (score.into(), churned)))
}

/// Groups scores that are in ascending order.
pub(super) fn of_sorted(scores: impl IntoIterator<Item = (f64, bool)>) -> Vec<ScoreGroup> {
    let mut ties: Vec<ScoreGroup> = Vec::new();
    for (score, churned) in scores {
        let one = ScoreGroup::new(score, u64::from(churned), u64::from(!churned));
        match ties.last_mut() {
            Some(last) if last.score() >= score => last.add(one),
            _ => ties.push(one),
        }
    }
    ties
}

/// Counts who churned and who stayed.
pub(super) fn totals(ties: &[ScoreGroup]) -> (u64, u64) {
    ties.iter().fold((0, 0), |(churned, stayed), tie| {
        (
            u64::saturating_add(churned, tie.churned()),
            u64::saturating_add(stayed, tie.stayed()),
        )
    })
}
