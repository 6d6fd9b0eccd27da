//! Tests of `tenure::retention`.

mod bad_input;
mod churn_window_laws;
mod cohort_laws;
mod cohorts;
mod log_laws;
mod loyalty;
mod period_counts;
mod reference;
mod revenue;
mod survival;

use proptest::prelude::*;
use tenure::retention::{Subscription, SubscriptionLog};

/// Subscriptions of few customers on few days, so that they overlap, touch, repeat and are empty.
fn subscriptions() -> impl Strategy<Value = Subscription<u8>> {
    (
        0..12_u8,
        -20..40_i64,
        proptest::option::weighted(0.8, 0..25_i64),
    )
        .prop_map(|(id, start, length)| {
            Subscription::new(id, start, length.map(|length| start + length)).unwrap()
        })
}

fn logs() -> impl Strategy<Value = Vec<Subscription<u8>>> {
    proptest::collection::vec(subscriptions(), 0..40)
}

/// Logs in which everybody is there from the first day and nobody ever returns.
fn leavers() -> impl Strategy<Value = SubscriptionLog<usize>> {
    proptest::collection::vec(proptest::option::weighted(0.7, 1..70_i64), 1..40).prop_map(|ends| {
        let ends = ends.into_iter().enumerate();
        SubscriptionLog::try_from_iter(ends.map(|(id, end)| (id, 0, end))).unwrap()
    })
}
