//! The laws of the table and of the log.

use proptest::collection::vec;
use proptest::prelude::*;
use tenure::Merge;
use tenure::clv::history::{HistoryTable, Observation, Purchase, PurchaseHistory, PurchaseLog};
use tenure::units::{Money, TimeUnit};

use super::history;
use crate::support::laws;

/// Few different ones, so that they meet; of whole days, of halves, and beyond what fits one integer.
fn histories() -> impl Strategy<Value = PurchaseHistory> {
    let scale = prop_oneof![Just(1.0), Just(0.5), Just(1e7), Just(1e-3)];
    (0_u64..4, 1_u32..4, 0_u32..3, scale).prop_map(|(x, last, more, scale)| {
        let last = if x == 0 { 0 } else { last };
        let age = (last + more).max(1);
        history(x, f64::from(last) * scale, f64::from(age) * scale)
    })
}

fn purchases() -> impl Strategy<Value = (u8, i64, i64)> {
    (0_u8..6, -4_i64..30, -2_i64..20)
}

fn collect(lines: &[(u8, i64, i64)]) -> PurchaseLog<u8> {
    let lines = lines
        .iter()
        .map(|(id, day, cents)| Purchase::or_refund(*id, *day, Money::from_minor(*cents)).unwrap());
    lines.collect()
}

#[test]
fn of_the_table() {
    laws::accumulator::<HistoryTable, _>(file!(), histories());
}

#[test]
fn of_the_log() {
    laws::fold::<PurchaseLog<u8>, _>(file!(), purchases(), collect);
    // Texts of their own, and starts.
    laws::fold::<PurchaseLog<String, 24>, _>(file!(), purchases(), |lines| {
        let mut log = PurchaseLog::default();
        for (id, hour, cents) in lines {
            if *cents == 7 {
                log.push_start(id.to_string(), *hour);
            } else {
                let amount = Money::from_minor(*cents);
                log.push(Purchase::or_refund(id.to_string(), *hour, amount).unwrap());
            }
        }
        log
    });
}

#[cfg(feature = "rayon")]
#[test]
fn in_parallel_it_is_the_same() {
    use rayon::prelude::*;
    let mut dice = 7_u64;
    let mut next = |below: u64| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (dice >> 33) % below
    };
    let mut lines: Vec<Purchase<u64>> = (0..100_000)
        .map(|_| {
            let (id, day, cents) = (next(5000), next(300) as i64, next(9999) as i64);
            Purchase::new(id, day, Money::from_minor(cents)).unwrap()
        })
        .collect();
    for sorted in [false, true] {
        if sorted {
            lines.sort_by_key(|line| (*line.id(), line.time()));
        }
        let whole: PurchaseLog<u64> = lines.iter().collect();
        assert_eq!(lines.par_iter().collect::<PurchaseLog<u64>>(), whole);
        let mut extended = PurchaseLog::<u64>::default();
        extended.par_extend(lines.par_iter().copied());
        assert_eq!(extended, whole);
        assert_eq!(
            extended.histories(200).unwrap(),
            whole.histories(200).unwrap()
        );
        let mut one_by_one = PurchaseLog::<u64>::default();
        for line in &lines {
            one_by_one.push(*line);
        }
        assert_eq!(one_by_one, whole);
        one_by_one.sort();
        assert_eq!(one_by_one, whole);
        assert_eq!(one_by_one.customers(), whole.customers());
    }
}

