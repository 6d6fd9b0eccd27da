//! Tests of `tenure::clv::history`.

mod bad_input;
mod cdnow;
mod choices;
mod laws;
#[cfg(feature = "serde")]
mod saved;

use tenure::clv::history::{PurchaseHistory, PurchaseLog};
use tenure::units::{Money, TimeUnit};

/// x, tₓ and T in days.
#[track_caller]
pub(crate) fn history(x: u64, last: f64, age: f64) -> PurchaseHistory {
    PurchaseHistory::new(x, last, age, TimeUnit::DAY).unwrap()
}

/// A log of `(customer, day, cents)`.
#[track_caller]
pub(crate) fn log<'a>(lines: &[(&'a str, i64, i64)]) -> PurchaseLog<&'a str> {
    let lines = lines
        .iter()
        .map(|(id, day, cents)| (*id, *day, Money::from_minor(*cents)));
    PurchaseLog::try_from_iter(lines).unwrap()
}
