//! Tests of BG/NBD and MBG/NBD.

mod bad_input;
mod extremes;
mod fits;
mod laws;
mod reference;
#[cfg(feature = "serde")]
mod wire;

use tenure::clv::history::PurchaseHistory;
use tenure::clv::models::{BgNbd, MbgNbd, PurchaseModel};
use tenure::units::{Horizon, Period, TimeUnit};

/// Both models of these parameters, in weeks.
fn both([r, alpha, a, b]: [f64; 4]) -> [Box<dyn PurchaseModel>; 2] {
    [
        Box::new(BgNbd::new(r, alpha, a, b, TimeUnit::WEEK).unwrap()),
        Box::new(MbgNbd::new(r, alpha, a, b, TimeUnit::WEEK).unwrap()),
    ]
}

/// In weeks.
fn history(x: u64, last: f64, age: f64) -> PurchaseHistory {
    PurchaseHistory::new(x, last, age, TimeUnit::WEEK).unwrap()
}

fn weeks(length: f64) -> Horizon {
    Horizon::new(length, Period::Week).unwrap()
}

#[track_caller]
fn close(got: f64, want: f64, relative: f64) {
    let error = (got - want).abs();
    assert!(
        error <= relative * want.abs(),
        "{got} {want}: {:e}",
        error / want.abs()
    );
}
