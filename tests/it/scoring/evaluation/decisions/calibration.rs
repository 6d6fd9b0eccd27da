//! Calibration: bins by hand, the slope against a plain search, the test against its definition.

use proptest::prelude::*;
use tenure::scoring::evaluation::{CalibrationBins, Forecasts};
use tenure::units::Level;

use super::{scored, sigmoid};
use crate::support::assert_close;

fn forecasts(items: &[(f64, bool)]) -> Forecasts {
    Forecasts::try_from_iter(items).unwrap()
}

#[test]
fn edges_belong_to_the_lower_bin() {
    let items = [
        (0.0, false),
        (0.1, true),
        (0.100_000_1, false),
        (0.3, true),
        (1.0, true),
    ];
    let table = forecasts(&items)
        .calibration(CalibrationBins::EqualWidth(10))
        .unwrap();
    let bins: Vec<_> = table
        .bins()
        .iter()
        .map(|bin| (bin.lowest.get(), bin.highest.get(), bin.outcomes.trials()))
        .collect();
    assert_eq!(
        bins,
        [
            (0.0, 0.1, 2),
            (0.100_000_1, 0.100_000_1, 1),
            (0.3, 0.3, 1),
            (1.0, 1.0, 1)
        ]
    );
    assert_eq!(table.bins()[1].gap(), -0.100_000_1);
    assert_eq!(table.definition(), CalibrationBins::EqualWidth(10));
    assert_eq!(
        [
            table.definition(),
            CalibrationBins::Quantiles(4),
            CalibrationBins::Distinct
        ]
        .map(|bins| bins.to_string()),
        [
            "10 bins of equal width",
            "4 bins of equally many",
            "one bin a forecast"
        ]
    );
}

#[test]
fn quantiles_keep_equal_forecasts_together() {
    // Quartile edges at ranks 1, 2 and 3 of 0..=4, each of them a forecast.
    let items = [
        (0.1, false),
        (0.2, false),
        (0.3, true),
        (0.4, false),
        (0.5, true),
    ];
    let table = forecasts(&items)
        .calibration(CalibrationBins::Quantiles(4))
        .unwrap();
    let sizes: Vec<_> = table
        .bins()
        .iter()
        .map(|bin| bin.outcomes.trials())
        .collect();
    assert_eq!(sizes, [2, 1, 1, 1]);
    // All the same: one bin, however many are asked for.
    let table = forecasts(&[(0.4, true); 7])
        .calibration(CalibrationBins::Quantiles(5))
        .unwrap();
    assert_eq!(table.bins().len(), 1);
    assert_eq!(table.expected_error(), Some(0.6));
}

#[test]
fn nothing_has_no_calibration() {
    let table = Forecasts::default()
        .calibration(CalibrationBins::EqualWidth(10))
        .unwrap();
    assert!(table.bins().is_empty());
    assert_eq!(table.expected_error(), None);
    assert_eq!(table.maximum_error(), None);
    assert_eq!(table.brier(), None);
    assert_eq!(table.to_string().lines().count(), 1);
}

/// Slope and intercept by a plain Newton search over all customers one by one, with its errors.
#[allow(
    clippy::many_single_char_names,
    reason = "the letters of the textbooks"
)]
fn plain(items: &[(f64, bool)]) -> ([f64; 2], [f64; 2]) {
    let (mut a, mut b) = (0.0, 0.0);
    let mut errors = [0.0; 2];
    for _ in 0..200 {
        let (mut g0, mut g1, mut h00, mut h01, mut h11) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for &(p, y) in items {
            let x = (p / (1.0 - p)).ln();
            let q = sigmoid(a + b * x);
            let (r, w) = (f64::from(u8::from(y)) - q, q * (1.0 - q));
            g0 += r;
            g1 += r * x;
            h00 += w;
            h01 += w * x;
            h11 += w * x * x;
        }
        let det = h00 * h11 - h01 * h01;
        errors = [(h11 / det).sqrt(), (h00 / det).sqrt()];
        a += 0.5 * (h11 * g0 - h01 * g1) / det;
        b += 0.5 * (h00 * g1 - h01 * g0) / det;
    }
    ([a, b], errors)
}

