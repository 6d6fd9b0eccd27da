//! Platt scaling and isotonic calibration.

use proptest::prelude::*;
use tenure::scoring::evaluation::{CalibrationBins, Forecasts, IsotonicCalibration, PlattScaling};
use tenure::units::Proportion;

use super::{logits, scored, scores, share};
use crate::support::assert_close;

fn mixed(items: &[(f64, bool)]) -> bool {
    let churned = items.iter().filter(|item| item.1).count();
    let (least, most) = items.iter().fold((f64::MAX, f64::MIN), |(a, b), item| {
        (a.min(item.0), b.max(item.0))
    });
    churned > 0 && churned < items.len() && least < most
}

/// At the maximum the smoothed targets and the probabilities have equal sums and equal moments.
#[test]
fn the_curve_of_platt_is_the_best_one() {
    for (name, block) in [
        ("spector", "mle"),
        ("anes96", "ridge_C1_raw"),
        ("fair", "mle"),
    ] {
        let items = logits(name, block);
        let curve = PlattScaling::fit(items.iter().copied()).unwrap();
        let churned = items.iter().filter(|item| item.1).count() as f64;
        let stayed = items.len() as f64 - churned;
        let (high, low) = ((churned + 1.0) / (churned + 2.0), 1.0 / (stayed + 2.0));
        let (mut sum, mut moment, mut size) = (0.0, 0.0, 0.0);
        for &(s, y) in &items {
            let rest = if y { high } else { low } - curve.probability(s).unwrap().get();
            sum += rest;
            moment += rest * s;
            size += s.abs();
        }
        assert!(sum.abs() <= 1e-12 * items.len() as f64, "{name}: {sum:e}");
        assert!(moment.abs() <= 1e-12 * size, "{name}: {moment:e}");
        // In sample the model was calibrated already: the curve hardly moves it.
        assert!(
            block != "mle" || (curve.slope() - 1.0).abs() < 0.25,
            "{}",
            curve.slope()
        );
    }
}

#[test]
fn separated_scores_have_a_curve_too() {
    let items = [(-2.0, false), (-1.0, false), (1.0, true), (2.0, true)];
    let curve = PlattScaling::fit(items).unwrap();
    assert!(curve.slope() > 0.0 && curve.intercept().abs() < 1e-12);
    // Symmetric, and the target of each class is ¾ and ¼.
    let p = curve.probability(1.5).unwrap().get();
    assert!((0.7..0.8).contains(&p), "{p}");
    // Beyond what exp can do it is certain, not NaN.
    assert_eq!(curve.probability(f64::MAX).unwrap(), Proportion::ONE);
    assert_eq!(curve.probability(f64::MIN).unwrap(), Proportion::ZERO);
    // Scores over the whole range of doubles.
    let wide = [
        (-1.7e308, false),
        (-1e308, true),
        (1e308, false),
        (1.7e308, true),
    ];
    let wide = PlattScaling::fit(wide).unwrap();
    let p = wide.probability(1.7e308).unwrap().get();
    assert!((0.5..1.0).contains(&p), "{p}");
}

#[test]
fn pools_by_hand() {
    // 1, 0 | 1, 0, 0 | 1: the violators 1 0 and 1 0 0 are pooled, to ½ and ⅓, and those again to ⅖.
    let items = [
        (1.0, true),
        (2.0, false),
        (3.0, true),
        (4.0, false),
        (5.0, false),
        (6.0, true),
    ];
    let curve = IsotonicCalibration::fit(items).unwrap();
    let corners: Vec<_> = curve
        .corners()
        .iter()
        .map(|(s, p)| (s.get(), p.get()))
        .collect();
    assert_eq!(corners, [(1.0, 0.4), (5.0, 0.4), (6.0, 1.0)]);
    assert_eq!(curve.probability(-9.0).unwrap(), share(0.4));
    assert_eq!(curve.probability(3.3).unwrap(), share(0.4));
    assert_close(curve.probability(5.5).unwrap().get(), 0.7, 1e-15);
    assert_eq!(curve.probability(1e300).unwrap(), Proportion::ONE);
    // Neighbours at the ends of the range of doubles.
    let wide = IsotonicCalibration::fit([(-1.7e308, false), (1.7e308, true)]).unwrap();
    assert_eq!(wide.probability(0.0).unwrap(), share(0.5));
    // Subnormal neighbours: there is nothing between them, so nothing to draw.
    let tiny = IsotonicCalibration::fit([(0.0, false), (f64::from_bits(1), true)]).unwrap();
    assert_eq!(
        tiny.probability(f64::from_bits(1)).unwrap(),
        Proportion::ONE
    );
    assert_eq!(tiny.probability(-0.0).unwrap(), Proportion::ZERO);
}

