//! What a log does with what cannot be, and at the ends of time.

use tenure::retention::{ChurnDefinition, Subscription, SubscriptionLog};

#[test]
fn a_subscription_cannot_end_before_it_starts() {
    assert_eq!(
        Subscription::new("ann", 10, Some(9))
            .unwrap_err()
            .to_string(),
        "start day of a subscription (10) cannot exceed its end day (9)"
    );
    assert_eq!(
        SubscriptionLog::try_from_iter([("ann", 0, None), ("bob", 3, Some(-3))])
            .unwrap_err()
            .to_string(),
        "item 1 was rejected: start day of a subscription (3) cannot exceed its end day (-3)"
    );
    let never = Subscription::new("ann", 10, Some(10)).unwrap();
    assert_eq!(never.days(), Some(0));
    assert!(!never.is_active_on(10));
}

#[test]
fn a_window_has_at_least_a_day() {
    let log = SubscriptionLog::try_from_iter([("ann", 0, None)]).unwrap();
    assert_eq!(
        log.window(30, 0).unwrap_err().to_string(),
        "first day of a window (30) cannot exceed its last day (0)"
    );
    assert_eq!(
        log.window(30, 30).unwrap_err().to_string(),
        "days in a window must be at least 1, got 0"
    );
    assert_eq!(log.window(29, 30).unwrap().days(), 1);
}

#[test]
fn the_ends_of_time_do_not_overflow() {
    let (first, last) = (i64::MIN, i64::MAX);
    let log = SubscriptionLog::try_from_iter([
        ("always", first, None),
        ("to the last day", first, Some(last)),
        ("on the last day", last, None),
        ("a moment", 0, Some(1)),
        ("touching", first, Some(0)),
        ("touching", 0, Some(last)),
    ])
    .unwrap();
    assert_eq!(
        log.subscriptions_of("touching").next().unwrap().days(),
        Some(u64::MAX)
    );
    let window = log.window(first, last).unwrap();
    assert_eq!(window.days(), u64::MAX);
    assert_eq!(window.period(), None);
    assert_eq!(window.churn(), None);
    assert_eq!(window.counts().start(), 3);
    assert_eq!(window.counts().end(), 2);
    assert_eq!(window.churn_events(), 3);
    assert_eq!(window.customer_days(), u64::MAX);
    for definition in ChurnDefinition::ALL.iter().copied() {
        assert!(window.rate(definition).unwrap().is_finite(), "{definition}");
    }
    assert!(
        window
            .compare()
            .to_string()
            .contains("-9223372036854775808")
    );
    // The days are made as they are asked for: 2⁶⁴ of them cost nothing.
    let today = window.daily().next().unwrap();
    assert_eq!((today.day, today.before), (first + 1, 3));
    let final_day = log.window(last - 1, last).unwrap();
    assert_eq!(final_day.daily().last().unwrap().day, last);
    assert_eq!(final_day.churn_events(), 2);
    assert_eq!(log.active_on(first), 3);
    assert_eq!(log.active_on(last), 2);
}

#[test]
fn one_customer_on_one_day() {
    let log = SubscriptionLog::try_from_iter([(1_u8, 0, Some(1))]).unwrap();
    let window = log.window(0, 1).unwrap();
    assert_eq!(window.customer_days(), 1);
    for definition in ChurnDefinition::ALL.iter().copied() {
        let expected = match definition {
            ChurnDefinition::EventsPerMeanOfEnds => 2.0,
            _ => 1.0,
        };
        assert_eq!(window.rate(definition), Some(expected), "{definition}");
    }
}

#[test]
fn every_definition_explains_itself() {
    let mut names: Vec<_> = ChurnDefinition::ALL.iter().map(|d| d.name()).collect();
    for definition in ChurnDefinition::ALL.iter().copied() {
        assert!(!definition.formula().is_empty() && !definition.used_by().is_empty());
        assert!(!definition.needs().is_empty());
        assert!(definition.name().chars().count() <= 32, "fits its column");
        assert!(!(definition.complement_is_retention() && definition.may_exceed_one()));
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 10);
    assert!(ChurnDefinition::RECOMMENDED.complement_is_retention());
    assert_eq!(
        format!("{:>20}|", ChurnDefinition::EventsPerStart),
        "    events per start|"
    );
}

#[cfg(feature = "serde")]
#[test]
fn counts_that_no_customers_can_have_made_are_not_read() {
    use crate::support::wire::tagged;
    use tenure::retention::{Referrals, RepeatPurchases};

    let repeats = |again: u8, once: u8, orders: u8| {
        let form = format!(
            r#"{{"buyers":{{"successes":{again},"failures":{once}}},"without_order":1,"orders":{orders}}}"#
        );
        serde_json::from_str::<RepeatPurchases>(&tagged("repeat purchases", form))
    };
    assert!(repeats(0, 0, 0).is_ok() && repeats(0, 3, 3).is_ok() && repeats(1, 3, 9).is_ok());
    for (wrong, message) in [
        (
            repeats(0, 0, 2),
            "orders (2) cannot exceed the number of customers, none of whom bought again (0)",
        ),
        (
            repeats(0, 3, 4),
            "orders (4) cannot exceed the number of customers, none of whom bought again (3)",
        ),
        (
            repeats(1, 3, 4),
            "the fewest orders these customers can have placed (5) cannot exceed all orders (4)",
        ),
    ] {
        let wrong = wrong.unwrap_err().to_string();
        assert!(wrong.starts_with(message), "{wrong}");
    }
    let referrals = |who: u8, others: u8, referrals: u8| {
        let form = format!(
            r#"{{"customers":{{"successes":{who},"failures":{others}}},"referrals":{referrals}}}"#
        );
        serde_json::from_str::<Referrals>(&tagged("referrals", form))
    };
    assert!(referrals(0, 4, 0).is_ok() && referrals(1, 0, 5).is_ok());
    let wrong = referrals(0, 4, 5).unwrap_err().to_string();
    let message =
        "referrals (5) cannot exceed the number possible when no customer referred anybody (0)";
    assert!(wrong.starts_with(message), "{wrong}");
}

#[cfg(feature = "serde")]
#[test]
fn what_is_counted_to_the_ceiling_reads_back() {
    use tenure::Merge;
    use tenure::retention::{Referrals, RepeatPurchases};

    for orders in [1, 2, u64::MAX] {
        let mut repeats = RepeatPurchases::try_from_iter([orders]).unwrap();
        let mut referrals = Referrals::try_from_iter([orders, 0]).unwrap();
        for _ in 0..130 {
            repeats.merge(repeats);
            referrals.merge(referrals);
            let text = serde_json::to_string(&repeats).unwrap();
            assert_eq!(
                serde_json::from_str::<RepeatPurchases>(&text).unwrap(),
                repeats
            );
            let text = serde_json::to_string(&referrals).unwrap();
            assert_eq!(serde_json::from_str::<Referrals>(&text).unwrap(), referrals);
        }
    }
}

#[test]
fn a_subscription_is_as_wide_as_asked_for() {
    let running = Subscription::new("zoë", 1, None).unwrap();
    assert_eq!(format!("{running:>20}|"), "   zoë from day 1 on|");
    assert_eq!(format!("{running:20}|"), "zoë from day 1 on   |");
    assert_eq!(format!("{running:-^20}|"), "-zoë from day 1 on--|");
    assert_eq!(format!("{running:3.3}|"), "zoë from day 1 on|");
}
