//! Tests of what customers spend and what they are worth.

mod customer_value;
mod fitted;
mod frequency;
mod gamma_gamma;
mod gamma_gamma_traps;
mod spend;

use tenure::clv::history::{SpendHistory, SpendTable};
use tenure::clv::models::GammaGamma;

use crate::support::clv::{cdnow_spend, clv_number};

/// The CDNOW customers who came back, their means rounded to cents or not.
fn cdnow(rounded: bool) -> SpendTable {
    SpendTable::try_from_iter(cdnow_spend(rounded)).unwrap()
}

fn spent(purchases: u64, mean: f64) -> SpendHistory {
    SpendHistory::new(purchases, mean).unwrap()
}

/// The model of the reference value `fit_gg_2dp`.
fn fitted() -> GammaGamma {
    let [p, q, v] =
        ["p", "q", "v"].map(|name| clv_number("fit_gg_2dp", &format!("value/params/{name}")));
    GammaGamma::new(p, q, v).unwrap()
}

/// The published one, of `gg_cond_first10_published`.
fn published() -> GammaGamma {
    GammaGamma::new(6.25, 3.74, 15.44).unwrap()
}
