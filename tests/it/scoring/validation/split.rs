//! Random and systematic hold-outs, and the rows they select.

use proptest::prelude::*;
use tenure::scoring::validation::Split;
use tenure::scoring::{LabelledRows, LabelledView};
use tenure::units::Proportion;

use super::{churners, labels};

fn share(fraction: f64) -> Proportion {
    Proportion::new(fraction).unwrap()
}

/// Each row on one side, ascending.
fn assert_partition(split: &Split, rows: usize) {
    let mut all = [split.train(), split.test()].concat();
    assert!(split.train().is_sorted() && split.test().is_sorted());
    all.sort_unstable();
    assert_eq!(all, (0..rows).collect::<Vec<_>>());
    assert_eq!((split.rows(), split.left_out()), (rows, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_random_split_is_a_partition_with_exact_class_counts(
        churned in labels(5), percent in 20_u32..=80, seed: u64,
    ) {
        let fraction = f64::from(percent) / 100.0;
        let split = Split::stratified(&churned, share(fraction), seed).unwrap();
        assert_partition(&split, churned.len());
        // In integers: n·percent/100 rounded half up.
        let n = churned.len();
        prop_assert_eq!(split.test().len(), (2 * n * percent as usize + 100) / 200);
        let of_churned = churners(split.test(), &churned);
        let all_churned = churned.iter().filter(|c| **c).count();
        for (members, taken) in [(all_churned, of_churned), (n - all_churned, split.test().len() - of_churned)] {
            // Within one of its quota, on either side.
            prop_assert!((100 * taken).abs_diff(members * percent as usize) < 100, "{} of {}", taken, members);
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_split_and_labels_by_value_or_reference(churned in labels(5), seed: u64) {
        let split = Split::stratified(&churned, share(0.3), seed).unwrap();
        prop_assert_eq!(&split, &Split::stratified(churned, share(0.3), seed).unwrap());
    }

    /// Where the members of a class stand among those of the other has no say.
    #[test]
    fn the_jth_of_a_class_fares_the_same_wherever_it_stands(churned in labels(5), seed: u64) {
        let split = Split::stratified(&churned, share(0.4), seed).unwrap();
        let mut sorted: Vec<usize> = (0..churned.len()).collect();
        sorted.sort_by_key(|&row| churned[row]); // stable: order within a class is kept
        let moved: Vec<bool> = sorted.iter().map(|&row| churned[row]).collect();
        let again = Split::stratified(&moved, share(0.4), seed).unwrap();
        let mut back: Vec<usize> = again.test().iter().map(|&row| sorted[row]).collect();
        back.sort_unstable();
        prop_assert_eq!(back, split.test());
    }

    #[test]
    fn every_kth_is_what_its_formula_says(rows in 2_usize..200, k in 2_usize..12) {
        prop_assume!(rows >= k);
        let split = Split::every(rows, k).unwrap();
        assert_partition(&split, rows);
        let expected: Vec<usize> = (0..rows.div_ceil(k)).map(|i| i * k).collect();
        prop_assert_eq!(split.test(), expected);
    }

    #[test]
    fn selected_rows_are_the_rows(churned in labels(3), seed: u64, weighted: bool) {
        let rows = churned.iter().enumerate().map(|(i, c)| ([i as f64, -(i as f64)], *c, 1.0 + i as f64));
        let all = if weighted {
            LabelledRows::try_from_weighted_iter(rows).unwrap()
        } else {
            LabelledRows::try_from_iter(rows.map(|(row, churned, _)| (row, churned))).unwrap()
        };
        let split = Split::stratified(&churned, share(0.5), seed).unwrap();
        let (train, test) = split.select(all.view()).unwrap();
        for (rows, part) in [(split.train(), &train), (split.test(), &test)] {
            let view = part.view();
            prop_assert_eq!(view.len(), rows.len());
            for (place, &row) in rows.iter().enumerate() {
                prop_assert_eq!(view.features().row(place).to_vec(), vec![row as f64, -(row as f64)]);
                prop_assert_eq!(view.churned()[place], churned[row]);
                prop_assert_eq!(view.weights().map(|w| w[place]), weighted.then_some(1.0 + row as f64));
            }
        }
    }
}

#[test]
fn different_seeds_differ() {
    let churned: Vec<bool> = (0..100).map(|row| row % 4 == 0).collect();
    let splits: std::collections::BTreeSet<Vec<usize>> = (0..200)
        .map(|seed| {
            Split::stratified(&churned, share(0.3), seed)
                .unwrap()
                .test()
                .to_vec()
        })
        .collect();
    assert_eq!(splits.len(), 200);
}

/// Every customer is put aside as often as its share says: fixed seeds, so this always passes or never.
#[test]
fn every_customer_is_as_likely_as_any_other() {
    let churned: Vec<bool> = (0..20).map(|row| row % 4 == 0).collect();
    let mut times = [0_i32; 20];
    for seed in 0..4000 {
        for &row in Split::stratified(&churned, share(0.4), seed)
            .unwrap()
            .test()
        {
            times[row] += 1;
        }
    }
    // Mean 1600, deviation 31.
    assert!(times.iter().all(|n| (n - 1600).abs() < 4 * 31), "{times:?}");
}

/// What a seed gives is a promise: a change here is a breaking change.
#[test]
fn a_seed_is_a_promise() {
    let churned: Vec<bool> = (0..20).map(|row| row % 3 == 0).collect();
    let split = Split::stratified(&churned, share(0.25), 2026).unwrap();
    assert_eq!(split.test(), PROMISED);
}

/// Computed by a second program, in Python, from the published algorithms.
const PROMISED: [usize; 5] = [4, 13, 14, 15, 18];

#[test]
fn shares_that_are_not_binary_fractions_round_as_on_paper() {
    // 0.29 · 100 is 28.999999999999996.
    let churned: Vec<bool> = (0..200).map(|row| row % 2 == 0).collect();
    let split = Split::stratified(&churned, share(0.29), 1).unwrap();
    assert_eq!(
        (split.test().len(), churners(split.test(), &churned)),
        (58, 29)
    );
    // Quotas of ½ and ½: the tie goes to the churned.
    let split = Split::stratified([true, true, true, false, false, false], share(0.5), 1).unwrap();
    assert_eq!(
        (
            split.test().len(),
            churners(split.test(), &[true, true, true, false, false, false])
        ),
        (3, 2)
    );
}

#[test]
fn a_side_without_a_class_is_refused() {
    let text = |churned: &[bool], fraction| {
        Split::stratified(churned, share(fraction), 1)
            .unwrap_err()
            .to_string()
    };
    let judge = "the test side of a split needs at least 1 customer who churned, got 0";
    assert_eq!(text(&[false; 10], 0.5), judge);
    assert_eq!(text(&[true; 10], 0.5), judge.replace("churned", "stayed"));
    assert_eq!(text(&[], 0.5), judge.replace("churned", "stayed"));
    let mixed: Vec<bool> = (0..20).map(|row| row < 2).collect();
    assert_eq!(text(&mixed, 0.1), judge);
    assert_eq!(text(&mixed, 0.0), judge.replace("churned", "stayed"));
    assert_eq!(
        text(&mixed, 0.9),
        "the training side of a split needs at least 1 customer who churned, got 0"
    );
    assert_eq!(
        text(&mixed, 1.0),
        "the training side of a split needs at least 1 customer who stayed, got 0"
    );
}

#[test]
fn every_kth_needs_a_k_and_enough_rows() {
    let text = |rows, k| Split::every(rows, k).unwrap_err().to_string();
    assert_eq!(
        text(10, 0),
        "K of every K-th customer must be at least 2, got 0"
    );
    assert_eq!(
        text(10, 1),
        "K of every K-th customer must be at least 2, got 1"
    );
    assert_eq!(
        text(4, 5),
        "putting every K-th customer aside needs at least 5 customers, got 4"
    );
    assert_eq!(Split::every(5, 5).unwrap().test(), [0]);
}

#[test]
fn rows_that_are_not_there_are_refused() {
    let rows = LabelledRows::try_from_iter([([1.0], true), ([2.0], false), ([3.0], true)]).unwrap();
    let refused = rows.view().select([0, 2, 3]).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "item 2 was rejected: row number counted from 0 (3) cannot exceed the last row (2)"
    );
    let refused = Split::every(4, 2).unwrap().select(rows.view()).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "customers of a split and customers given must be equal in number, got 4 and 3"
    );
    let twice = rows.view().select([2, 2, 0]).unwrap();
    assert_eq!(twice.view().features().column(0).to_vec(), [3.0, 3.0, 1.0]);
    assert!(
        rows.view()
            .select([] as [usize; 0])
            .unwrap()
            .view()
            .is_empty()
    );
    // A view that is not in row order.
    let matrix = ndarray::array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
    let columns = LabelledView::new(matrix.t(), &[true, false, true]).unwrap();
    let picked = columns.select([2, 0]).unwrap();
    assert_eq!(
        picked.view().features(),
        ndarray::array![[3.0, 6.0], [1.0, 4.0]]
    );
}
