//! What revenue does with what cannot be, and at the ends of time and money.

use tenure::retention::revenue::{
    MovementKind, RecurringCharge, RevenueChange, RevenueLedger, RevenueMovements,
};
use tenure::units::{Level, Money};
use tenure::{Error, Merge};

#[test]
fn a_negative_mrr_is_refused_with_its_remedy() {
    let message = "MRR of a customer (in minor units) must be at least 0 (RevenueChange::clamped counts \
                   those whose credits exceed their plan as not paying), got -1";
    assert_eq!(
        RevenueMovements::try_from_iter([(5, 6, true), (-1, 6, true)])
            .unwrap_err()
            .to_string(),
        format!("item 1 was rejected: opening {message}")
    );
    assert_eq!(
        RevenueMovements::try_from_iter([(5, -1, true)])
            .unwrap_err()
            .to_string(),
        format!("item 0 was rejected: closing {message}")
    );
    let money = Money::from_minor;
    let clamped = RevenueChange::clamped(money(-20), money(300), true).unwrap();
    assert_eq!(clamped.kind(), Some(MovementKind::Reactivation));
    assert_eq!(
        (clamped.opening(), clamped.amount()),
        (Money::ZERO, money(300))
    );
    assert_eq!(
        RecurringCharge::new("ann", 0, None, money(-3))
            .unwrap_err()
            .to_string(),
        "MRR of a charge (in minor units) must be at least 0 (RevenueChange::clamped counts those whose \
         credits exceed their plan as not paying), got -3"
    );
}

#[test]
fn more_than_anybody_pays_is_refused() {
    let most = RevenueChange::MOST_IN_MINOR;
    assert!(RevenueChange::from_minor(most, most, false).is_ok());
    for huge in [most + 1, i64::MAX] {
        let refused = RevenueChange::from_minor(huge, 0, false)
            .unwrap_err()
            .to_string();
        assert!(
            refused.starts_with(
                "opening MRR of a customer (in minor units) must be at most 2^48, 281474976710656 \
                 (count in larger units), got "
            ),
            "{refused}"
        );
    }
    // Two charges that are too much together are found when they are asked for.
    let ledger =
        RevenueLedger::try_from_iter([("ann", 3, None, most), ("ann", 5, None, most)]).unwrap();
    assert!(
        ledger.movements(2, 3).is_err(),
        "whenever it is asked: the ledger is wrong"
    );
    assert_eq!(
        ledger.waterfall(0, 9).unwrap_err().to_string(),
        "MRR of all charges of a customer (in minor units) must be at most 2^48, 281474976710656 \
         (count in larger units), got 562949953421312"
    );
    // The same charge so often that its sum stops at the end of 64 bits.
    let mut often = ledger;
    for _ in 0..80 {
        often.merge(often.clone());
    }
    assert!(often.movements(2, 3).is_err());
    assert_eq!(often.customers(), 1);
}

#[test]
fn a_charge_cannot_end_before_it_starts() {
    assert_eq!(
        RevenueLedger::try_from_iter([("ann", 0, None, 500), ("bob", 3, Some(-3), 500)])
            .unwrap_err()
            .to_string(),
        "item 1 was rejected: first period of a charge (3) cannot exceed the first without it (-3)"
    );
    let mut ledger = RevenueLedger::try_from_iter([("ann", 0, None, 500)]).unwrap();
    let before = ledger.clone();
    assert!(
        ledger
            .try_extend([("cy", 0, None, 1), ("di", 1, Some(0), 1)])
            .is_err()
    );
    assert_eq!(ledger, before);
    ledger
        .try_extend([("eve", 4, Some(4), 900), ("eve", 4, None, 0)])
        .unwrap();
    assert_eq!(ledger, before, "never charged, and charged nothing");
}

