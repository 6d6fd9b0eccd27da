//! What holds for every score.

use proptest::prelude::*;
use tenure::Merge;
use tenure::scoring::evaluation::{AucDifference, OperatingPoint, Ranking, Scored};
use tenure::units::Level;

use super::ranking;
use crate::support::laws;

/// Any score there is, many of them tied.
fn score() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => (-4..4_i32).prop_map(f64::from),
        2 => 0.0..1.0,
        1 => prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO,
    ]
}

fn rows() -> impl Strategy<Value = Vec<(f64, bool)>> {
    prop::collection::vec((score(), any::<bool>()), 0..60)
}

/// Multiples of 2⁻⁴⁰ in [0, 1], for which 1 − s is exact.
fn dyadic_rows() -> impl Strategy<Value = Vec<(f64, bool)>> {
    let fine = 0..=1_u64 << 40;
    let coarse = (0..=8_u64).prop_map(|eighths| eighths << 37);
    let score = prop_oneof![fine, coarse].prop_map(|k| k as f64 / (1_u64 << 40) as f64);
    prop::collection::vec((score, any::<bool>()), 0..60)
}

fn mapped(rows: &[(f64, bool)], map: impl Fn(f64) -> f64) -> Ranking {
    let rows: Vec<_> = rows
        .iter()
        .map(|&(score, churned)| (map(score), churned))
        .collect();
    ranking(&rows)
}

/// Everything that depends on the order only.
fn figures(ranking: &Ranking) -> impl PartialEq + core::fmt::Debug + use<> {
    let rates = |point: OperatingPoint| (point.true_positives(), point.false_positives());
    let areas = [
        ranking.auc(),
        ranking.gini(),
        ranking.auc_standard_error(),
        ranking.average_precision(),
        ranking.pr_auc_trapezoid(),
        ranking.ks(),
    ];
    (
        areas,
        ranking.auc_interval(Level::P95),
        ranking.youden().map(rates),
        ranking.operating_points().map(rates).collect::<Vec<_>>(),
        ranking.deciles().map(|table| {
            let rows = table.rows().iter();
            rows.map(|row| (row.part(), row.cumulative(), row.ks()))
                .collect::<Vec<_>>()
        }),
        ranking.top(7),
    )
}