#[cfg(feature = "rayon")]
#[test]
fn histories_on_all_threads_are_the_same() {
    use tenure::clv::history::Refunds;
    let mut dice = 11_u64;
    let mut next = |below: u64| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (dice >> 33) % below
    };
    let mut log = PurchaseLog::<u64>::default();
    for _ in 0..100_000 {
        let (id, day, cents) = (next(5000), next(300) as i64, next(9999) as i64);
        log.push(Purchase::new(id, day, Money::from_minor(cents)).unwrap());
        if next(20) == 0 {
            let refund = Purchase::or_refund(id, day + 1, Money::from_minor(-cents)).unwrap();
            log.push(refund);
        }
    }
    // Those who never bought, too, before all others and after them.
    for id in (0..100).chain(4950..5100) {
        log.push_start(id, 3);
    }
    let observation = Observation::until(200).refunds(Refunds::AreIgnored);
    for sorted in [false, true] {
        if sorted {
            log.sort();
        }
        for threads in [1, 3] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
            pool.build().unwrap().install(|| {
                assert_eq!(log.par_histories(200).unwrap(), log.histories(200).unwrap());
                let tables = (log.par_histories(observation), log.histories(observation));
                assert_eq!(tables.0.unwrap(), tables.1.unwrap());
            });
        }
    }
    assert_eq!(
        log.par_histories(-1_000_000_000_000).is_err(),
        log.histories(-1_000_000_000_000).is_err()
    );
    let nobody = PurchaseLog::<u64>::default();
    assert_eq!(
        nobody.par_histories(9).unwrap(),
        nobody.histories(9).unwrap()
    );
    let most_of_one: PurchaseLog<u64> = (0..40_000)
        .map(|day| Purchase::new(7, day, Money::from_minor(100)).unwrap())
        .chain([Purchase::new(8, 5, Money::from_minor(100)).unwrap()])
        .collect();
    let table = most_of_one.par_histories(50_000).unwrap();
    assert_eq!((table.customers(), table.repeat_purchases()), (2, 39_999));
}

