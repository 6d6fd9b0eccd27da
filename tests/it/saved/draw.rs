//! Random parts that states of every area are made of.

use proptest::prelude::*;
use tenure::Merge;
use tenure::units::{Finite, Level, Period, Proportion, TimeUnit};

/// Finite numbers of every size: whole, with a few decimals, and of any bits.
pub(super) fn numbers() -> impl Strategy<Value = f64> {
    prop_oneof![
        2 => (-1_000_000..1_000_000_i32).prop_map(f64::from),
        2 => (any::<i32>(), 0..12_u32).prop_map(|(n, places)| f64::from(n) / 10_u64.pow(places) as f64),
        3 => -1e3..1e3,
        2 => any::<u64>().prop_map(f64::from_bits),
        1 => proptest::sample::select(vec![
            0.0, 1e15, 1e16, 9_007_199_254_740_991.0, 1e22, 1e23, f64::MAX, f64::MIN_POSITIVE, 5e-324,
        ]),
    ]
    .prop_filter("finite", |x| x.is_finite())
    .prop_map(|x| x + 0.0)
}

/// Numbers whose sums and products stay far from the ends of `f64`.
pub(super) fn moderate() -> impl Strategy<Value = f64> {
    numbers().prop_filter("moderate", |x| x.abs() < 1e100)
}

/// Numbers above 0.
pub(super) fn positive() -> impl Strategy<Value = f64> {
    prop_oneof![1e-3..1e3, 1e-9..1e9, (1..1000_u32).prop_map(f64::from)]
}

/// Shares from 0 to 1, both included.
pub(super) fn shares() -> impl Strategy<Value = Proportion> {
    prop_oneof![
        (0..=100_u32).prop_map(|percent| f64::from(percent) / 100.0),
        0.0..1.0
    ]
    .prop_map(|share| Proportion::new(share).unwrap())
}

pub(super) fn finite() -> impl Strategy<Value = Finite> {
    numbers().prop_map(|x| Finite::new(x).unwrap())
}

pub(super) fn levels() -> impl Strategy<Value = Level> {
    prop_oneof![0.5..1.0, Just(0.95), Just(1.0_f64.next_down())]
        .prop_map(|level| Level::new(level).unwrap())
}

pub(super) fn periods() -> impl Strategy<Value = Period> {
    prop_oneof![
        proptest::sample::select(vec![
            Period::Day,
            Period::Week,
            Period::Month,
            Period::Quarter,
            Period::Year,
        ]),
        (1..=u32::MAX).prop_map(|days| Period::days(days).unwrap()),
    ]
}

pub(super) fn time_units() -> impl Strategy<Value = TimeUnit> {
    prop_oneof![
        proptest::sample::select(vec![
            TimeUnit::HOUR,
            TimeUnit::DAY,
            TimeUnit::WEEK,
            TimeUnit::MONTH,
            TimeUnit::YEAR,
        ]),
        (1e-6..1e6).prop_map(|days| TimeUnit::days(days).unwrap()),
    ]
}

/// Counts from none to as many as there can be.
pub(super) fn counts() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), 0..100_u64, any::<u64>()]
}

/// States, some of them merged with themselves, up to 40 times: totals are still those of data that
/// somebody could have.
pub(super) fn grown<A: Merge + Clone + core::fmt::Debug>(
    states: impl Strategy<Value = A>,
) -> impl Strategy<Value = A> {
    doubled(40, states)
}

/// States that are counts alone, some of them merged with themselves until the counts stop.
pub(super) fn counted<A: Merge + Clone + core::fmt::Debug>(
    states: impl Strategy<Value = A>,
) -> impl Strategy<Value = A> {
    doubled(130, states)
}

fn doubled<A: Merge + Clone + core::fmt::Debug>(
    most: u32,
    states: impl Strategy<Value = A>,
) -> impl Strategy<Value = A> {
    let doublings = prop_oneof![9 => Just(0), 1 => 1..=most];
    (states, doublings).prop_map(|(mut state, doublings)| {
        for _ in 0..doublings {
            state.merge(state.clone());
        }
        state
    })
}
