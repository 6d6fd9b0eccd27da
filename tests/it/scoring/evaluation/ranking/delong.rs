//! DeLong's variance against its definition, and how often its interval holds the truth.

use proptest::prelude::*;
use tenure::scoring::evaluation::{AucDifference, AucMethod, Ranking};
use tenure::units::Level;

use super::{close, ranking};

/// Placements by the definition, every pair compared: of those who churned, and of those who stayed.
fn placements(rows: &[(f64, bool)]) -> [Vec<f64>; 2] {
    let psi = |churned: f64, stayed: f64| {
        if churned > stayed {
            1.0
        } else if churned < stayed {
            0.0
        } else {
            0.5
        }
    };
    let of = |class: bool| {
        rows.iter()
            .filter(move |row| row.1 == class)
            .map(|row| row.0)
    };
    let mean = |sum: f64, count: usize| sum / count as f64;
    let (m, n) = (of(true).count(), of(false).count());
    [
        of(true)
            .map(|x| mean(of(false).map(|y| psi(x, y)).sum(), n))
            .collect(),
        of(false)
            .map(|y| mean(of(true).map(|x| psi(x, y)).sum(), m))
            .collect(),
    ]
}

/// Sample covariance over the number of customers.
fn covariance(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len() as f64;
    let (mean_a, mean_b) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
    let products = a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b));
    products.sum::<f64>() / (n - 1.0) / n
}

/// Relative, down to what rounding of placements near 1 costs the definition itself.
#[track_caller]
fn same(got: f64, want: f64) {
    assert!(
        (got - want).abs() <= 1e-12 * want.abs() + 1e-17,
        "{got} {want}"
    );
}

fn scores() -> impl Strategy<Value = Vec<(f64, f64, bool)>> {
    let score = || prop_oneof![(-3..3_i32).prop_map(f64::from), -3.0..3.0];
    prop::collection::vec((score(), score(), any::<bool>()), 4..80).prop_filter(
        "two of each class",
        |rows| {
            let churned = rows.iter().filter(|row| row.2).count();
            churned > 1 && rows.len() - churned > 1
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, source_file: Some(file!()), ..Default::default() })]

    #[test]
    fn it_is_the_definition(rows in scores()) {
        let first: Vec<_> = rows.iter().map(|&(a, _, churned)| (a, churned)).collect();
        let second: Vec<_> = rows.iter().map(|&(_, b, churned)| (b, churned)).collect();
        let (a, b) = (placements(&first), placements(&second));
        let cov = |a: &[Vec<f64>; 2], b: &[Vec<f64>; 2]| covariance(&a[0], &b[0]) + covariance(&a[1], &b[1]);

        let se = ranking(&first).auc_standard_error().unwrap();
        same(se * se, cov(&a, &a));

        let difference = AucDifference::paired(rows.iter().copied()).unwrap();
        prop_assert_eq!(difference.first(), ranking(&first).auc().unwrap());
        prop_assert_eq!(difference.second(), ranking(&second).auc().unwrap());
        prop_assert!((difference.estimate() - (difference.first() - difference.second())).abs() <= 3e-16);
        // These cancel in the definition as well: 1e-15 is 1e-12 of the smallest variances here.
        prop_assert!((difference.covariance().unwrap() - cov(&a, &b)).abs() <= 1e-15);
        let spread = cov(&a, &a) + cov(&b, &b) - 2.0 * cov(&a, &b);
        let got = difference.standard_error().unwrap();
        prop_assert!((got * got - spread).abs() <= 1e-15, "{} {}", got * got, spread);
        if got > 1e-6 {
            let z = difference.test().unwrap().z();
            prop_assert!((z - difference.estimate() / got).abs() <= 1e-9 * z.abs());
            let interval = difference.interval(Level::P95).unwrap();
            prop_assert!(interval.contains(difference.estimate()));
            prop_assert!(-1.0 <= interval.lower() && interval.upper() <= 1.0);
        }

        // Other customers: the variances add up.
        let apart = ranking(&first).auc_difference(&ranking(&second)).unwrap();
        same(apart.standard_error().unwrap().powi(2), cov(&a, &a) + cov(&b, &b));
        prop_assert_eq!(apart.covariance(), Some(0.0));
        prop_assert_eq!(apart.estimate(), difference.first() - difference.second());
    }
}

