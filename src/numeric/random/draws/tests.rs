#![allow(clippy::float_cmp, reason = "equal bits are the point")]

use super::*;
use crate::numeric::beta::{Point, tails};

/// √n times the largest distance between the draws' distribution and the exact one, in Kolmogorov's and
/// Smirnov's way: above 1.95 once in a thousand samples. Seeds are fixed, so it always passes or never.
fn distance(mut draws: Vec<f64>, below: impl Fn(f64) -> f64) -> f64 {
    draws.sort_by(f64::total_cmp);
    let n = draws.len() as f64;
    let gap = |(i, draw): (usize, &f64)| {
        let (p, i) = (below(*draw), i as f64);
        (p - i / n).abs().max(((i + 1.0) / n - p).abs())
    };
    n.sqrt() * draws.iter().enumerate().map(gap).fold(0.0, f64::max)
}

fn sample(n: usize, seed: u64, mut draw: impl FnMut(&mut SplitMix64) -> f64) -> Vec<f64> {
    let mut random = SplitMix64::new(seed);
    (0..n).map(|_| draw(&mut random)).collect()
}

/// The mean and the variance are within 4.5 standard errors of the exact ones; `kurtosis` is the exact one.
#[track_caller]
fn moments(draws: &[f64], mean: f64, variance: f64, kurtosis: f64) {
    let n = draws.len() as f64;
    let got = draws.iter().sum::<f64>() / n;
    let z = (got - mean) / (variance / n).sqrt();
    assert!(z.abs() < 4.5, "mean {got} for {mean}, z = {z}");
    let squares = draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
    let z = (squares / variance - 1.0) / ((kurtosis - 1.0) / n).sqrt();
    assert!(z.abs() < 4.5, "variance {squares} for {variance}, z = {z}");
}

const N: usize = 20_000;

#[test]
fn exponential_and_normal_draws_are_that() {
    let draws = sample(N, 1, SplitMix64::exponential);
    moments(&draws, 1.0, 1.0, 9.0);
    assert!(distance(draws, |x| -math::exp_m1(-x)) < 1.95);

    let draws = sample(N, 2, SplitMix64::normal);
    moments(&draws, 0.0, 1.0, 3.0);
    let below = |x: f64| 0.5 * math::erfc(-x / core::f64::consts::SQRT_2);
    assert!(distance(draws, below) < 1.95);
}

/// P(ln G ≤ l), G ~ Gamma(shape, 1).
fn gamma_below(shape: f64, l: f64) -> f64 {
    if l < -20.0 {
        // Two terms of the series; the third is below 1e-17 of them.
        let ln = shape * l - math::ln_gamma(shape + 1.0);
        return math::exp(ln) * (1.0 - shape / (shape + 1.0) * math::exp(l));
    }
    statrs::function::gamma::gamma_lr(shape, math::exp(l))
}

#[test]
fn gamma_draws_of_any_shape_are_that() {
    for (i, shape) in [1e-3, 0.05, 0.243, 0.9, 1.0, 1.5, 4.414, 60.0, 1e4]
        .into_iter()
        .enumerate()
    {
        let logs = sample(N, 10 + i as u64, |random| random.ln_gamma(shape));
        assert!(logs.iter().all(|l| l.is_finite()));
        if shape > 0.2 {
            let draws: Vec<_> = logs.iter().map(|l| math::exp(*l)).collect();
            moments(&draws, shape, shape, 3.0 + 6.0 / shape);
        }
        let distance = distance(logs, |l| gamma_below(shape, l));
        assert!(distance < 1.95, "shape {shape}: {distance}");
    }
    // Where a power of a uniform number would be 0: half of them are below e⁻⁶⁹³.
    let logs = sample(1000, 3, |random| random.ln_gamma(1e-3));
    let under = logs.iter().filter(|l| **l < -745.2).count();
    assert!((420..530).contains(&under), "{under}");
    // Far out, both ways.
    for shape in [1e-10, 1e10] {
        assert!(
            sample(1000, 4, |random| random.ln_gamma(shape))
                .iter()
                .all(|l| l.is_finite())
        );
    }
}

#[test]
fn beta_draws_of_any_shapes_are_that() {
    for (i, (a, b)) in [
        (0.793, 2.426),
        (0.01, 0.02),
        (1.0, 1.0),
        (30.0, 0.2),
        (500.0, 700.0),
    ]
    .into_iter()
    .enumerate()
    {
        let mut random = SplitMix64::new(20 + i as u64);
        let draws: Vec<_> = (0..N).map(|_| random.ln_beta(a, b)).collect();
        for [p, q] in &draws {
            assert!(*p <= 0.0 && *q <= 0.0);
            assert!((math::exp(*p) + math::exp(*q) - 1.0).abs() < 1e-14);
        }
        // By ln p where p is small and by ln(1 − p) where that is: either way all digits.
        let below = |[p, q]: [f64; 2]| {
            let at = Point {
                x: math::exp(p),
                y: math::exp(q),
            };
            tails(a, b, at).unwrap().lower
        };
        let shares = draws.iter().map(|draw| below(*draw)).collect();
        let distance = distance(shares, |uniform| uniform);
        assert!(distance < 1.95, "({a}, {b}): {distance}");
    }
    // Next to 0 and to 1 nothing is lost: ln(1 − p) of a tiny p is −p.
    let mut random = SplitMix64::new(5);
    for _ in 0..100 {
        let [p, q] = random.ln_beta(1e-3, 1e3);
        assert!(p.is_finite() && q <= 0.0);
        if p < -40.0 && p > -700.0 {
            assert!((q / -math::exp(p) - 1.0).abs() < 1e-12);
        }
    }
}

#[test]
fn successes_before_a_failure_are_geometric() {
    let success = 0.7;
    let draws = sample(N, 30, |random| random.successes(math::ln(success)));
    // Mean q/p, variance q/p², kurtosis 9 + p²/q.
    let fail = 1.0 - success;
    moments(
        &draws,
        success / fail,
        success / fail / fail,
        9.0 + fail * fail / success,
    );
    let none = draws.iter().filter(|n| **n == 0.0).count() as f64;
    assert!((none / N as f64 - fail).abs() < 4.5 * (fail * success / N as f64).sqrt());
    let mut random = SplitMix64::new(31);
    assert_eq!(random.successes(0.0), f64::INFINITY);
    assert_eq!(random.successes(-1e6), 0.0);
    assert_eq!(random.successes(f64::NEG_INFINITY), 0.0);
}

/// Bits written down once: another platform, or another version, must draw the same customers.
#[test]
fn the_draws_do_not_change() {
    let mut random = SplitMix64::new(2005);
    let drawn = [
        random.exponential(),
        random.normal(),
        random.ln_gamma(0.243),
        random.ln_gamma(4.0),
        random.ln_beta(0.793, 2.426)[0],
        random.successes(-0.1),
    ];
    assert_eq!(
        drawn,
        [
            0.464_678_760_232_800_14,
            0.588_058_278_912_561,
            -14.465_975_342_594_689,
            0.855_901_141_873_282_5,
            -1.818_888_720_703_856_9,
            20.0
        ]
    );
}
