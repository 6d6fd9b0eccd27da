//! Which λ? Against sums written out by hand, and on what cannot be chosen from.

use proptest::prelude::*;
use tenure::Error;
use tenure::scoring::validation::{Folds, LambdaPath};
use tenure::scoring::{LabelledRows, LogisticChurn};

use super::labels;
use crate::support::{assert_close, churn};

/// Log-odds of the churn rate among `train`, shrunk towards 0 by λ customers who never were.
fn shrunk(churned: &[bool], lambda: f64, train: &[usize]) -> f64 {
    let k = train.iter().filter(|&&row| churned[row]).count() as f64 + lambda / 2.0;
    libm::log(k / (train.len() as f64 + lambda - k))
}

fn path(folds: &Folds, churned: &[bool], lambdas: &[f64]) -> Result<LambdaPath, Error> {
    LambdaPath::choose(
        folds,
        churned,
        lambdas.iter().copied(),
        |lambda, train| Ok(shrunk(churned, lambda, train)),
        |log_odds, _| Ok(*log_odds),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn means_and_errors_are_those_of_the_formula(churned in labels(4), repeats in 1_usize..3, seed: u64) {
        let folds = Folds::repeated(&churned, 4, repeats, seed).unwrap();
        let found = path(&folds, &churned, &[3.0, 0.5]).unwrap();
        for (loss, lambda) in found.losses().iter().zip([0.5, 3.0]) {
            prop_assert_eq!(loss.lambda(), lambda);
            let mut of_folds = Vec::new();
            for split in &folds {
                let p = 1.0 / (1.0 + libm::exp(-shrunk(&churned, lambda, split.train())));
                let lost: f64 = split.test().iter().map(|&row| -libm::log(if churned[row] { p } else { 1.0 - p })).sum();
                of_folds.push((split.test().len() as f64, lost));
            }
            let n: f64 = of_folds.iter().map(|(n, _)| n).sum();
            let mean = of_folds.iter().map(|(_, lost)| lost).sum::<f64>() / n;
            let spread: f64 = of_folds.iter().map(|(n, lost)| n * (lost / n - mean) * (lost / n - mean)).sum();
            assert_close(loss.log_loss(), mean, 1e-13);
            // Differences of nearly equal folds lose digits in the plain sums here.
            assert_close(loss.standard_error() + 0.01, (spread / n / 3.0).sqrt() + 0.01, 1e-9);
        }
    }

    #[test]
    fn best_is_least_and_simplest_is_the_largest_within_one_error(churned in labels(4), seed: u64) {
        let folds = Folds::stratified(&churned, 4, seed).unwrap();
        let found = path(&folds, &churned, &[16.0, 0.25, 1.0, 4.0, 64.0, 256.0]).unwrap();
        let (best, simplest) = (found.best(), found.simplest());
        prop_assert!(found.losses().iter().all(|one| one.log_loss() >= best.log_loss()));
        let limit = best.log_loss() + best.standard_error();
        prop_assert!(simplest.log_loss() <= limit && simplest.lambda() >= best.lambda());
        prop_assert!(found.losses().iter().all(|one| one.lambda() <= simplest.lambda() || one.log_loss() > limit));
        prop_assert!(found.losses().is_sorted_by(|a, b| a.lambda() < b.lambda()));
    }
}

/// A flat path: whatever is as good as the best and larger is preferred.
#[test]
fn ties_go_to_the_larger_penalty() {
    let churned = [true, false, true, false, true, false];
    let folds = Folds::stratified(churned, 3, 1).unwrap();
    let found = path(&folds, &churned, &[1.0, 2.0, 0.0]).unwrap();
    assert_eq!(
        (found.best().lambda(), found.simplest().lambda()),
        (2.0, 2.0)
    );
    assert_eq!(found.best().standard_error(), 0.0);
    assert_eq!(
        found.to_string(),
        "λ = 0: log loss 0.6931 ± 0.0000\nλ = 1: log loss 0.6931 ± 0.0000\n\
         λ = 2: log loss 0.6931 ± 0.0000 (best, and simplest within one standard error)"
    );
}

/// Log-odds of ±800, where a probability is 0 or 1 and its logarithm infinite: the loss is 800.
#[test]
fn certainty_that_is_wrong_costs_its_log_odds() {
    let churned = [true, false, true, false];
    let folds = Folds::stratified(churned, 2, 1).unwrap();
    let sure = |wrong: f64| {
        LambdaPath::choose(
            &folds,
            churned,
            [1.0],
            |_, _| Ok::<_, Error>(()),
            |(), row| Ok(if churned[row] { -wrong } else { wrong }),
        )
    };
    assert_eq!(sure(800.0).unwrap().best().log_loss(), 800.0);
    assert_eq!(sure(-800.0).unwrap().best().log_loss(), 0.0);
    let text = |wrong| sure(wrong).unwrap_err().to_string();
    assert_eq!(
        text(f64::INFINITY),
        "item 0 was rejected: log-odds of churn must be a finite number, got -inf"
    );
    assert_eq!(
        text(f64::NAN),
        "item 0 was rejected: log-odds of churn must be a finite number, got NaN"
    );
    assert_eq!(
        text(1e308),
        "mean log loss has no finite value: the log-odds are too large to be added up"
    );
}

#[test]
fn what_cannot_be_chosen_from_says_why() {
    let churned = [true, false, true, false];
    let folds = Folds::stratified(churned, 2, 1).unwrap();
    let text = |lambdas: &[f64]| path(&folds, &churned, lambdas).unwrap_err().to_string();
    assert_eq!(text(&[]), "choosing λ needs at least 1 value to try, got 0");
    assert_eq!(
        text(&[1.0, -1.0]),
        "item 1 was rejected: λ must be at least 0, got -1"
    );
    assert_eq!(
        text(&[f64::NAN]),
        "item 0 was rejected: λ must be a finite number, got NaN"
    );
    assert_eq!(
        text(&[0.0, 1.0, -0.0]),
        "item 2 was rejected: λ occurs twice"
    );
    let refused = path(&folds, &[true, false], &[1.0]).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "customers of the folds and labels must be equal in number, got 4 and 2"
    );
    let one = Folds::forward([(1, 1), (2, 2), (3, 3), (4, 4)], [3]).unwrap();
    assert_eq!(
        path(&one, &churned, &[1.0]).unwrap_err().to_string(),
        "choosing λ needs at least 2 folds, got 1"
    );
}

