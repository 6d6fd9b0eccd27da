//! K folds, stratified and repeated.

use proptest::prelude::*;
use tenure::scoring::validation::Folds;

use super::{churners, labels};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_customer_is_judged_once_in_each_repeat(
        churned in labels(8), k in 2_usize..=8, repeats in 1_usize..4, seed: u64,
    ) {
        let folds = Folds::repeated(&churned, k, repeats, seed).unwrap();
        prop_assert_eq!((folds.splits().len(), folds.repeats(), folds.rows()), (k * repeats, repeats, churned.len()));
        for repeat in folds.splits().chunks(k) {
            let mut judged = vec![0; churned.len()];
            for split in repeat {
                prop_assert_eq!(split.left_out(), 0);
                let mut all = [split.train(), split.test()].concat();
                all.sort_unstable();
                prop_assert_eq!(all, (0..churned.len()).collect::<Vec<_>>());
                for &row in split.test() {
                    judged[row] += 1;
                }
            }
            prop_assert!(judged.iter().all(|times| *times == 1));
            // Balanced within one: each class, and all.
            let spread = |counts: Vec<usize>| counts.iter().max().unwrap() - counts.iter().min().unwrap();
            let of_churned = |split: &tenure::scoring::validation::Split| churners(split.test(), &churned);
            prop_assert!(spread(repeat.iter().map(of_churned).collect()) <= 1);
            prop_assert!(spread(repeat.iter().map(|s| s.test().len() - of_churned(s)).collect()) <= 1);
            prop_assert!(spread(repeat.iter().map(|s| s.test().len()).collect()) <= 1);
        }
    }

    #[test]
    fn a_seed_decides_and_the_first_repeat_is_the_plain_folds(churned in labels(5), seed: u64) {
        let folds = Folds::stratified(&churned, 5, seed).unwrap();
        prop_assert_eq!(&folds, &Folds::stratified(&churned, 5, seed).unwrap());
        let repeated = Folds::repeated(&churned, 5, 3, seed).unwrap();
        prop_assert_eq!(folds.splits(), &repeated.splits()[..5]);
    }

    /// Where the members of a class stand among those of the other has no say.
    #[test]
    fn the_jth_of_a_class_is_in_the_same_fold_wherever_it_stands(churned in labels(4), seed: u64) {
        let folds = Folds::stratified(&churned, 4, seed).unwrap();
        let mut sorted: Vec<usize> = (0..churned.len()).collect();
        sorted.sort_by_key(|&row| churned[row]);
        let again = Folds::stratified(sorted.iter().map(|&row| churned[row]), 4, seed).unwrap();
        for (one, other) in folds.splits().iter().zip(&again) {
            let mut back: Vec<usize> = other.test().iter().map(|&row| sorted[row]).collect();
            back.sort_unstable();
            prop_assert_eq!(one.test(), back);
        }
    }
}

#[test]
fn different_seeds_and_repeats_differ() {
    let churned: Vec<bool> = (0..60).map(|row| row % 3 == 0).collect();
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..50 {
        for split in &Folds::repeated(&churned, 3, 4, seed).unwrap() {
            seen.insert(split.test().to_vec());
        }
    }
    assert_eq!(seen.len(), 50 * 3 * 4);
}

#[test]
fn folds_that_cannot_be_dealt_say_why() {
    let text = |churned: &[bool], k, repeats| {
        Folds::repeated(churned, k, repeats, 1)
            .unwrap_err()
            .to_string()
    };
    let mixed: Vec<bool> = (0..10).map(|row| row < 3).collect();
    assert_eq!(
        text(&mixed, 0, 1),
        "number of folds must be at least 2, got 0"
    );
    assert_eq!(
        text(&mixed, 1, 1),
        "number of folds must be at least 2, got 1"
    );
    assert_eq!(
        text(&mixed, 2, 0),
        "number of repeats must be at least 1, got 0"
    );
    assert_eq!(
        text(&mixed, 11, 1),
        "number of folds (11) cannot exceed number of customers (10)"
    );
    assert_eq!(
        text(&mixed, 4, 1),
        "a split into that many folds needs at least 4 customers who churned, got 3"
    );
    let other: Vec<bool> = mixed.iter().map(|churned| !churned).collect();
    assert_eq!(
        text(&other, 4, 1),
        "a split into that many folds needs at least 4 customers who stayed, got 3"
    );
    assert_eq!(
        text(&[], 2, 1),
        "number of folds (2) cannot exceed number of customers (0)"
    );
    assert_eq!(Folds::stratified(&mixed, 3, 1).unwrap().splits().len(), 3);
}

/// What a seed gives is a promise. Computed by a second program, in Python, from the published algorithms.
#[test]
fn a_seed_is_a_promise() {
    let churned: Vec<bool> = (0..12).map(|row| row % 3 == 0).collect();
    let folds = Folds::repeated(churned, 3, 2, 2026).unwrap();
    let tests: Vec<_> = folds.iter().map(|split| split.test().to_vec()).collect();
    assert_eq!(
        tests,
        [
            [4, 6, 7, 9],
            [0, 1, 5, 11],
            [2, 3, 8, 10],
            [0, 1, 2, 3],
            [6, 7, 10, 11],
            [4, 5, 8, 9]
        ]
    );
}
