//! Bad input and odd input.

use tenure::Merge;
use tenure::scoring::evaluation::{AucDifference, AucMethod, Ranking, ScoreGroup, Scored};
use tenure::units::{Finite, Level, Proportion};

use super::ranking;

#[test]
fn what_is_no_score_is_named() {
    for (bad, shown) in [
        (f64::NAN, "NaN"),
        (f64::INFINITY, "inf"),
        (f64::NEG_INFINITY, "-inf"),
    ] {
        let rows = [(0.5, true), (0.25, false), (bad, true), (f64::NAN, false)];
        let error = Ranking::try_from_iter(rows).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("item 2 was rejected: score must be a finite number, got {shown}")
        );
        let mut kept = ranking(&rows[..2]);
        assert_eq!(
            kept.try_extend(rows).unwrap_err().to_string(),
            error.to_string()
        );
        assert_eq!(kept, ranking(&rows[..2]));

        let pairs = [(0.1, 0.2, true), (0.5, bad, false)];
        assert_eq!(
            AucDifference::paired(pairs).unwrap_err().to_string(),
            format!("item 1 was rejected: second score must be a finite number, got {shown}")
        );
        let pairs = [(bad, bad, true)];
        assert_eq!(
            AucDifference::paired(pairs).unwrap_err().to_string(),
            format!("item 0 was rejected: first score must be a finite number, got {shown}")
        );
    }
}

#[test]
fn rows_come_in_many_forms() {
    let want = ranking(&[(0.25, true), (0.5, false)]);
    let (scores, churned) = ([0.25, 0.5], [true, false]);
    let share = |p| Proportion::new(p).unwrap();
    assert_eq!(
        Ranking::try_from_iter([(0.25, true), (0.5, false)]).unwrap(),
        want
    );
    assert_eq!(
        Ranking::try_from_iter(scores.iter().zip(&churned)).unwrap(),
        want
    );
    assert_eq!(
        Ranking::try_from_iter(scores.map(share).into_iter().zip(churned)).unwrap(),
        want
    );
    let pairs = [(share(0.25), true), (share(0.5), false)];
    assert_eq!(Ranking::try_from_iter(pairs.iter()).unwrap(), want);
    let finite = scores.map(|score| (Finite::new(score).unwrap(), score < 0.3));
    assert_eq!(finite.map(Scored::from).iter().collect::<Ranking>(), want);
    let checked = [
        Scored::new(0.25, true).unwrap(),
        Scored::new(0.5, false).unwrap(),
    ];
    assert_eq!((checked[0].score(), checked[0].churned()), (0.25, true));
    assert_eq!(Ranking::try_from_iter(checked).unwrap(), want);
}

#[test]
fn one_class_only_says_nothing() {
    for rows in [
        &[][..],
        &[(0.5, true), (0.1, true)],
        &[(0.5, false), (0.1, false)],
    ] {
        let got = ranking(rows);
        let figures = [
            got.auc(),
            got.gini(),
            got.auc_standard_error(),
            got.average_precision(),
            got.pr_auc_trapezoid(),
            got.ks(),
            got.ks_threshold(),
        ];
        assert_eq!(figures, [None; 7]);
        assert_eq!(got.auc_interval(Level::P95), None);
        assert_eq!(got.auc_interval_with(AucMethod::Wald, Level::P95), None);
        assert_eq!(got.youden(), None);
        assert_eq!(
            got.operating_points().count() + got.roc_curve().count() + got.pr_curve().count(),
            0
        );
        assert_eq!(
            got.auc_difference(&ranking(&[(1.0, true), (0.0, false)])),
            None
        );
        let paired = rows.iter().map(|&(score, churned)| (score, score, churned));
        let nobody = AucDifference::paired(paired).unwrap_err().to_string();
        let outcome = if rows.iter().any(|(_, churned)| *churned) {
            "stayed"
        } else {
            "churned"
        };
        assert_eq!(
            nobody,
            format!("a difference of AUCs needs at least 1 customer who {outcome}, got 0")
        );
        // The list itself can be drawn up, and everybody in it, or nobody, left.
        assert_eq!(got.deciles().is_some(), !rows.is_empty());
        assert_eq!(got.prevalence().is_some(), !rows.is_empty());
    }
    let nobody_left = ranking(&[(0.5, false), (0.1, false)]).top(1).unwrap();
    assert_eq!(nobody_left.precision(), Some(Proportion::ZERO));
    assert_eq!((nobody_left.capture(), nobody_left.lift()), (None, None));
    assert_eq!(nobody_left.lift_interval(Level::P95), None);
}

