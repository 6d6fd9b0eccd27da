//! How many customers a share of them is.

use crate::units::Proportion;

/// Computes `share · customers`, exactly a whole number where only the last bits are in the way.
///
/// 29 % of 100 are 29 and 7 % of 100 are 7, whichever way the caller rounds.
pub(super) fn customers_in_share(customers: u128, share: Proportion) -> f64 {
    let exact = share.get() * customers as f64;
    let nearest = exact.round();
    if (exact - nearest).abs() <= 4.0 * f64::EPSILON * exact {
        nearest
    } else {
        exact
    }
}
