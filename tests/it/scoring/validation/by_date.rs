//! Splits and folds by date: nothing of the future in the past.

use proptest::prelude::*;
use tenure::scoring::validation::{Folds, Split};

/// Times of observation and lengths of outcome windows.
fn windows() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((0..100_i64, 0..30_i64), 1..60).prop_map(|all| {
        all.into_iter()
            .map(|(day, length)| (day, day + length))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nothing_known_later_is_fitted_to(windows in windows(), from in 0..110_i64) {
        let Ok(split) = Split::by_date(windows.iter().copied(), from) else {
            let trainable = windows.iter().any(|(day, known)| *day < from && *known <= from);
            let testable = windows.iter().any(|(day, _)| *day >= from);
            prop_assert!(!(trainable && testable));
            return Ok(());
        };
        let mut seen = vec![0; windows.len()];
        for &row in split.train() {
            prop_assert!(windows[row].1 <= from && windows[row].0 < from);
            seen[row] += 1;
        }
        for &row in split.test() {
            prop_assert!(windows[row].0 >= from);
            seen[row] += 1;
        }
        // Who is on neither side straddles the beginning of the test.
        let mut left_out = 0;
        for (row, times) in seen.iter().enumerate() {
            prop_assert!(*times <= 1);
            if *times == 0 {
                left_out += 1;
                prop_assert!(windows[row].0 < from && windows[row].1 > from);
            }
        }
        prop_assert_eq!(split.left_out(), left_out);
    }

    /// Each row is judged by its own times: reordered rows, the same sides.
    #[test]
    fn the_order_of_rows_does_not_matter(windows in windows(), from in 0..110_i64) {
        let reversed: Vec<_> = windows.iter().rev().copied().collect();
        let (one, other) = (Split::by_date(windows.clone(), from), Split::by_date(reversed, from));
        let (Ok(one), Ok(other)) = (one, other) else { return Ok(()) };
        let mirror = |rows: &[usize]| rows.iter().rev().map(|row| windows.len() - 1 - row).collect::<Vec<_>>();
        prop_assert_eq!(one.train(), mirror(other.train()));
        prop_assert_eq!(one.test(), mirror(other.test()));
    }

    #[test]
    fn forward_folds_are_splits_by_date_judged_until_the_next(
        windows in windows(), first in 20..50_i64, gap in 5..30_i64,
    ) {
        let cuts = [first, first + gap, first + 2 * gap];
        let Ok(folds) = Folds::forward(windows.iter().copied(), cuts) else { return Ok(()) };
        prop_assert_eq!(folds.splits().len(), 3);
        let mut judged = vec![0; windows.len()];
        let mut fitted = 0;
        for (split, from) in folds.splits().iter().zip(cuts) {
            let whole = Split::by_date(windows.iter().copied(), from).unwrap();
            prop_assert_eq!(split.train(), whole.train());
            prop_assert!(split.test().iter().all(|row| whole.test().contains(row)));
            prop_assert!(split.train().len() >= fitted, "a later fold knows no less");
            fitted = split.train().len();
            for &row in split.test() {
                judged[row] += 1;
            }
        }
        for (row, times) in judged.into_iter().enumerate() {
            prop_assert_eq!(times, usize::from(windows[row].0 >= first));
        }
    }
}

#[test]
fn the_embargo_is_exact_to_the_day() {
    // Known on day 100 itself: may be used. One day later: not.
    let split = Split::by_date([(10, 100), (11, 101), (99, 99), (100, 190)], 100).unwrap();
    assert_eq!(
        (split.train(), split.test(), split.left_out()),
        (&[0, 2][..], &[3][..], 1)
    );
    // Any ordered time, here text.
    let months = [
        ("2026-01", "2026-02"),
        ("2026-02", "2026-03"),
        ("2026-03", "2026-04"),
    ];
    assert_eq!(Split::by_date(months, "2026-02").unwrap().train(), [0]);
}

#[test]
fn what_cannot_be_split_says_why() {
    let refused = |windows: &[(i32, i32)], from| {
        Split::by_date(windows.iter().copied(), from)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refused(&[(1, 2), (3, 2)], 5),
        "item 1 was rejected: the time at which an outcome was known must be at or after the observation"
    );
    let train = "a split by date needs at least 1 customer whose outcome was known when the test period begins, got 0";
    let test = "a split by date needs at least 1 customer observed in the test period, got 0";
    assert_eq!(refused(&[], 5), train);
    assert_eq!(refused(&[(4, 6), (5, 7)], 5), train);
    assert_eq!(refused(&[(1, 2), (2, 3)], 5), test);

    let forward = |cuts: &[i32]| {
        let windows = (0..20).map(|day| (day, day + 2));
        Folds::forward(windows, cuts.iter().copied())
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        forward(&[]),
        "validation by date needs at least 1 cut-off, got 0"
    );
    assert_eq!(
        forward(&[5, 9, 9]),
        "item 2 was rejected: a cut-off must be after the one before it"
    );
    assert_eq!(forward(&[5, 30]), format!("item 1 was rejected: {test}"));
    assert_eq!(forward(&[1, 5]), format!("item 0 was rejected: {train}"));
}