#[test]
fn one_row_a_class() {
    let right = ranking(&[(0.8, true), (0.2, false)]);
    assert_eq!(right.auc(), Some(1.0));
    assert_eq!(right.auc_standard_error(), None);
    // One pair in the right order: 1 of 1 by Clopper and Pearson.
    let interval = right.auc_interval(Level::P95).map(|i| format!("{i:.3}"));
    assert_eq!(interval.as_deref(), Some("0.025 to 1.000"));
    let wrong = ranking(&[(0.2, true), (0.8, false)]);
    assert_eq!(wrong.auc(), Some(0.0));
    let interval = wrong.auc_interval(Level::P95).map(|i| format!("{i:.3}"));
    assert_eq!(interval.as_deref(), Some("0.000 to 0.975"));
    let nobody = wrong.youden().unwrap(); // upside down: best flag nobody
    assert_eq!((nobody.threshold(), nobody.flagged()), (None, 0));
    assert_eq!((wrong.ks(), wrong.ks_threshold()), (Some(1.0), Some(0.8)));
    // A single churner in between: no variance of one.
    let between = ranking(&[(0.5, true), (0.2, false), (0.8, false)]);
    assert_eq!(
        (between.auc(), between.auc_standard_error()),
        (Some(0.5), None)
    );
    assert_eq!(between.auc_interval(Level::P95), None);
    let twice = [(0.5, 0.6, true), (0.2, 0.8, false), (0.8, 0.7, false)];
    let difference = AucDifference::paired(twice).unwrap();
    assert_eq!(difference.estimate(), 0.5);
    assert_eq!(
        (difference.standard_error(), difference.covariance()),
        (None, None)
    );
    assert_eq!(
        (difference.test(), difference.interval(Level::P95)),
        (None, None)
    );
}

/// No standard error is honest there: pairs that share no customer are counted instead.
#[test]
fn a_perfect_order_is_not_certain() {
    let perfect: Vec<_> = (0..16).map(|i| (f64::from(i), i >= 8)).collect();
    for method in [AucMethod::Logit, AucMethod::Wald] {
        let interval = ranking(&perfect)
            .auc_interval_with(method, Level::P95)
            .unwrap();
        assert_eq!(format!("{interval:.3}"), "0.631 to 1.000");
        let reversed: Vec<_> = perfect.iter().map(|&(s, churned)| (-s, churned)).collect();
        let interval = ranking(&reversed)
            .auc_interval_with(method, Level::P95)
            .unwrap();
        assert_eq!(format!("{interval:.3}"), "0.000 to 0.369");
        let tied: Vec<_> = perfect.iter().map(|&(_, churned)| (3.0, churned)).collect();
        let interval = ranking(&tied)
            .auc_interval_with(method, Level::P95)
            .unwrap();
        assert_eq!(format!("{interval:.3}"), "0.315 to 0.685");
    }
    assert_eq!(AucMethod::default(), AucMethod::Logit);
    assert_eq!(AucMethod::Logit.to_string(), "DeLong, logit");
    assert_eq!(format!("{:>14}", AucMethod::Wald), "  DeLong, Wald");
}

#[test]
fn all_scores_the_same() {
    let got = ranking(&[(0.3, false), (0.3, true), (0.3, true), (0.3, false)]);
    assert_eq!(
        (got.auc(), got.gini(), got.ks()),
        (Some(0.5), Some(0.0), Some(0.0))
    );
    assert_eq!(got.auc_standard_error(), Some(0.0));
    assert_eq!(got.average_precision(), Some(0.5));
    assert_eq!(got.ks_threshold(), None);
    assert_eq!(
        got.roc_curve().collect::<Vec<_>>(),
        [(0.0, 0.0), (1.0, 1.0)]
    );
    // Half of each row, whatever its length.
    assert_eq!(got.top(1).unwrap().hits(), 0.5);
    assert_eq!(got.top(3).unwrap().lift(), Some(1.0));
}