/// The first index that repeats, whatever comes after it, and whichever is wrong first.
#[test]
fn a_customer_twice_is_refused_by_its_index() {
    let twice = "customer (add up the subscriptions of each, or use a RevenueLedger) occurs twice";
    let message = |rows: &[(&str, i64, i64, bool)]| {
        RevenueMovements::try_from_customers(rows.iter().copied())
            .unwrap_err()
            .to_string()
    };
    let (z, a, b) = (("z", 1, 1, true), ("a", 2, 2, true), ("b", 3, 3, true));
    assert_eq!(
        message(&[z, a, b, a, z, a]),
        format!("item 3 was rejected: {twice}")
    );
    assert_eq!(message(&[z, z]), format!("item 1 was rejected: {twice}"));
    assert_eq!(
        message(&[a, b, a, ("c", -1, 0, true)]),
        format!("item 2 was rejected: {twice}")
    );
    assert!(message(&[a, ("c", -1, 0, true), a]).starts_with("item 1 was rejected: opening MRR"));
    assert!(message(&[a, ("a", -1, 0, true)]).starts_with("item 1 was rejected: opening MRR"));
    assert!(RevenueMovements::try_from_customers([z, a, b]).is_ok());
    let money = Money::from_minor;
    let amounts = RevenueMovements::try_from_customers([(7, money(1), money(2), true)]).unwrap();
    assert_eq!(amounts.expansion(), money(1));

    let twice =
        "customer in one period (RecurringCharge::in_period adds up subscriptions) occurs twice";
    let message = |rows: &[(&str, i64, i64)]| {
        RevenueLedger::try_from_snapshots(rows.iter().copied())
            .unwrap_err()
            .to_string()
    };
    let rows = [
        ("ann", 0, 5),
        ("bob", 0, 5),
        ("ann", 1, 5),
        ("bob", 0, 0),
        ("ann", 0, 5),
    ];
    assert_eq!(message(&rows), format!("item 3 was rejected: {twice}"));
    let bad_first = [("ann", 0, 5), ("bob", 0, -5), ("ann", 0, 5)];
    assert!(message(&bad_first).starts_with("item 1 was rejected: MRR of a charge"));
    assert!(matches!(
        RevenueLedger::try_from_snapshots(rows),
        Err(Error::Item { index: 3, .. })
    ));
}

#[test]
fn time_goes_forward() {
    let ledger = RevenueLedger::try_from_iter([("ann", 0, None, 500)]).unwrap();
    assert_eq!(
        ledger.movements(5, 2).unwrap_err().to_string(),
        "period to compare with (5) cannot exceed the period compared (2)"
    );
    for refused in [
        ledger.movements(5, 5).unwrap_err(),
        ledger.waterfall(5, 5).unwrap_err(),
        ledger.revenue_retention(5, 5).unwrap_err(),
    ] {
        assert_eq!(
            refused.to_string(),
            "periods between two points of revenue must be at least 1, got 0"
        );
    }
}

#[test]
fn the_ends_of_time_do_not_overflow() {
    let (first, last) = (i64::MIN, i64::MAX);
    let ledger = RevenueLedger::try_from_iter([
        ("always", first, None, 100),
        ("to the last period", first, Some(last), 20),
        ("in the last period", last, None, 3),
        ("a moment", 0, Some(1), 4000),
    ])
    .unwrap();
    let all = ledger.movements(first, last).unwrap();
    assert_eq!((all.opening().minor(), all.closing().minor()), (120, 103));
    assert_eq!((all.churn().minor(), all.new_business().minor()), (20, 3));
    assert_eq!(
        ledger.waterfall(first, last).unwrap_err().to_string(),
        "periods of a revenue waterfall must be at most 100000, \
         got 18446744073709551615"
    );
    assert!(ledger.revenue_retention(first, last).is_err());
    assert_eq!(ledger.waterfall(0, 100_000).unwrap().iter().len(), 100_000);
    assert!(ledger.waterfall(0, 100_001).is_err());
    let final_period = ledger.waterfall(last - 2, last).unwrap();
    let ends: Vec<_> = final_period
        .iter()
        .map(|(period, moved)| (period, moved.closing().minor()))
        .collect();
    assert_eq!(ends, [(last - 1, 120), (last, 103)]);
    let beginning = ledger.waterfall(first, first + 1).unwrap();
    assert_eq!(beginning.iter().next().unwrap().1.opening().minor(), 120);
    // A snapshot of the last period there is.
    let snapshot =
        RevenueLedger::try_from_snapshots([("ann", last, 5), ("ann", first, 4)]).unwrap();
    assert_eq!(snapshot.paid_by("ann", last).minor(), 5);
    assert_eq!(
        snapshot.movements(first, last).unwrap().expansion().minor(),
        1
    );
    assert_eq!(snapshot.paid_by("ann", 0), Money::ZERO);
    assert_eq!(snapshot.periods(), Some((first, last)));
}

