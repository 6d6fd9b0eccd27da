//! Tests of `tenure::retention::revenue`.

mod golden;
mod merge_laws;

use proptest::prelude::*;
use tenure::retention::revenue::{RecurringCharge, RevenueChange};
use tenure::units::Money;

/// MRRs of which many are nothing, some equal, few huge.
fn mrr() -> impl Strategy<Value = i64> {
    prop_oneof![
        3 => Just(0_i64),
        3 => 1..8_i64,
        6 => 1..2_000_000_i64,
        1 => 0..=RevenueChange::MOST,
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