#[test]
fn slope_and_errors_are_those_of_a_plain_search() {
    // Forecasts drawn in from both sides: too timid.
    let items: Vec<(f64, bool)> = scored("spector", "ridge_C1_raw")
        .into_iter()
        .map(|(p, y)| (0.5 * p + 0.2, y))
        .collect();
    let cox = forecasts(&items).cox_calibration().unwrap();
    let ([intercept, slope], [se_intercept, se_slope]) = plain(&items);
    assert_close(cox.slope(), slope, 1e-9);
    assert_close(cox.intercept(), intercept, 1e-9);
    assert_close(cox.slope_standard_error(), se_slope, 1e-9);
    assert_close(cox.intercept_standard_error(), se_intercept, 1e-9);
    let interval = cox.slope_interval(Level::P95).unwrap();
    assert_close(
        interval.width(),
        2.0 * 1.959_963_984_540_054 * se_slope,
        1e-9,
    );
    assert!(
        cox.intercept_interval(Level::P95)
            .unwrap()
            .contains(intercept)
    );
    // In the large: with it the mean forecast is right.
    let shift = cox.in_the_large();
    let off: f64 = items
        .iter()
        .map(|&(p, y)| f64::from(u8::from(y)) - sigmoid((p / (1.0 - p)).ln() + shift))
        .sum();
    assert!(off.abs() < 1e-12, "{off:e}");
    let information: f64 = items
        .iter()
        .map(|&(p, _)| sigmoid((p / (1.0 - p)).ln() + shift))
        .map(|q| q * (1.0 - q))
        .sum();
    assert_close(
        cox.in_the_large_standard_error(),
        information.sqrt().recip(),
        1e-10,
    );
    assert!(
        cox.in_the_large_interval(Level::P95)
            .unwrap()
            .contains(shift)
    );
}

#[test]
fn a_fit_prints_without_minus_zero() {
    let cox = forecasts(&scored("spector", "mle"))
        .cox_calibration()
        .unwrap();
    let shown = cox.to_string();
    assert!(shown.starts_with("slope 1.000 (± 0.346), "), "{shown}");
    assert!(shown.contains("intercept 0.000 (±"), "{shown}");
    assert!(!shown.contains("-0.000"), "{shown}");
}

/// Groups by definition, customer by customer, ties shared.
fn hosmer_lemeshow(items: &[(f64, bool)], groups: usize) -> f64 {
    let n = items.len();
    let mut items = items.to_vec();
    items.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut observed = vec![0.0; groups];
    let mut expected = vec![0.0; groups];
    let mut sizes = vec![0.0; groups];
    for rank in 0..n {
        let p = items[rank].0;
        let tied: Vec<_> = items.iter().filter(|item| item.0 == p).collect();
        let share = tied.iter().filter(|item| item.1).count() as f64 / tied.len() as f64;
        let group = groups * rank / n;
        observed[group] += share;
        expected[group] += p;
        sizes[group] += 1.0;
    }
    (0..groups)
        .map(|g| {
            (observed[g] - expected[g]).powi(2) / (expected[g] * (1.0 - expected[g] / sizes[g]))
        })
        .sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_test_is_its_definition(
        items in prop::collection::vec((prop_oneof![0.01..0.99, (1..10_u8).prop_map(|t| f64::from(t) / 10.0)], any::<bool>()), 12..90),
        groups in 3..12_u16,
    ) {
        let all = forecasts(&items);
        let test = all.hosmer_lemeshow(groups).unwrap();
        let expected = hosmer_lemeshow(&items, groups.into());
        prop_assert!((test.chi_square() - expected).abs() <= 1e-10 * (1.0 + expected));
        prop_assert!((0.0..=1.0).contains(&test.p_value()) && test.p_value() <= test.p_value_out_of_sample());
        if groups % 2 == 0 {
            // The tail of χ² on an even number of degrees of freedom: a sum of Poisson terms.
            let half = test.chi_square() / 2.0;
            let tail = |freedom: u16| {
                let terms = (0..freedom / 2).scan(1.0, |term, k| {
                    let this = *term;
                    *term *= half / f64::from(k + 1);
                    Some(this)
                });
                terms.sum::<f64>() * (-half).exp()
            };
            prop_assert!((test.p_value() - tail(groups - 2)).abs() <= 1e-12);
            prop_assert!((test.p_value_out_of_sample() - tail(groups)).abs() <= 1e-12);
        }
        // No row order.
        let mut turned = items.clone();
        turned.reverse();
        prop_assert_eq!(forecasts(&turned).hosmer_lemeshow(groups).unwrap(), test);
    }

    #[test]
    fn the_slope_follows_the_forecasts(
        items in prop::collection::vec((0.02..0.98_f64, any::<bool>()), 20..80),
        stretch in 0.3..3.0_f64, shift in -2.0..2.0_f64,
    ) {
        let all = forecasts(&items);
        let Ok(cox) = all.cox_calibration() else { return Ok(()) };
        // Logits stretched and shifted: the best line is the same line.
        let moved: Vec<(f64, bool)> = items.iter()
            .map(|&(p, y)| (sigmoid(shift + stretch * (p / (1.0 - p)).ln()), y)).collect();
        let other = forecasts(&moved).cox_calibration().unwrap();
        prop_assert!((other.slope() * stretch - cox.slope()).abs() <= 1e-8 * (1.0 + cox.slope().abs()));
        let back = other.intercept() + other.slope() * shift;
        prop_assert!((back - cox.intercept()).abs() <= 1e-8 * (1.0 + cox.intercept().abs()));
        prop_assert!(cox.slope_standard_error() > 0.0 && cox.intercept_standard_error() > 0.0);
    }
}