/// What each customer did, worked out with sets.
fn plainly(
    lines: &[(u8, i64, i64)],
    until: i64,
    holdout: i64,
) -> Vec<(u8, PurchaseHistory, i64, u64)> {
    let mut found = Vec::new();
    for id in 0..=u8::MAX {
        let of = |days: core::ops::RangeInclusive<i64>| {
            lines
                .iter()
                .filter(move |(who, day, cents)| *who == id && days.contains(day) && *cents >= 0)
        };
        let mut days: Vec<i64> = of(i64::MIN..=holdout).map(|(_, day, _)| *day).collect();
        days.sort_unstable();
        days.dedup();
        let Some(first) = days.first().copied().filter(|first| *first < until) else {
            continue;
        };
        let repeats: Vec<i64> = days
            .iter()
            .copied()
            .filter(|day| *day > first && *day <= until)
            .collect();
        let last = repeats.last().map_or(0, |last| last - first);
        let seen = history(repeats.len() as u64, last as f64, (until - first) as f64);
        let spend = of(first + 1..=until).map(|(_, _, cents)| cents).sum();
        let later = days.iter().filter(|day| **day > until).count() as u64;
        found.push((id, seen, spend, later));
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { source_file: Some(file!()), ..ProptestConfig::with_cases(256) })]

    #[test]
    fn a_log_says_what_a_plain_count_says(lines in vec(purchases(), 0..80), until in -5_i64..35, more in 0_i64..10) {
        let log = collect(&lines);
        let rule = tenure::clv::history::Refunds::AreIgnored;
        let observation = Observation::until(until).holdout_until(until + more).refunds(rule);
        let got: Vec<_> = log
            .observed_customers(observation)
            .unwrap()
            .map(|c| {
                let spend = i64::try_from(c.repeat_spend().minor()).unwrap();
                (**c.id(), c.history(), spend, c.holdout_purchases().unwrap())
            })
            .collect();
        let expected = plainly(&lines, until, until + more);
        prop_assert_eq!(&got, &expected);

        let table: HistoryTable = expected.iter().map(|(_, history, ..)| *history).collect();
        prop_assert_eq!(log.histories(observation).unwrap(), table.clone());
        let counts = log.repeat_purchase_counts(observation, 3).unwrap();
        let (mut calibration, mut holdout) = (0, 0);
        for stretch in counts.periods() {
            *(if stretch.is_holdout { &mut holdout } else { &mut calibration }) += stretch.repeat_purchases;
        }
        prop_assert_eq!(calibration, table.repeat_purchases());
        let later: u64 = expected.iter().map(|(.., later)| later).sum();
        prop_assert_eq!(holdout, later);
        prop_assert_eq!(counts.customers(), table.customers());
    }

    /// Each customer's days alone give the same history.
    #[test]
    fn one_customer_at_a_time_is_the_same(days in vec(-5_i64..40, 0..20), until in -5_i64..40) {
        let alone = PurchaseHistory::try_from_purchases(days.iter().copied(), until);
        let lines: Vec<_> = days.iter().map(|day| (0_u8, *day, 1_i64)).collect();
        let log = collect(&lines);
        let in_log = log.observed_customers(until).unwrap().next().map(|c| c.history());
        prop_assert_eq!(alone.as_ref().ok(), in_log.as_ref());
        if let Err(error) = alone {
            prop_assert_eq!(
                error.to_string(),
                "a purchase history needs at least 1 purchase before the last day, got 0"
            );
        }
    }

    /// The unit a history is given in changes nothing but rounding: no table has −0, NaN or a last purchase
    /// after the age.
    #[test]
    fn any_unit_keeps_the_order(x in 0_u64..3, last in 0.0_f64..1e6, share in 0.0_f64..=1.0, days in 1e-6_f64..1e6) {
        let unit = TimeUnit::days(days).unwrap();
        if let Ok(history) = PurchaseHistory::new(x, last * share, last, unit) {
            for unit in [unit, TimeUnit::DAY, TimeUnit::WEEK, TimeUnit::MONTH] {
                let (last, age) = (history.last(unit), history.age(unit));
                prop_assert!(age > 0.0 && last <= age && last.is_sign_positive());
                prop_assert_eq!(x > 0, last > 0.0);
            }
        }
    }

    #[test]
    fn the_rows_are_in_order_and_count_everybody(customers in vec((histories(), 0_u64..5), 0..60)) {
        let mut table = HistoryTable::default();
        let mut plain = HistoryTable::default();
        for (history, n) in &customers {
            table.push_many(*history, *n);
            plain.extend(core::iter::repeat_n(*history, usize::try_from(*n).unwrap()));
        }
        prop_assert_eq!(&table, &plain);
        // What waits to be sorted is counted all the same.
        let total: u64 = customers.iter().map(|(_, n)| n).sum();
        let purchases: u64 = customers.iter().map(|(h, n)| n * h.repeat_purchases()).sum();
        prop_assert_eq!(table.customers(), total);
        prop_assert_eq!(table.repeat_purchases(), purchases);
        prop_assert_eq!(table.is_empty(), total == 0);
        let key = |history: &PurchaseHistory| {
            let day = TimeUnit::DAY;
            (history.repeat_purchases(), history.last(day), history.age(day))
        };
        let rows: Vec<_> = table.rows().collect();
        prop_assert_eq!(rows.len(), table.rows().len());
        prop_assert!(rows.is_sorted_by(|a, b| key(&a.0) < key(&b.0)));
        prop_assert!(rows.iter().all(|(_, n)| *n > 0));
        table.sort();
        prop_assert_eq!(table.rows().collect::<Vec<_>>(), rows);
        prop_assert_eq!((table.customers(), table.repeat_purchases()), (plain.customers(), plain.repeat_purchases()));
    }
}

/// More than a batch, merged with less than an eighth and with more.
#[test]
fn large_tables_merge_as_small_ones() {
    let row = |n: u64| {
        history(
            n % 3,
            if n.is_multiple_of(3) {
                0.0
            } else {
                1.0 + (n % 500) as f64
            },
            600.0 + (n % 7) as f64 / 2.0,
        )
    };
    let whole: HistoryTable = (0..200_000).map(row).collect();
    let mut parts: HistoryTable = (0..150_000).map(row).collect();
    parts.merge((150_000..199_990).map(row).collect());
    for n in 199_990..200_000 {
        parts.merge([row(n)].into_iter().collect());
    }
    assert_eq!(parts, whole);
    assert_eq!(
        (parts.customers(), parts.distinct()),
        (200_000, whole.distinct())
    );
}
