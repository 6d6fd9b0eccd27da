//! Laws of the log-rank family.

use proptest::prelude::*;
use tenure::retention::survival::{Lifetime, LifetimeTable, LogRankTest, LogRankWeights};

use crate::support::assert_close;

fn lifetimes() -> impl Strategy<Value = Vec<Lifetime<u16>>> {
    let lifetime = (
        0..20_u16,
        any::<bool>(),
        1..4_u64,
        proptest::option::weighted(0.2, 0..20_u16),
    );
    let lifetime = lifetime.prop_map(|(time, left, customers, entry)| {
        let lifetime = Lifetime::new(time, left).unwrap().with_customers(customers);
        match entry {
            Some(entry) if entry < time => lifetime.entered_at(entry).unwrap(),
            _ => lifetime,
        }
    });
    proptest::collection::vec(lifetime, 1..25)
}

fn groups(
    number: impl Into<proptest::collection::SizeRange>,
) -> impl Strategy<Value = Vec<LifetimeTable<u16>>> {
    let group = lifetimes().prop_map(|lifetimes| lifetimes.into_iter().collect());
    proptest::collection::vec(group, number)
}

fn weights() -> impl Strategy<Value = LogRankWeights> {
    prop_oneof![
        Just(LogRankWeights::LogRank),
        Just(LogRankWeights::Gehan),
        Just(LogRankWeights::TaroneWare),
        (0.0..3.0, 0.0..3.0).prop_map(|(p, q)| LogRankWeights::fleming_harrington(p, q).unwrap()),
    ]
}

/// The same customers at other times, in the same order.
fn relabelled(table: &LifetimeTable<u16>) -> LifetimeTable<i64> {
    let time = |time: u16| i64::from(time) * i64::from(time) * 1_000_003 + 17;
    let mut rebuilt = LifetimeTable::default();
    for row in table.risk_rows() {
        let push = |table: &mut LifetimeTable<i64>, left, n| {
            table.push(
                Lifetime::new(time(row.time), left)
                    .unwrap()
                    .with_customers(n),
            );
        };
        push(&mut rebuilt, true, row.left);
        push(&mut rebuilt, false, row.censored);
    }
    rebuilt
}

/// Without late entries, which the rows do not show.
fn prompt_groups() -> impl Strategy<Value = Vec<LifetimeTable<u16>>> {
    let group = proptest::collection::vec((0..20_u16, any::<bool>()), 1..25)
        .prop_map(|rows| LifetimeTable::try_from_iter(rows).unwrap());
    proptest::collection::vec(group, 2..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_order_of_the_groups_does_not_matter(tables in groups(2..6), weights in weights(), turn in 1..5_usize) {
        let mut turned = tables.clone();
        let places = tables.len();
        turned.rotate_left(turn % places);
        turned.swap(0, places - 1);
        match (LogRankTest::weighted(weights, &tables), LogRankTest::weighted(weights, &turned)) {
            (Ok(test), Ok(other)) => {
                prop_assert_eq!(test.degrees_of_freedom(), other.degrees_of_freedom());
                // Exact, save where two groups of several are alike in variance and excess.
                if places == 2 {
                    prop_assert_eq!(test.chi_squared(), other.chi_squared());
                    prop_assert_eq!(test.p_value(), other.p_value());
                } else {
                    assert_close(test.chi_squared(), other.chi_squared(), 1e-12);
                }
                let mut sums: Vec<_> = test.groups().iter().map(|g| (g.excess, g.variance, g.observed)).collect();
                sums.rotate_left(turn % places);
                sums.swap(0, places - 1);
                let others: Vec<_> = other.groups().iter().map(|g| (g.excess, g.variance, g.observed)).collect();
                prop_assert_eq!(sums, others);
            }
            (one, other) => prop_assert_eq!(one.is_err(), other.is_err()),
        }
    }

    #[test]
    fn equal_groups_do_not_differ(rows in lifetimes(), many in 2..5_usize, weights in weights()) {
        let table: LifetimeTable<u16> = rows.into_iter().collect();
        if let Ok(test) = LogRankTest::weighted(weights, std::iter::repeat_n(&table, many)) {
            prop_assert_eq!(test.chi_squared(), 0.0);
            prop_assert_eq!(test.p_value(), 1.0);
            prop_assert!(test.groups().iter().all(|group| group.excess == 0.0));
        }
    }

    #[test]
    fn only_the_order_of_the_times_matters(tables in prompt_groups(), weights in weights()) {
        let others: Vec<_> = tables.iter().map(relabelled).collect();
        prop_assert_eq!(LogRankTest::weighted(weights, &tables).ok(), LogRankTest::weighted(weights, &others).ok());
    }

    #[test]
    fn one_stratum_is_none_and_their_order_does_not_matter(
        strata in proptest::collection::vec(groups(3), 1..4), weights in weights()
    ) {
        let first = &strata[..1];
        prop_assert_eq!(LogRankTest::stratified(weights, first), LogRankTest::weighted(weights, &strata[0]));
        let backwards = strata.iter().rev();
        prop_assert_eq!(LogRankTest::stratified(weights, &strata), LogRankTest::stratified(weights, backwards));
    }

    #[test]
    fn without_powers_it_is_the_plain_test(tables in groups(2..5)) {
        let flat = LogRankWeights::fleming_harrington(0.0, 0.0).unwrap();
        let (flat, plain) = (LogRankTest::weighted(flat, &tables), LogRankTest::of(&tables));
        prop_assert_eq!(flat.is_ok(), plain.is_ok());
        if let (Ok(flat), Ok(plain)) = (flat, plain) {
            prop_assert_eq!(flat.groups(), plain.groups());
            prop_assert_eq!(flat.p_value(), plain.p_value());
        }
    }

    #[test]
    fn what_is_too_many_in_one_group_is_missing_in_the_others(tables in groups(2..6), weights in weights()) {
        let Ok(test) = LogRankTest::weighted(weights, &tables) else { return Ok(()) };
        let sum = |of: fn(&tenure::retention::survival::LogRankGroup) -> f64| test.groups().iter().map(of).sum::<f64>();
        let observed = sum(|group| group.observed);
        prop_assert!(sum(|group| group.excess).abs() <= 1e-12 * observed);
        assert_close(sum(|group| group.expected), observed, 1e-12);
        for group in test.groups() {
            prop_assert!(group.variance >= 0.0 && group.expected >= 0.0 && group.observed >= 0.0);
            prop_assert!(group.excess.to_bits() != (-0.0_f64).to_bits());
        }
        prop_assert!(test.degrees_of_freedom() < tables.len());
        prop_assert!((0.0..=1.0).contains(&test.p_value()) && test.chi_squared() >= 0.0);
    }

    /// Ten times the customers, ten times the evidence, roughly: and the same as ten copies of each, exactly.
    #[test]
    fn so_many_alike_are_so_many_customers(rows in lifetimes(), others in lifetimes(), copies in 2..9_usize) {
        let weighted = |rows: &[Lifetime<u16>]| -> LifetimeTable<u16> {
            rows.iter().map(|row| row.with_customers(row.customers() * copies as u64)).collect()
        };
        let copied = |rows: &[Lifetime<u16>]| -> LifetimeTable<u16> {
            rows.iter().flat_map(|row| std::iter::repeat_n(*row, copies)).collect()
        };
        let one = LogRankTest::of([&weighted(&rows), &weighted(&others)]);
        let other = LogRankTest::of([&copied(&rows), &copied(&others)]);
        prop_assert_eq!(one, other);
    }
}
