//! What the log-rank family refuses, and how it says so.

use tenure::Error;
use tenure::retention::survival::{Lifetime, LifetimeTable, LogRankTest, LogRankWeights};

fn table(rows: &[(u32, bool)]) -> LifetimeTable<u32> {
    LifetimeTable::try_from_iter(rows.iter().copied()).unwrap()
}

fn some() -> LifetimeTable<u32> {
    table(&[(1, true), (2, false), (5, true)])
}

#[track_caller]
fn refused(test: tenure::Result<LogRankTest>, message: &str) -> Error {
    let error = test.unwrap_err();
    assert_eq!(error.to_string(), message);
    error
}

#[test]
fn fewer_than_two_groups() {
    let none: [&LifetimeTable<u32>; 0] = [];
    refused(
        LogRankTest::of(none),
        "a log-rank test needs at least 2 groups, got 0",
    );
    refused(
        LogRankTest::of([&some()]),
        "a log-rank test needs at least 2 groups, got 1",
    );
    let no_strata: [[&LifetimeTable<u32>; 2]; 0] = [];
    refused(
        LogRankTest::stratified(LogRankWeights::Gehan, no_strata),
        "a log-rank test needs at least 2 groups, got 0",
    );
}

#[test]
fn an_empty_group_is_named_by_its_place() {
    let (some, empty) = (some(), LifetimeTable::default());
    let error = refused(
        LogRankTest::of([&some, &some, &empty, &empty]),
        "item 2 was rejected: a group of a log-rank test needs at least 1 customer, got 0",
    );
    assert!(matches!(error, Error::Item { index: 2, .. }));
    // Of several strata only a group that is empty in all of them.
    assert!(
        LogRankTest::stratified(LogRankWeights::LogRank, [[&some, &empty], [&some, &some]]).is_ok()
    );
    refused(
        LogRankTest::stratified(LogRankWeights::LogRank, [[&some, &empty], [&some, &empty]]),
        "item 1 was rejected: a group of a log-rank test needs at least 1 customer, got 0",
    );
}

#[test]
fn strata_have_the_same_groups() {
    let some = some();
    refused(
        LogRankTest::stratified(
            LogRankWeights::LogRank,
            [vec![&some; 2], vec![&some; 2], vec![&some; 3]],
        ),
        "item 2 was rejected: groups of the strata must be equal in number, got 2 and 3",
    );
}

#[test]
fn nobody_left_or_nobody_to_compare_with() {
    let message = "a log-rank test needs at least 1 time with a weight above 0 at which a customer left \
                   while two groups were at risk, got 0";
    let stayed = table(&[(3, false), (9, false)]);
    refused(LogRankTest::of([&stayed, &stayed]), message);
    // All who left did so after the last of the other group was seen.
    refused(
        LogRankTest::of([&table(&[(1, false)]), &table(&[(2, true), (3, true)])]),
        message,
    );
    // All at risk left at once: nothing was left to chance.
    refused(
        LogRankTest::of([&table(&[(4, true)]), &table(&[(4, true), (4, true)])]),
        message,
    );
    let pairs = LogRankTest::pairwise(LogRankWeights::LogRank, [&stayed, &stayed]);
    assert_eq!(pairs.unwrap_err().to_string(), message);
}

#[test]
fn powers_are_numbers_of_at_least_0() {
    let two = [some(), some()];
    for (p, q, message) in [
        (-1.0, 0.0, "p of the weights must be at least 0, got -1"),
        (0.0, -0.5, "q of the weights must be at least 0, got -0.5"),
        (
            f64::NAN,
            0.0,
            "p of the weights must be a finite number, got NaN",
        ),
        (
            0.0,
            f64::INFINITY,
            "q of the weights must be a finite number, got inf",
        ),
    ] {
        let refused = LogRankWeights::fleming_harrington(p, q).unwrap_err();
        assert_eq!(refused.to_string(), message);
    }
    // However large a power is: a figure or an error, never a NaN.
    for power in [1e3, 1e300, f64::MAX, 1e-300, -0.0] {
        let weights = LogRankWeights::fleming_harrington(power, power).unwrap();
        if let Ok(test) = LogRankTest::weighted(weights, &two) {
            assert!(
                test.chi_squared() >= 0.0 && test.p_value() <= 1.0,
                "{test:?}"
            );
        }
    }
}

#[test]
fn more_customers_than_there_are_numbers() {
    let huge = |time, left| Lifetime::new(time, left).unwrap().with_customers(u64::MAX);
    let group = |step: u32| -> LifetimeTable<u32> {
        (1..5)
            .flat_map(|i| [huge(i * step, true), huge(i * step, false)])
            .collect()
    };
    for groups in [vec![group(1), group(2)], vec![group(1), group(3), group(2)]] {
        for weights in [
            LogRankWeights::LogRank,
            LogRankWeights::Gehan,
            LogRankWeights::TaroneWare,
        ] {
            if let Ok(test) = LogRankTest::weighted(weights, &groups) {
                assert!(test.chi_squared().is_finite() && (0.0..=1.0).contains(&test.p_value()));
                let sums = test
                    .groups()
                    .iter()
                    .map(|g| g.excess + g.expected + g.observed + g.variance);
                assert!(sums.map(f64::abs).all(f64::is_finite), "{test:?}");
            }
        }
    }
}

/// Of three groups two may never meet: that pair is passed over.
#[test]
fn pairs_that_never_met_are_passed_over() {
    let early = table(&[(1, true), (2, true)]);
    let long = table(&[(1, false), (1, true), (9, true), (12, false)]);
    let late: LifetimeTable<u32> = [(5, 9), (5, 10)]
        .map(|(entry, exit)| {
            Lifetime::new(exit, true)
                .unwrap()
                .entered_at(entry)
                .unwrap()
        })
        .into_iter()
        .collect();
    let pairs = LogRankTest::pairwise(LogRankWeights::LogRank, [&early, &long, &late]).unwrap();
    let places: Vec<_> = pairs.iter().map(|pair| (pair.first, pair.second)).collect();
    assert_eq!(places, [(0, 1), (1, 2)]);
    assert_eq!(
        pairs[0].bonferroni,
        (2.0 * pairs[0].test.p_value()).min(1.0)
    );
}
