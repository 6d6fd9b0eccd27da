//! A share of the customers in customers.

use crate::units::Proportion;

/// This share of so many customers: a whole number where it is one but for the last bits, so that 29 % of
/// 100 are 29 and 7 % of 100 are 7, however one rounds.
pub(super) fn of(customers: u128, share: Proportion) -> f64 {
    let exact = share.get() * customers as f64;
    let nearest = exact.round();
    if (exact - nearest).abs() <= 4.0 * f64::EPSILON * exact {
        nearest
    } else {
        exact
    }
}
