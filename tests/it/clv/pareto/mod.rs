//! Tests of `tenure::clv::models::ParetoNbd`.
#![allow(
    clippy::disallowed_methods,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    clippy::many_single_char_names,
    clippy::too_many_lines,
    reason = "tests compare with what std computes, and call parameters by their letters"
)]

mod bad_input;
mod fit;
mod golden;
mod laws;

use tenure::clv::history::PurchaseHistory;
use tenure::clv::models::ParetoNbd;
use tenure::units::{Horizon, Period, TimeUnit};

pub(crate) fn model([r, alpha, s, beta]: [f64; 4], unit: TimeUnit) -> ParetoNbd {
    ParetoNbd::new(r, alpha, s, beta, unit).unwrap()
}

pub(crate) fn history(x: u64, last: f64, age: f64, unit: TimeUnit) -> PurchaseHistory {
    PurchaseHistory::new(x, last, age, unit).unwrap()
}

pub(crate) fn days(days: f64) -> Horizon {
    Horizon::new(days, Period::Day).unwrap()
}

pub(crate) fn weeks(weeks: f64) -> Horizon {
    Horizon::new(weeks, Period::Week).unwrap()
}
