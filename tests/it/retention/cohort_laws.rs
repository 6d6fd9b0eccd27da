//! Laws of [`StartCohort`] and [`Snapshots`].

use std::collections::BTreeSet;

use proptest::prelude::*;
use tenure::retention::{Snapshot, Snapshots, StartCohort, conversion};

use crate::support::laws;

fn listed() -> impl Strategy<Value = (u8, Snapshot)> {
    (
        0..40_u8,
        prop_oneof![Just(Snapshot::Start), Just(Snapshot::End)],
    )
}

fn ids() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(0..60_u8, 0..50)
}

#[test]
fn snapshots_are_an_accumulator() {
    laws::accumulator::<Snapshots<u8>, (u8, Snapshot)>(file!(), listed());
    let named = listed().prop_map(|(id, snapshot)| (format!("customer {id}"), snapshot));
    laws::fold::<Snapshots<String>, _>(file!(), named, |items| items.iter().collect());
}

#[test]
fn start_cohorts_of_different_customers_merge() {
    let groups = (any::<u32>(), any::<u32>(), any::<u64>());
    laws::fold::<StartCohort, _>(file!(), groups, |items| {
        items
            .iter()
            .map(|(retained, lost, joined)| {
                let (retained, lost) = (u64::from(*retained), u64::from(*lost));
                StartCohort::try_from_counts(retained, retained + lost, *joined).unwrap()
            })
            .sum()
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn it_is_the_algebra_of_the_two_sets(start in ids(), end in ids()) {
        let cohort = StartCohort::from_ids(&start, &end);
        let (start, end): (BTreeSet<_>, BTreeSet<_>) = (start.into_iter().collect(), end.into_iter().collect());
        prop_assert_eq!(cohort.retained().successes(), start.intersection(&end).count() as u64);
        prop_assert_eq!(cohort.churned().successes(), start.difference(&end).count() as u64);
        prop_assert_eq!(cohort.joined(), end.difference(&start).count() as u64);
        prop_assert_eq!(cohort.retained().trials(), start.len() as u64);
        prop_assert_eq!(cohort.retained().proportion().is_none(), start.is_empty());
        // Retention and churn add up, and those retained are the same read backwards.
        prop_assert_eq!(cohort.retained().failures(), cohort.churned().successes());
        let back = StartCohort::from_ids(&end, &start);
        prop_assert_eq!(back.retained().successes(), cohort.retained().successes());
        prop_assert_eq!(back.joined(), cohort.churned().successes());
        prop_assert_eq!(conversion(&start, &end), cohort.retained());
    }

    #[test]
    fn joining_changes_neither_share(start in ids(), end in ids(), more in proptest::collection::vec(100..120_u8, 0..20)) {
        let cohort = StartCohort::from_ids(&start, &end);
        let grown = StartCohort::from_ids(&start, end.iter().chain(&more));
        prop_assert_eq!(cohort.retained(), grown.retained());
        prop_assert!(grown.joined() >= cohort.joined());
    }

    #[test]
    fn a_customer_listed_twice_is_one(start in ids(), end in ids()) {
        let twice = StartCohort::from_ids(start.iter().chain(&start), end.iter().chain(&end));
        prop_assert_eq!(twice, StartCohort::from_ids(&start, &end));
    }
}

#[test]
fn nobody_then_nobody() {
    let nobody = StartCohort::from_ids::<u8>([], []);
    assert_eq!(nobody, StartCohort::default());
    assert_eq!(nobody.churn(tenure::units::Period::Month), None);
    let all_kept = StartCohort::from_ids([1], [1]);
    let churn = all_kept.churn(tenure::units::Period::Month).unwrap();
    assert_eq!(churn.to_string(), "0.0% per month");
}
