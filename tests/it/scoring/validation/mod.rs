//! Splits and folds.

mod by_date;
mod folds;
mod lambda;
mod out_of_fold;
mod split;

use proptest::prelude::*;

/// Labels with at least `least` of each class.
fn labels(least: usize) -> impl Strategy<Value = Vec<bool>> {
    (least..40_usize, least..160_usize).prop_flat_map(|(churned, stayed)| {
        let all: Vec<bool> = (0..churned + stayed).map(|row| row < churned).collect();
        Just(all).prop_shuffle()
    })
}

fn churners(rows: &[usize], churned: &[bool]) -> usize {
    rows.iter().filter(|&&row| churned[row]).count()
}
