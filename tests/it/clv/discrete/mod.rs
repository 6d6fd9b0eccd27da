//! Tests of the models of set occasions and of contracts, and of their tables.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::disallowed_methods,
    clippy::many_single_char_names,
    clippy::match_bool,
    clippy::similar_names,
    clippy::unreadable_literal,
    reason = "whole numbers from a table, oracles by std, and the letters of the papers"
)]

mod bad_input;
mod fits;
mod reference;
mod simulation;
mod tables;
mod traps;
#[cfg(feature = "serde")]
mod wire;

use tenure::clv::history::{RenewalTable, TrialHistory, TrialTable};
use tenure::clv::models::{BetaDiscreteWeibull, BgBb, ShiftedBetaGeometric};

use crate::support::clv::clv_rows;

/// Fader and Hardie 2007: years 0 to 7 of two cohorts of a thousand.
pub(super) const REGULAR: [u64; 8] = [1000, 631, 468, 382, 326, 289, 262, 241];
pub(super) const HIGH_END: [u64; 8] = [1000, 869, 743, 653, 593, 551, 517, 491];

pub(super) fn regular() -> RenewalTable {
    RenewalTable::try_from_survivors(REGULAR).unwrap()
}

pub(super) fn high_end() -> RenewalTable {
    RenewalTable::try_from_survivors(HIGH_END).unwrap()
}

/// Fader, Hardie and Shang 2010: 11,104 donors over six years.
pub(super) fn donations() -> TrialTable {
    let mut table = TrialTable::default();
    for [x, last, n, donors] in clv_rows("donations/rows") {
        table.push_many(trial(x, last, n), donors);
    }
    table
}

pub(super) fn trial(x: u64, last: u64, n: u64) -> TrialHistory {
    TrialHistory::new(x, last, n).unwrap()
}

pub(super) fn sbg(alpha: f64, beta: f64) -> ShiftedBetaGeometric {
    ShiftedBetaGeometric::new(alpha, beta).unwrap()
}

pub(super) fn bdw(alpha: f64, beta: f64, c: f64) -> BetaDiscreteWeibull {
    BetaDiscreteWeibull::new(alpha, beta, c).unwrap()
}

pub(super) fn bgbb([alpha, beta, gamma, delta]: [f64; 4]) -> BgBb {
    BgBb::new(alpha, beta, gamma, delta).unwrap()
}

/// Rows of the table of eighty-digit values (tests/golden/discrete.py), by their kind: the words, and the numbers.
pub(super) fn golden(kind: &str) -> Vec<(String, Vec<f64>)> {
    let table = include_str!("../../../golden/discrete.tsv");
    let rows: Vec<_> = table
        .lines()
        .filter(|line| line.split('\t').next() == Some(kind))
        .map(|line| {
            let numbers = line.split('\t').filter_map(|cell| cell.parse().ok());
            (line.to_string(), numbers.collect())
        })
        .collect();
    assert!(!rows.is_empty(), "no reference rows {kind}");
    rows
}
