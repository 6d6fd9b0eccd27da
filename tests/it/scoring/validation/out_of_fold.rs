//! Scores of customers a model has not seen.

use proptest::prelude::*;
use tenure::Error;
use tenure::scoring::validation::Folds;

use super::labels;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A "model" that remembers whom it saw would be caught scoring them.
    #[test]
    fn nobody_is_scored_by_a_model_that_saw_them(churned in labels(3), repeats in 1_usize..3, seed: u64) {
        let folds = Folds::repeated(&churned, 3, repeats, seed).unwrap();
        let scores = folds
            .out_of_fold(
                |train| Ok::<_, Error>(train.to_vec()),
                |saw, row| {
                    assert!(!saw.contains(&row));
                    Ok(row as f64)
                },
            )
            .unwrap();
        let mut times = vec![0; churned.len()];
        for (row, score) in scores.iter() {
            prop_assert_eq!(*score, row as f64);
            times[row] += 1;
        }
        prop_assert!(times.iter().all(|n| *n == repeats));
        prop_assert_eq!(scores.rows(), churned.len());
        // The label goes with its own score.
        for (score, label) in scores.labelled(&churned).unwrap() {
            let row = (0..churned.len()).find(|row| *row as f64 == score).unwrap();
            prop_assert_eq!(label, churned[row]);
        }
        // Fold by fold, as the splits list them.
        prop_assert_eq!(scores.by_fold().len(), folds.splits().len());
        for (fold, split) in scores.by_fold().zip(&folds) {
            prop_assert_eq!(fold.map(|(row, _)| row).collect::<Vec<_>>(), split.test());
        }
    }
}

#[test]
fn errors_of_any_library_come_through() {
    let folds = Folds::stratified([true, false, true, false], 2, 1).unwrap();
    let failed = folds.out_of_fold(|_| Err::<(), _>("no forest grew"), |(), _| Ok(0.5));
    assert_eq!(failed.unwrap_err(), "no forest grew");
    let failed = folds.out_of_fold(
        |_| Ok(()),
        |(), row| if row == 3 { Err("lost") } else { Ok(0.5) },
    );
    assert_eq!(failed.unwrap_err(), "lost");
}

#[test]
fn labels_must_be_as_many_as_customers() {
    let folds = Folds::stratified([true, false, true, false], 2, 1).unwrap();
    let scores = folds
        .out_of_fold(|_| Ok::<_, Error>(()), |(), _| Ok(0.5))
        .unwrap();
    let refused = scores.labelled([true, false]).err().unwrap();
    assert_eq!(
        refused.to_string(),
        "customers scored and labels must be equal in number, got 4 and 2"
    );
}