/// The ridge of the library is what its fitter gives on each fold's rows, judged by hand.
#[test]
fn a_ridge_path_is_its_fits() {
    let (names, rows) = churn::data("spector");
    let all = LabelledRows::try_from_iter(rows.iter().map(|(row, left)| (row, *left))).unwrap();
    let folds = Folds::stratified(all.view().churned(), 4, 3).unwrap();
    let fitter = LogisticChurn::fitter().features(names);
    let lambdas = [100.0, 0.3, 3.0];
    let found = LambdaPath::ridge(&fitter, all.view(), &folds, lambdas).unwrap();
    let by_hand = LambdaPath::choose(
        &folds,
        all.view().churned(),
        lambdas,
        |lambda, train| {
            let part = train
                .iter()
                .map(|&row| (rows[row].0.as_slice(), rows[row].1));
            Ok::<_, Error>(fitter.clone().ridge(lambda).fit(part)?.into_model())
        },
        |model, row| model.logit(&rows[row].0),
    );
    assert_eq!(found, by_hand.unwrap());
    // Some penalty helps on 32 students, and too much of it does not.
    assert!(found.losses()[2].log_loss() > found.best().log_loss());
}

/// A weight of 2 is the customer twice, a weight of 0 nobody.
#[test]
fn weights_count_in_the_fit_and_in_the_loss() {
    let (_, rows) = churn::data("spector");
    let weight = |place: usize| [1.0, 2.0, 0.0, 1.0][place % 4];
    let weighted = rows.iter().enumerate();
    let weighted = weighted.map(|(place, (row, left))| (row, *left, weight(place)));
    let weighted = LabelledRows::try_from_weighted_iter(weighted).unwrap();
    let labels: Vec<bool> = rows.iter().map(|(_, left)| *left).collect();
    let folds = Folds::stratified(&labels, 3, 5).unwrap();
    let fitter = LogisticChurn::fitter();
    let path = LambdaPath::ridge(&fitter, weighted.view(), &folds, [2.0]).unwrap();

    let (mut lost, mut customers) = (0.0, 0.0);
    for split in &folds {
        let copies = split.train().iter().flat_map(|&row| {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "0, 1 or 2"
            )]
            let times = weight(row) as usize;
            core::iter::repeat_n((&rows[row].0, rows[row].1), times)
        });
        let model = fitter.clone().ridge(2.0).fit(copies).unwrap().into_model();
        for &row in split.test() {
            let p = model.score(&rows[row].0).unwrap().get();
            lost -= weight(row) * libm::log(if labels[row] { p } else { 1.0 - p });
            customers += weight(row);
        }
    }
    assert_close(path.best().log_loss(), lost / customers, 1e-12);

    let none = rows.iter().map(|(row, left)| (row, *left, 0.0));
    let none = LabelledRows::try_from_weighted_iter(none).unwrap();
    assert!(LambdaPath::ridge(&fitter, none.view(), &folds, [2.0]).is_err());
}