#[test]
fn nobody_at_all() {
    let nobody = RevenueMovements::default();
    assert_eq!(
        nobody,
        RevenueMovements::try_from_iter([(0, 0, true), (0, 0, false)]).unwrap()
    );
    assert_eq!(nobody.gross_revenue_retention(), None);
    assert_eq!(nobody.net_revenue_retention(), None);
    assert_eq!(nobody.quick_ratio(), None);
    assert_eq!(
        nobody.average_revenue_per_customer_at_start_in_major(0),
        None
    );
    assert_eq!(nobody.average_revenue_per_customer_at_end_in_major(0), None);
    assert_eq!(nobody.logo_churn().proportion(), None);
    assert_eq!(nobody.closing(), Money::ZERO);
    // Only new ones: a report, but no retention.
    let only_new = RevenueMovements::try_from_iter([(0, 700, false)]).unwrap();
    assert_eq!(only_new.net_revenue_retention_with_reactivation(), None);
    assert_eq!(
        only_new.average_revenue_per_customer_at_end_in_major(0),
        Some(700.0)
    );

    let ledger = RevenueLedger::<u8>::default();
    assert!(ledger.is_empty());
    assert_eq!((ledger.periods(), ledger.customers()), (None, 0));
    assert_eq!(ledger.movements(0, 1).unwrap(), nobody);
    let retention = ledger.revenue_retention(0, 12).unwrap();
    assert_eq!(
        (retention.net_chained(), retention.gross_chained()),
        (None, None)
    );
    assert_eq!(retention.gross_running_minimum(), None);
}

/// Merged with itself for ever a state stops at a ceiling, where its rates are still rates.
#[test]
fn doubling_for_ever_stays_lawful() {
    let mut all = RevenueMovements::try_from_iter([
        (RevenueChange::MOST_IN_MINOR, 0, true),
        (900, RevenueChange::MOST_IN_MINOR, true),
        (500, 400, true),
        (0, 70, true),
        (0, 70, false),
    ])
    .unwrap();
    for turn in 0..140 {
        all.merge(all.clone());
        let gross = all.gross_revenue_retention().unwrap().get();
        let net = all.net_revenue_retention().unwrap();
        assert!(
            (0.0..=1.0).contains(&gross) && gross <= net && net.is_finite(),
            "{turn}"
        );
        assert!(!all.closing().is_negative());
        assert!(all.logo_churn().proportion().is_some());
        // The squares are the first to stop; from there on there is no interval, and not a wrong one.
        let interval = all.net_revenue_retention_interval(Level::P95);
        assert_eq!(interval.is_some(), turn < 15, "{turn}");
        assert_eq!(
            all.effective_customers_at_start().is_some(),
            turn < 15,
            "{turn}"
        );
        #[cfg(feature = "serde")]
        {
            let text = serde_json::to_string(&all).unwrap();
            assert_eq!(
                serde_json::from_str::<RevenueMovements>(&text).unwrap(),
                all,
                "{turn}"
            );
        }
    }
}

#[test]
fn of_two_bad_snapshots_the_first_is_named() {
    let twice = "item 1 was rejected: customer in one period (RecurringCharge::in_period adds up subscriptions) \
                 occurs twice";
    let rows = [("a", 1, 5_i64), ("a", 1, 6), ("b", 1, -1)];
    let error = RevenueLedger::try_from_snapshots(rows).unwrap_err();
    assert_eq!(error.to_string(), twice);
    let rows = [("a", 1, 5_i64), ("b", 1, -1), ("a", 1, 6)];
    let error = RevenueLedger::try_from_snapshots(rows).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("item 1 was rejected: MRR of a charge")
    );
}
