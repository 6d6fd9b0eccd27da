//! Values of the log-rank family.

use std::collections::BTreeMap;

use tenure::retention::survival::{Lifetime, LifetimeTable, LogRankTest, LogRankWeights};
#[cfg(feature = "serde")]
use tenure::units::Finite;
use tenure::{Merge, Segmented};

use super::reference_tables::{others, part};
use crate::support::assert_close;
use crate::support::golden::golden;

fn all_weights() -> [(&'static str, LogRankWeights); 4] {
    [
        ("logrank", LogRankWeights::LogRank),
        ("gehan_wilcoxon", LogRankWeights::Gehan),
        ("tarone_ware", LogRankWeights::TaroneWare),
        (
            "fleming_harrington_rho1",
            LogRankWeights::fleming_harrington(1.0, 0.0).unwrap(),
        ),
    ]
}

#[test]
fn two_groups_agree_with_the_reference() {
    let cases = [
        ("logrank_waltons_mir_vs_control", "km_waltons"),
        ("logrank_aml_non_vs_maint", "km_aml"),
    ];
    for (id, data) in cases {
        let item = golden(id);
        let listed = if data == "km_aml" { "maint" } else { "control" };
        let (all, second) = (format!("{data}_all"), format!("{data}_{listed}"));
        let (first, second) = (others(&all, &second), part(&second));
        for (name, weights) in all_weights() {
            let test = LogRankTest::weighted(weights, [&first, &second]).unwrap();
            let want = |what: &str| item.number(&format!("{name}/{what}")).unwrap();
            let group = test.groups()[0];
            assert_close(group.observed, want("observed1"), 1e-14);
            assert_close(group.expected, want("expected1"), 1e-13);
            assert_close(group.variance, want("variance"), 1e-14);
            assert_close(test.chi_squared(), want("chisq"), 1e-13);
            assert_close(test.p_value(), want("p"), 1e-12);
            assert_eq!(test.degrees_of_freedom(), 1);
            assert_eq!(test.weights(), weights);
        }
    }
}

/// `0.5` and the like as weights.
fn weights(name: &str) -> LogRankWeights {
    let parts: Vec<_> = name.split(' ').collect();
    match parts[..] {
        ["log_rank"] => LogRankWeights::LogRank,
        ["gehan"] => LogRankWeights::Gehan,
        ["tarone_ware"] => LogRankWeights::TaroneWare,
        ["fleming_harrington", p, q] => {
            LogRankWeights::fleming_harrington(p.parse().unwrap(), q.parse().unwrap()).unwrap()
        }
        _ => panic!("{name}"),
    }
}

fn lifetime(cell: &str) -> (usize, Lifetime<u32>) {
    let numbers: Vec<u32> = cell.split(':').map(|n| n.parse().unwrap()).collect();
    let lifetime = Lifetime::new(numbers[2], numbers[3] == 1).unwrap();
    let lifetime = match numbers[1] {
        0 => lifetime,
        entry => lifetime.entered_at(entry).unwrap(),
    };
    (numbers[0] as usize, lifetime)
}

/// Several groups, strata and late entries, against fractions (and lifelines, where it has the test).
#[test]
fn made_up_groups_agree_with_exact_fractions() {
    let mut strata: BTreeMap<&str, Vec<Vec<LifetimeTable<u32>>>> = BTreeMap::new();
    let (mut tests, mut worst) = (0, [0.0_f64; 3]);
    for line in include_str!("../../../golden/log_rank.tsv").lines().skip(1) {
        let cells: Vec<_> = line.split('\t').collect();
        let case = cells[1];
        if cells[0] == "customers" {
            let mut tables = vec![LifetimeTable::default(); cells[3].parse().unwrap()];
            for (group, lifetime) in cells[4].split(' ').map(lifetime) {
                tables[group].push(lifetime);
            }
            strata.entry(case).or_default().push(tables);
            continue;
        }
        let weights = weights(cells[2]);
        let tables = &strata[case];
        let test = LogRankTest::stratified(weights, tables).unwrap();
        if let [only] = &tables[..] {
            assert_eq!(test, LogRankTest::weighted(weights, only).unwrap());
        }
        let number = |i: usize| cells[i].parse::<f64>().unwrap();
        assert_eq!(test.degrees_of_freedom() as f64, number(3), "{line}");
        assert_close(test.chi_squared(), number(4), 1e-14);
        assert_close(test.p_value(), number(5), 1e-14);
        let sums: Vec<f64> = cells[6].split(' ').map(|n| n.parse().unwrap()).collect();
        let groups = test.groups().len();
        let (of_groups, mut of_pairs) = (&sums[..3 * groups], sums[3 * groups..].iter());
        for (group, want) in test.groups().iter().zip(of_groups.chunks(3)) {
            assert_close(group.observed, want[0], 1e-14);
            assert_close(group.expected, want[1], 1e-13);
            // A difference of the two: as exact as they are.
            assert!((group.excess - want[2]).abs() <= 1e-14 * want[0].max(want[1]));
        }
        for i in 0..groups {
            for j in 0..=i {
                let want = *of_pairs.next().unwrap();
                assert_close(test.covariance(i, j).unwrap(), want, 1e-13);
                assert_eq!(test.covariance(i, j), test.covariance(j, i));
            }
            assert_eq!(test.covariance(i, i), Some(test.groups()[i].variance));
        }
        assert_eq!(test.covariance(0, groups), None);
        worst[0] = worst[0].max((test.chi_squared() / number(4) - 1.0).abs());
        worst[1] = worst[1].max((test.p_value() / number(5) - 1.0).abs());
        tests += 1;
    }
    println!(
        "{tests} tests, worst χ² {:.1e}, p {:.1e}",
        worst[0], worst[1]
    );
    assert_eq!(tests, 42);
}

/// By hand: two left at 1, of three and two at risk; one of the second group at 2, of three and one.
#[test]
fn ties_take_the_hypergeometric_variance() {
    let first =
        LifetimeTable::<u32>::try_from_iter([(1, true), (3, false), (3, false), (3, false)]);
    let second = LifetimeTable::<u32>::try_from_iter([(1, true), (2, true)]);
    let test = LogRankTest::of([&first.unwrap(), &second.unwrap()]).unwrap();
    let [a, b] = test.groups() else { panic!() };
    // At 1: n = 6, n₁ = 4, d = 2; at 2: n = 4, n₁ = 3, d = 1.
    let expected = 2.0 * 4.0 / 6.0 + 3.0 / 4.0;
    let variance = 2.0 * (4.0 / 6.0) * (2.0 / 6.0) * (4.0 / 5.0) + (3.0 / 4.0) * (1.0 / 4.0);
    assert_close(a.expected, expected, 1e-15);
    assert_close(a.variance, variance, 1e-15);
    assert_close(b.expected, 3.0 - expected, 1e-15);
    assert_eq!((a.customers, a.left, b.customers, b.left), (4, 1, 2, 2));
    assert_eq!((a.observed, b.observed), (1.0, 2.0));
    let excess = 1.0 - expected;
    assert_close(test.chi_squared(), excess * excess / variance, 1e-14);
}

/// Who is not yet at risk does not count, and who entered between two times does.
#[test]
fn late_entries_are_at_risk_from_their_entry_on() {
    let late = |entry, exit, left| {
        Lifetime::new(exit, left)
            .unwrap()
            .entered_at(entry)
            .unwrap()
    };
    // In the first group: nobody until 5, two from then on; nothing happens there before 10.
    let first: LifetimeTable<u32> = [late(5, 10, true), late(5, 10, false)]
        .into_iter()
        .collect();
    let second =
        LifetimeTable::try_from_iter([(5, true), (6, true), (7, true), (20, false)]).unwrap();
    let test = LogRankTest::of([&first, &second]).unwrap();
    // At 5 the two are not yet at risk; at 6: 2 of 5, at 7: 2 of 4, at 10: 2 of 3.
    assert_close(
        test.groups()[0].expected,
        2.0 / 5.0 + 2.0 / 4.0 + 2.0 / 3.0,
        1e-15,
    );
}

/// A group whose customers were never there when another's were and anybody left is not counted.
#[test]
fn groups_that_cannot_be_compared_add_no_degree() {
    let late = |entry, exit| {
        Lifetime::new(exit, true)
            .unwrap()
            .entered_at(entry)
            .unwrap()
    };
    let a = LifetimeTable::<u32>::try_from_iter([(1, true), (2, true), (4, true)]).unwrap();
    let b = LifetimeTable::<u32>::try_from_iter([(2, true), (3, true), (4, false)]).unwrap();
    let late_one: LifetimeTable<u32> = [late(10, 12), late(10, 13)].into_iter().collect();
    let late_two: LifetimeTable<u32> = [late(10, 11), late(10, 14)].into_iter().collect();

    let two = LogRankTest::of([&a, &b]).unwrap();
    let with_one = LogRankTest::of([&a, &late_one, &b]).unwrap();
    assert_eq!(with_one.degrees_of_freedom(), 1);
    assert_eq!(with_one.chi_squared(), two.chi_squared());
    assert_eq!(with_one.p_value(), two.p_value());
    assert_eq!(with_one.groups()[1].variance, 0.0);
    assert_eq!(with_one.groups()[1].left, 2);

    // Two sets of two groups each: the statistics add up, and so do the degrees.
    let others = LogRankTest::of([&late_one, &late_two]).unwrap();
    let all = LogRankTest::of([&a, &late_one, &b, &late_two]).unwrap();
    assert_eq!(all.degrees_of_freedom(), 2);
    assert_close(
        all.chi_squared(),
        two.chi_squared() + others.chi_squared(),
        1e-15,
    );
}

#[test]
fn segments_are_groups_and_strata_match_by_key() {
    let mut groups: Segmented<&str, LifetimeTable<u32>> = Segmented::new();
    let mut strata: Segmented<u8, Segmented<&str, LifetimeTable<u32>>> = Segmented::new();
    for (stratum, plan, time, left) in [
        (1, "a", 1, true),
        (1, "a", 4, true),
        (1, "b", 2, true),
        (1, "b", 5, false),
        (2, "b", 1, true),
        (2, "b", 6, true),
        (2, "c", 3, true),
        (2, "c", 3, false),
    ] {
        let lifetime = Lifetime::new(time, left).unwrap();
        groups.entry(plan).push(lifetime);
        strata.entry(stratum).entry(plan).push(lifetime);
    }
    let plain = LogRankTest::of(&groups).unwrap();
    let tables: Vec<_> = groups.iter().map(|(_, table)| table).collect();
    assert_eq!(plain, LogRankTest::of(tables).unwrap());

    // No plan a in stratum 2, no plan c in stratum 1: b holds the three together.
    let empty = LifetimeTable::default();
    let table = |stratum: u8, plan: &str| strata.get(&stratum).unwrap().get(plan).unwrap_or(&empty);
    let by_hand = [1, 2].map(|stratum| ["a", "b", "c"].map(|plan| table(stratum, plan)));
    let stratified = LogRankTest::stratified_segments(LogRankWeights::LogRank, &strata).unwrap();
    assert_eq!(
        stratified,
        LogRankTest::stratified(LogRankWeights::LogRank, by_hand).unwrap()
    );
    assert_eq!(stratified.degrees_of_freedom(), 2);
    assert_ne!(stratified.chi_squared(), plain.chi_squared());

    let mut merged = by_hand[0].map(Clone::clone);
    for (table, more) in merged.iter_mut().zip(by_hand[1]) {
        table.merge(more.clone());
    }
    assert_eq!(plain, LogRankTest::of(&merged).unwrap());
}

#[test]
fn pairs_are_corrected_for_their_number() {
    let table = |step: u32| {
        let lifetimes = (1..60_u32).map(|i| (1 + i * 7 % 30 * step / 2, i % 4 != 0));
        LifetimeTable::<u32>::try_from_iter(lifetimes).unwrap()
    };
    let tables = [2, 3, 5].map(table);
    let pairs = LogRankTest::pairwise(LogRankWeights::LogRank, &tables).unwrap();
    let places: Vec<_> = pairs.iter().map(|pair| (pair.first, pair.second)).collect();
    assert_eq!(places, [(0, 1), (0, 2), (1, 2)]);
    let mut p: Vec<f64> = pairs.iter().map(|pair| pair.test.p_value()).collect();
    for pair in &pairs {
        let alone = LogRankTest::of([&tables[pair.first], &tables[pair.second]]).unwrap();
        assert_eq!(pair.test, alone);
        assert_eq!(pair.bonferroni, (3.0 * alone.p_value()).min(1.0));
        assert!(pair.holm <= pair.bonferroni && pair.holm >= alone.p_value());
    }
    // Holm: the smallest times 3, the next times 2, the largest as it is, none below the one before.
    p.sort_by(f64::total_cmp);
    let mut want = vec![(3.0 * p[0]).min(1.0), (2.0 * p[1]).min(1.0), p[2]];
    want[1] = want[1].max(want[0]);
    want[2] = want[2].max(want[1]);
    let mut holm: Vec<f64> = pairs.iter().map(|pair| pair.holm).collect();
    holm.sort_by(f64::total_cmp);
    assert_eq!(holm, want);
}

#[test]
fn a_corrected_p_value_is_not_below_that_of_a_smaller_one() {
    let table = |shift: u32| {
        let lifetimes = (1..40_u32).map(|i| (shift + i * 7 % 30, i % 4 != 0));
        LifetimeTable::<u32>::try_from_iter(lifetimes).unwrap()
    };
    let tables = [table(0), table(0), table(12)];
    let pairs = LogRankTest::pairwise(LogRankWeights::LogRank, &tables).unwrap();
    // The first two are alike, so each is as far from the third: 3·p, and then not 2·p.
    let p = pairs[1].test.p_value();
    assert!(3.0 * p < 1.0 && p > 0.0);
    assert_eq!([pairs[1].holm, pairs[2].holm], [3.0 * p; 2]);
    assert_eq!(pairs[0].holm, 1.0);
}

#[test]
fn it_prints_as_people_report_it() {
    let test = LogRankTest::of([&others("km_aml_all", "km_aml_maint"), &part("km_aml_maint")]);
    let test = test.unwrap();
    assert_eq!(test.to_string(), "χ²(1) = 3.40, p = 0.0653");
    assert_eq!(format!("[{test:>26}]"), "[  χ²(1) = 3.40, p = 0.0653]");
    let names: Vec<_> = all_weights()
        .iter()
        .map(|(_, weights)| weights.to_string())
        .collect();
    assert_eq!(
        names,
        [
            "log-rank",
            "Gehan",
            "Tarone–Ware",
            "Fleming–Harrington(1, 0)"
        ]
    );
    let waltons = [
        others("km_waltons_all", "km_waltons_control"),
        part("km_waltons_control"),
    ];
    let test = LogRankTest::of(&waltons).unwrap();
    assert_eq!(test.to_string(), "χ²(1) = 122.25, p < 0.0001");
    assert!(test.is_significant(tenure::units::Level::P99));
}

#[cfg(feature = "serde")]
#[test]
fn results_are_saved_with_all_digits() {
    use crate::support::wire::{saved, tagged, writes};

    let number = |x: f64| serde_json::to_string(&Finite::new(x).unwrap()).unwrap();
    let first = LifetimeTable::<u32>::try_from_iter([(1, true), (3, false)]).unwrap();
    let second = LifetimeTable::<u32>::try_from_iter([(2, true), (2, false)]).unwrap();
    let pairs = LogRankTest::pairwise(LogRankWeights::TaroneWare, [&first, &second]).unwrap();
    let Some(pair) = pairs.first() else { panic!() };
    let [a, b] = pair.test.groups() else { panic!() };
    let group = |group: &tenure::retention::survival::LogRankGroup| {
        format!(
            r#"{{"customers":2,"left":1,"observed":{},"expected":{},"excess":{},"variance":{}}}"#,
            number(group.observed),
            number(group.expected),
            number(group.excess),
            number(group.variance)
        )
    };
    let (tested, variance) = (&pair.test, number(a.variance));
    let text = format!(
        r#"{{"weights":"tarone_ware","chi_squared":{},"degrees_of_freedom":1,"p_value":{},"groups":[{},{}],"covariance":[{variance},{},{variance}]}}"#,
        number(tested.chi_squared()),
        number(tested.p_value()),
        group(a),
        group(b),
        number(-a.variance),
    );
    writes(tested, &tagged("log-rank test", &text));
    writes(
        pair,
        &tagged(
            "log-rank pair",
            format!(
                r#"{{"first":0,"second":1,"test":{text},"holm":{},"bonferroni":{}}}"#,
                number(pair.holm),
                number(pair.bonferroni)
            ),
        ),
    );
    saved(
        &LogRankWeights::fleming_harrington(1.0, 0.5).unwrap(),
        r#"{"fleming_harrington":{"p":1.0,"q":0.5}}"#,
    );
}
