//! Ranking.
#![allow(
    clippy::disallowed_methods,
    clippy::doc_markdown,
    reason = "std is precise enough to compare with; DeLong is a person"
)]

mod delong;
mod hostile;
mod laws;
mod reference;
mod tables;
#[cfg(feature = "serde")]
mod wire;

use tenure::scoring::evaluation::Ranking;

/// A ranking of raw scores.
#[track_caller]
fn ranking(rows: &[(f64, bool)]) -> Ranking {
    Ranking::try_from_iter(rows).unwrap()
}

/// 1 = churned.
fn labels(flags: &[u8]) -> Vec<bool> {
    flags.iter().map(|&flag| flag == 1).collect()
}

/// Within a relative error.
#[track_caller]
fn close(got: f64, want: f64, tolerance: f64, what: &str) {
    let error = (got - want).abs();
    let bound = tolerance * want.abs();
    assert!(error <= bound, "{what}: {got} for {want}, {error:e} off");
}