/// Repaired in sample, the expected error by distinct forecasts vanishes.
#[test]
fn recalibrated_forecasts_are_calibrated() {
    let items = scored("fair", "mle");
    let curve = IsotonicCalibration::fit(items.iter().copied()).unwrap();
    let recalibrated = items
        .iter()
        .map(|&(s, y)| (curve.probability(s).unwrap(), y));
    let recalibrated: Vec<_> = recalibrated.collect();
    let all = Forecasts::try_from_iter(&recalibrated).unwrap();
    let before = Forecasts::try_from_iter(&items).unwrap();
    let error = all.calibration(CalibrationBins::Distinct).unwrap();
    assert!(error.expected_error().unwrap() < 1e-15);
    assert!(all.brier().score().unwrap() < before.brier().score().unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn platt_does_not_see_the_scale(items in scores(60), stretch in prop_oneof![0.01..100.0, -100.0..-0.01], shift in -1e3..1e3) {
        prop_assume!(mixed(&items));
        let plain = PlattScaling::fit(items.iter().copied()).unwrap();
        let moved = PlattScaling::fit(items.iter().map(|&(s, y)| (stretch * s + shift, y))).unwrap();
        for &(s, _) in &items {
            let (a, b) = (plain.probability(s).unwrap().get(), moved.probability(stretch * s + shift).unwrap().get());
            // Shifting by a thousand rounds scores of about 0.01 at 1e-11 of themselves.
            prop_assert!((a - b).abs() <= 1e-9, "{} {}", a, b);
            prop_assert!(a > 0.0 && a < 1.0);
        }
        // Row order does not matter, to the bit.
        prop_assert_eq!(PlattScaling::fit(items.iter().rev().copied()).unwrap(), plain);
        // Other outcomes, other side.
        let other = PlattScaling::fit(items.iter().map(|&(s, y)| (s, !y))).unwrap();
        prop_assert!((other.slope() + plain.slope()).abs() <= 1e-9 * (1.0 + plain.slope().abs()));
    }

    #[test]
    fn isotonic_rises_keeps_the_mean_and_changes_nothing_twice(items in scores(80)) {
        let curve = IsotonicCalibration::fit(items.iter().copied()).unwrap();
        let learnt = |s: f64| curve.probability(s).unwrap();
        let mut last = Proportion::ZERO;
        for step in -50..=50_i32 {
            let p = learnt(f64::from(step) / 10.0);
            prop_assert!(p >= last);
            last = p;
        }
        let total: f64 = items.iter().map(|&(s, _)| learnt(s).get()).sum();
        let churned = items.iter().filter(|item| item.1).count() as f64;
        prop_assert!((total - churned).abs() <= 1e-12 * items.len() as f64);
        // Learnt again from what it gave, it is the identity on it.
        let again = IsotonicCalibration::fit(items.iter().map(|&(s, y)| (learnt(s), y))).unwrap();
        for &(s, _) in &items {
            let p = learnt(s);
            prop_assert!((again.probability(p).unwrap().get() - p.get()).abs() <= 1e-15);
        }
        // No rising curve is nearer: not the base rate, not the best threshold.
        let loss = |f: &dyn Fn(f64) -> f64| -> f64 {
            items.iter().map(|&(s, y)| (f64::from(u8::from(y)) - f(s)).powi(2)).sum()
        };
        let best = loss(&|s| learnt(s).get());
        let mean = churned / items.len() as f64;
        prop_assert!(best <= loss(&|_| mean) + 1e-12);
        for cut in [-2.5, -0.5, 0.5, 1.5] {
            prop_assert!(best <= loss(&|s| f64::from(u8::from(s >= cut))) + 1e-12);
        }
        prop_assert_eq!(IsotonicCalibration::fit(items.iter().rev().copied()).unwrap(), curve.clone());
        // What was saved reads back as the same.
        let corners = curve.corners().iter().copied();
        prop_assert_eq!(IsotonicCalibration::new(corners).unwrap(), curve);
    }
}

/// Half the smallest double is 0: no way between two scores that close may be 0/0.
#[test]
fn scores_a_last_bit_apart_have_a_curve() {
    let step = f64::from_bits(1);
    for low in [0.0, 1.0, -step, f64::MAX / 2.0] {
        let high = low.next_up();
        let curve = IsotonicCalibration::fit([(low, false), (high, true)]).unwrap();
        assert_eq!(curve.probability(low).unwrap().get(), 0.0);
        assert_eq!(curve.probability(high).unwrap().get(), 1.0);
    }
    let curve = IsotonicCalibration::fit([(-step, false), (step, true)]).unwrap();
    assert_eq!(curve.probability(0.0).unwrap().get(), 0.5);
}