#[test]
fn zeros_of_both_signs_are_tied() {
    let got = ranking(&[(0.0, true), (-0.0, false)]);
    assert_eq!(got.auc(), Some(0.5));
    assert_eq!(got.groups().len(), 1);
    assert!(got.groups().all(|group| group.score().is_sign_positive()));
    let paired = [(0.0, -0.0, true), (-0.0, 0.0, false)];
    assert_eq!(AucDifference::paired(paired).unwrap().first(), 0.5);
}

#[test]
fn subnormal_and_huge_scores_keep_their_order() {
    let rows = [
        (f64::MAX, true),
        (5e-324, true),
        (0.0, false),
        (-5e-324, false),
        (f64::MIN, false),
    ];
    let got = ranking(&rows);
    assert_eq!(got.auc(), Some(1.0));
    assert_eq!(
        got.groups().map(ScoreGroup::score).collect::<Vec<_>>(),
        rows.map(|row| row.0)
    );
    let wrong = ranking(&[(5e-324, true), (1e-323, false)]);
    assert_eq!(wrong.auc(), Some(0.0));
    // Means of scores whose sum is beyond the range.
    let huge = ranking(&[
        (f64::MAX, true),
        (f64::MAX, false),
        (f64::MAX, true),
        (-1.0, false),
    ]);
    let table = huge.quantile_table(2).unwrap();
    assert_eq!(table.rows()[0].mean_score(), Some(f64::MAX));
}

/// A counter in single precision stops at 2²⁴; doubling a state gets there in no time.
#[test]
fn more_customers_than_single_precision_counts() {
    let mut many = ranking(&[(0.9, true), (0.5, true), (0.5, false), (0.1, false)]);
    for _ in 0..24 {
        let copy = many.clone();
        many.merge(copy);
    }
    many.merge(ranking(&[(0.9, true)]));
    assert_eq!(many.churned(), (1 << 25) + 1);
    assert_eq!(
        many.groups().next().map(ScoreGroup::churned),
        Some((1 << 24) + 1)
    );
    let (k, won) = (
        f64::from(1 << 24),
        4.0 * f64::from(1 << 24) * f64::from(1 << 24),
    );
    let want = (won - 0.5 * k * k + 2.0 * k) / ((2.0 * k + 1.0) * 2.0 * k);
    assert!((many.auc().unwrap() - want).abs() < 1e-15);
    assert_eq!(many.top((1 << 24) + 1).unwrap().hits(), k + 1.0);
    let interval = many.auc_interval(Level::P95).unwrap();
    assert!(interval.contains(want) && interval.width() < 1e-3);
}

/// Merging is total: counts stop, figures of pairs are then `None`, and nothing is NaN.
#[test]
fn doubling_for_ever() {
    let mut many = ranking(&[(0.9, true), (0.5, true), (0.5, false), (0.1, false)]);
    for doublings in 1..=80 {
        let copy = many.clone();
        many.merge(copy);
        let exact = doublings <= 61;
        assert_eq!(many.auc(), exact.then_some(0.875), "{doublings}");
        for figure in [
            many.auc_standard_error(),
            many.ks(),
            many.average_precision(),
            many.gini(),
        ] {
            assert!(figure.is_none_or(f64::is_finite), "{doublings}");
        }
        let table = many.deciles().unwrap();
        let ks = table.rows().iter().filter_map(|row| row.ks());
        assert!(ks.fold(0.0, f64::max) <= 1.0);
        assert!(table.to_string().lines().count() == 11);
        let half = many.top_share(Proportion::new(0.5).unwrap()).unwrap();
        assert!((0.0..=1.0).contains(&half.capture().unwrap().get()));
        assert!(half.lift_interval(Level::P95).is_some());
    }
    assert!(many.groups().all(|group| group.customers() == u64::MAX));
}
