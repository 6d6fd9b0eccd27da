//! Tests of `tenure::retention::survival`.

#[cfg(feature = "clv")]
mod bridge;
mod kaplan_meier;
mod log_rank;
mod log_rank_bad_input;
mod log_rank_laws;
mod nelson_aalen;
mod quantiles;
mod reference_tables;
mod restricted_mean;
mod table;

use proptest::prelude::*;
use tenure::retention::survival::{Lifetime, LifetimeTable};

use crate::support::golden::Golden;

/// The items of the reference file whose curves are known.
const CURVES: [&str; 4] = [
    "km_waltons_all",
    "km_waltons_control",
    "km_aml_all",
    "km_aml_maint",
];

/// The customers of a reference item: (time, how many left, how many were still there); times are whole.
fn table_of(item: &Golden) -> LifetimeTable<u32> {
    let rows = item.input("time_events_censored").as_array().unwrap();
    let mut table = LifetimeTable::new();
    for row in rows {
        // Written as floats, and whole.
        let [time, left, still] =
            [0, 1, 2].map(|column| row[column].as_f64().unwrap().to_string().parse().unwrap());
        let time = u32::try_from(time).unwrap();
        table
            .try_extend([(time, true, left), (time, false, still)])
            .unwrap();
    }
    table
}

/// Lifetimes of few different times, so that they tie; some of several customers, some entered late.
fn lifetimes() -> impl Strategy<Value = Lifetime<u32>> {
    let time = prop_oneof![4 => 0..20_u32, 1 => 1_000..1_100_u32, 1 => any::<u32>()];
    let customers = prop_oneof![4 => Just(1), 1 => 0..5_u64];
    let entry = proptest::option::weighted(0.3, any::<proptest::sample::Index>());
    (time, any::<bool>(), customers, entry).prop_map(|(time, left, customers, entry)| {
        let lifetime = Lifetime::new(time, left).unwrap().with_customers(customers);
        match entry {
            Some(entry) if time > 0 => lifetime
                .entered_at(u32::try_from(entry.index(time as usize)).unwrap())
                .unwrap(),
            _ => lifetime,
        }
    })
}