#[test]
fn it_is_an_accumulator() {
    let item =
        (score(), any::<bool>()).prop_map(|(score, churned)| Scored::new(score, churned).unwrap());
    laws::accumulator::<Ranking, Scored>(file!(), item);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, source_file: Some(file!()), ..Default::default() })]

    #[test]
    fn the_reversed_score_has_one_less_the_auc(rows in rows()) {
        let (forth, back) = (ranking(&rows), mapped(&rows, |score| -score));
        prop_assert_eq!(back.auc(), forth.auc().map(|auc| 1.0 - auc));
        prop_assert_eq!(forth.auc(), back.auc().map(|auc| 1.0 - auc));
        prop_assert_eq!(back.gini(), forth.gini().map(|gini| 0.0 - gini));
        prop_assert_eq!(back.ks(), forth.ks());
    }

    #[test]
    fn one_less_the_score_has_one_less_the_auc(rows in dyadic_rows()) {
        let (forth, back) = (ranking(&rows), mapped(&rows, |score| 1.0 - score));
        prop_assert_eq!(back.auc(), forth.auc().map(|auc| 1.0 - auc));
    }

    #[test]
    fn exchanging_the_labels_has_one_less_the_auc(rows in rows()) {
        let exchanged: Vec<_> = rows.iter().map(|&(score, churned)| (score, !churned)).collect();
        let (forth, back) = (ranking(&rows), ranking(&exchanged));
        prop_assert_eq!(back.auc(), forth.auc().map(|auc| 1.0 - auc));
    }

    /// Cubes, doubling and exponentials of numbers that stay apart keep every figure to the bit.
    #[test]
    fn only_the_order_counts(rows in prop::collection::vec((-40..40_i32, any::<bool>()), 0..80)) {
        let rows: Vec<_> = rows.into_iter().map(|(score, churned)| (f64::from(score), churned)).collect();
        let plain = figures(&ranking(&rows));
        prop_assert_eq!(&figures(&mapped(&rows, |s| s * s * s)), &plain);
        prop_assert_eq!(&figures(&mapped(&rows, |s| 2.0 * s - 1000.0)), &plain);
        prop_assert_eq!(&figures(&mapped(&rows, f64::exp)), &plain);
        prop_assert_eq!(&figures(&mapped(&rows, |s| 1.0 / (1.0 + (-s / 8.0).exp()))), &plain);
    }

    #[test]
    fn neither_order_nor_sharding_counts(rows in rows(), cut in any::<prop::sample::Index>(), turn in any::<prop::sample::Index>()) {
        let whole = ranking(&rows);
        let mut turned = rows.clone();
        turned.reverse();
        if !rows.is_empty() {
            turned.rotate_left(turn.index(rows.len()));
        }
        prop_assert_eq!(figures(&ranking(&turned)), figures(&whole));
        let (left, right) = rows.split_at(cut.index(rows.len() + 1));
        let mut merged = ranking(left);
        merged.merge(ranking(right));
        prop_assert_eq!(figures(&merged), figures(&whole));
        // One after the other, asked while some still wait to be put in order.
        let mut pushed = Ranking::default();
        for &(score, churned) in &rows {
            pushed.push(Scored::new(score, churned).unwrap());
        }
        prop_assert_eq!(figures(&pushed), figures(&whole));
        prop_assert_eq!(pushed.groups().collect::<Vec<_>>(), whole.groups().collect::<Vec<_>>());
        pushed.sort();
        prop_assert_eq!(figures(&pushed), figures(&whole));
    }

    /// The definition: all pairs, one by one.
    #[test]
    fn the_auc_is_that_of_all_pairs(rows in rows()) {
        let churned = || rows.iter().filter(|row| row.1);
        let stayed = || rows.iter().filter(|row| !row.1);
        let mut twice = 0_u32;
        for left in churned() {
            for right in stayed() {
                twice += if left.0 > right.0 { 2 } else { u32::from(left.0 == right.0) };
            }
        }
        let pairs = churned().count() * stayed().count();
        let want = (pairs > 0).then(|| f64::from(twice) / (2 * pairs) as f64);
        let got = ranking(&rows).auc();
        prop_assert_eq!(got.is_some(), want.is_some());
        if let (Some(got), Some(want)) = (got, want) {
            // Rounded to a multiple of 2^-53.
            prop_assert!((got - want).abs() <= f64::EPSILON / 2.0, "{} {}", got, want);
        }
    }

    #[test]
    fn every_figure_is_in_its_range(rows in rows()) {
        let ranking = ranking(&rows);
        let (m, n) = (ranking.churned(), ranking.stayed());
        prop_assert_eq!(ranking.customers(), rows.len() as u64);
        let known = m > 0 && n > 0;
        for figure in [ranking.auc(), ranking.average_precision(), ranking.pr_auc_trapezoid(), ranking.ks()] {
            prop_assert_eq!(figure.is_some(), known);
            prop_assert!(figure.is_none_or(|figure| (0.0..=1.0).contains(&figure)));
        }
        // The least average precision there can be: every stayer above every churner.
        if let Some(precision) = ranking.average_precision() {
            let least = (1..=m).map(|i| i as f64 / (i + n) as f64).sum::<f64>() / m as f64;
            prop_assert!(precision >= least - 1e-15, "{} {}", precision, least);
        }
        for level in [Level::P80, Level::P95, Level::P99] {
            if let Some(interval) = ranking.auc_interval(level) {
                prop_assert!(interval.contains(ranking.auc().unwrap()));
                prop_assert!(0.0 <= interval.lower() && interval.upper() <= 1.0);
                prop_assert!(interval.width() > 0.0);
            }
        }
        prop_assert_eq!(ranking.auc_standard_error().is_some(), m > 1 && n > 1);
        if m > 1 && n > 1 {
            prop_assert!(ranking.auc_interval(Level::P95).is_some());
        }
    }

    #[test]
    fn curves_climb_from_corner_to_corner(rows in rows()) {
        let ranking = ranking(&rows);
        let roc: Vec<_> = ranking.roc_curve().collect();
        let pr: Vec<_> = ranking.pr_curve().collect();
        if ranking.auc().is_none() {
            prop_assert!(roc.is_empty() && pr.is_empty());
            return Ok(());
        }
        prop_assert_eq!(roc.len(), ranking.groups().len() + 1);
        prop_assert_eq!((roc[0], roc[roc.len() - 1]), ((0.0, 0.0), (1.0, 1.0)));
        prop_assert_eq!(pr[0], (0.0, 1.0));
        prop_assert_eq!(pr[pr.len() - 1], (1.0, ranking.prevalence().unwrap().get()));
        let mut area = 0.0;
        for pair in roc.windows(2) {
            prop_assert!(pair[0].0 <= pair[1].0 && pair[0].1 <= pair[1].1);
            area += (pair[1].0 - pair[0].0) * f64::midpoint(pair[0].1, pair[1].1);
        }
        prop_assert!((area - ranking.auc().unwrap()).abs() <= 1e-14);
        let highest = ranking.operating_points().map(|p| p.youden_index().abs()).fold(0.0, f64::max);
        prop_assert_eq!(ranking.ks(), Some(highest));
        for point in ranking.operating_points() {
            let band = point.true_positive_interval(Level::P95).unwrap();
            prop_assert!(band.contains(point.true_positive_rate().get()));
            let band = point.false_positive_interval(Level::P95).unwrap();
            prop_assert!(band.contains(point.false_positive_rate().get()));
            let precision = point.precision_interval(Level::P95);
            prop_assert!(precision.is_none_or(|i| i.contains(point.precision().unwrap().get())));
            prop_assert_eq!(point.flagged() == 0, point.threshold().is_none());
        }
    }

    /// Comparing a score with itself, and with its reverse.
    #[test]
    fn differences_of_a_score_with_itself(rows in rows()) {
        let twice = rows.iter().map(|&(score, churned)| (score, score, churned));
        let ranking = ranking(&rows);
        match AucDifference::paired(twice) {
            Err(_) => prop_assert!(ranking.auc().is_none()),
            Ok(difference) => {
                prop_assert_eq!(difference.estimate().to_bits(), 0);
                prop_assert_eq!(Some(difference.first()), ranking.auc());
                prop_assert!(difference.standard_error().is_none_or(|se| se == 0.0));
                prop_assert_eq!(difference.test(), None);
                prop_assert_eq!(difference.interval(Level::P95), None);
            }
        }
        let reversed = rows.iter().map(|&(score, churned)| (score, -score, churned));
        if let Ok(difference) = AucDifference::paired(reversed) {
            prop_assert!((difference.estimate() - ranking.gini().unwrap()).abs() <= 1e-15);
            if let (Some(one), Some(both)) = (ranking.auc_standard_error(), difference.standard_error()) {
                prop_assert!((both - 2.0 * one).abs() <= 1e-12);
            }
        }
    }
}