/// Four customers whose placements fit on the back of an envelope: V₁₀ = (1, ½), V₀₁ = (½, 1).
#[test]
fn an_envelope() {
    let four = [(4.0, true), (2.0, true), (3.0, false), (1.0, false)];
    let got = ranking(&four);
    assert_eq!(got.auc(), Some(0.75));
    // Each class: sample variance 1/8, over 2.
    close(
        got.auc_standard_error().unwrap(),
        0.125_f64.sqrt(),
        1e-15,
        "se",
    );
}

/// A p-value far in the tail is not 0, as 2·(1 − Φ) would have it.
#[test]
fn tiny_p_values_stay() {
    let rows = (0..2000_u32).map(|i| {
        let churned = i % 2 == 0;
        let good = f64::from(i % 97) / 97.0 + if churned { 0.5 } else { 0.0 };
        (good, f64::from(i * 7919 % 2003), churned)
    });
    let test = AucDifference::paired(rows).unwrap().test().unwrap();
    assert!(
        test.z() > 9.0 && test.p_value() > 0.0 && test.p_value() < 1e-19,
        "{test}"
    );
}

/// Seeded uniform numbers (splitmix64).
struct Random(u64);

impl Random {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Scores of churners are the largest of `k` uniforms, of stayers one uniform: the AUC is k/(k + 1).
fn sample(random: &mut Random, churned: usize, stayed: usize, k: u32) -> Ranking {
    let mut rows = Vec::with_capacity(churned + stayed);
    for _ in 0..churned {
        let best = (0..k).map(|_| random.uniform()).fold(0.0, f64::max);
        rows.push((best, true));
    }
    rows.extend((0..stayed).map(|_| (random.uniform(), false)));
    ranking(&rows)
}

/// The share of intervals that hold the truth.
fn coverage(replicates: u32, churned: usize, stayed: usize, k: u32, method: AucMethod) -> f64 {
    let truth = f64::from(k) / f64::from(k + 1);
    let mut random = Random(7);
    let held = (0..replicates).filter(|_| {
        let sample = sample(&mut random, churned, stayed, k);
        let interval = sample.auc_interval_with(method, Level::P95);
        interval.unwrap().contains(truth)
    });
    held.count() as f64 / f64::from(replicates)
}

/// Nominally 95 %, 20 000 replicates each: logit (Wald) where churners score as the best of k, AUC k/(k + 1).
///
/// | churned, stayed | k = 1 | k = 3 | k = 6 | k = 12 |
/// |---|---|---|---|---|
/// | 50, 100 | 95.3 (94.8) | 95.5 (94.4) | 95.2 (94.2) | 95.2 (92.9) |
/// | 60, 140 | 95.3 (94.9) | 95.3 (94.6) | 95.2 (94.5) | 95.0 (93.3) |
/// | 100, 100 | 95.3 (94.9) | 95.1 (94.4) | 95.0 (94.0) | 94.9 (93.3) |
/// | 20, 180 | 94.8 (93.6) | 94.5 (93.3) | 94.4 (92.8) | 94.9 (92.6) |
///
/// The test repeats three of these; the standard error of a share is 0.15 points.
#[test]
fn the_interval_holds_the_truth_as_often_as_it_says() {
    for (churned, stayed, k) in [(50, 100, 1), (60, 140, 6), (20, 180, 3)] {
        let held = coverage(20_000, churned, stayed, k, AucMethod::Logit);
        assert!(
            (0.94..=0.96).contains(&held),
            "{churned} {stayed} {k}: {held}"
        );
    }
    // The textbook's is too short where the AUC is high: the simulation can tell.
    assert!(coverage(5_000, 50, 100, 12, AucMethod::Wald) < 0.94);
}
