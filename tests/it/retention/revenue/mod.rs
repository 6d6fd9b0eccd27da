//! Tests of `tenure::retention::revenue`.

mod golden;
mod hostile;
mod intervals;
mod ledger_laws;
mod merge_laws;
mod millions;
mod plans;
mod rate_laws;
#[cfg(feature = "serde")]
mod saved;
mod shown;

use proptest::prelude::*;
use tenure::retention::revenue::{RecurringCharge, RevenueChange};
use tenure::units::Money;

/// MRRs of which many are nothing, some equal, few huge.
fn mrr() -> impl Strategy<Value = i64> {
    prop_oneof![
        3 => Just(0_i64),
        3 => 1..8_i64,
        6 => 1..2_000_000_i64,
        1 => 0..=RevenueChange::MOST_IN_MINOR,
    ]
}

fn changes() -> impl Strategy<Value = RevenueChange> {
    (mrr(), mrr(), any::<bool>()).prop_map(|change| RevenueChange::try_from(change).unwrap())
}

/// Charges of few customers in few periods, so that they overlap, touch, repeat and are empty.
fn charges() -> impl Strategy<Value = RecurringCharge<u8>> {
    (
        0..6_u8,
        -5..12_i64,
        proptest::option::weighted(0.8, 0..9_i64),
        0..40_i64,
    )
        .prop_map(|(id, first, length, amount)| {
            let end = length.map(|length| first + length);
            RecurringCharge::new(id, first, end, Money::from_minor(amount * 100)).unwrap()
        })
}

/// Numbers of a fixed sequence (a Weyl sequence, mixed).
struct Random(u64);

impl Random {
    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        z = (z ^ (z >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        z ^ (z >> 32)
    }

    /// From 0 to `n` − 1.
    fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(n)) >> 64) as u64
    }

    fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
