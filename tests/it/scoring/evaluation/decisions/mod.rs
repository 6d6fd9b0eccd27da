//! Decisions, calibration, money.
#![allow(
    clippy::disallowed_methods,
    reason = "an oracle may use the elementary functions of std"
)]

mod bad_input;
mod calibration;
mod confusion;
mod golden;
mod laws;
mod profit;
mod recalibration;
#[cfg(feature = "serde")]
mod wire;

use proptest::prelude::*;
use tenure::scoring::evaluation::Forecast;
use tenure::units::Proportion;

use crate::support::churn::{churn, data};

fn share(p: f64) -> Proportion {
    Proportion::new(p).unwrap()
}

fn numbers(path: &str) -> Vec<f64> {
    let list = churn(path);
    let list = list.as_array().unwrap().iter();
    list.map(|x| x.as_f64().unwrap()).collect()
}

/// (logit, churned) of every row of a data file, by the coefficients of a block of its reference.
fn logits(name: &str, block: &str) -> Vec<(f64, bool)> {
    let coefficients = numbers(&format!("{name}/{block}/coef"));
    let (_, rows) = data(name);
    let (means, deviations) = if block.ends_with("standardised") {
        (
            numbers(&format!("{name}/standardiser/mean")),
            numbers(&format!("{name}/standardiser/std_population_ddof0")),
        )
    } else {
        let width = coefficients.len() - 1;
        (vec![0.0; width], vec![1.0; width])
    };
    rows.into_iter()
        .map(|(row, churned)| {
            let parts = row.iter().zip(&means).zip(&deviations);
            let parts = parts.map(|((x, m), s)| (x - m) / s).zip(&coefficients[1..]);
            let eta = coefficients[0] + parts.map(|(z, b)| z * b).sum::<f64>();
            (eta, churned)
        })
        .collect()
}

/// (probability, churned) of the same.
fn scored(name: &str, block: &str) -> Vec<(f64, bool)> {
    let logits = logits(name, block);
    logits
        .into_iter()
        .map(|(eta, y)| (sigmoid(eta), y))
        .collect()
}

fn sigmoid(eta: f64) -> f64 {
    let t = (-eta.abs()).exp();
    let d = 1.0 / (1.0 + t);
    if eta >= 0.0 { d } else { t * d }
}

/// Every block of the reference that has an evaluation.
const BLOCKS: [(&str, &str); 11] = [
    ("spector", "mle"),
    ("spector", "ridge_C1_raw"),
    ("spector", "ridge_C1_standardised"),
    ("fair", "mle"),
    ("fair", "ridge_C1_raw"),
    ("fair", "ridge_C1_standardised"),
    ("anes96", "mle"),
    ("anes96", "ridge_C1_raw"),
    ("anes96", "ridge_C1_standardised"),
    ("breast_cancer_30", "ridge_C1_raw"),
    ("breast_cancer_30", "ridge_C1_standardised"),
];

/// Probabilities of every kind: ordinary, shared by many, certain, next to certain.
fn probabilities() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => 0.0..=1.0,
        4 => (0..=10_u8).prop_map(|tenth| f64::from(tenth) / 10.0),
        1 => Just(0.0),
        1 => Just(1.0),
        1 => Just(f64::from_bits(1)),
        1 => Just(1.0 - f64::EPSILON / 2.0),
        1 => 1e-300..1e-5,
    ]
}

fn forecast() -> impl Strategy<Value = Forecast> {
    (probabilities(), any::<bool>()).prop_map(|pair| Forecast::try_from(pair).unwrap())
}

/// (score, churned) with ties.
fn scores(most: usize) -> impl Strategy<Value = Vec<(f64, bool)>> {
    let score = prop_oneof![-3.0..3.0, (-4..4_i8).prop_map(f64::from)];
    prop::collection::vec((score, any::<bool>()), 1..most)
}
