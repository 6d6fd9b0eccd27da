//! Laws of [`SubscriptionLog`]: the union of the days a customer was there.

use proptest::prelude::*;
use tenure::Merge;
use tenure::retention::{Subscription, SubscriptionLog};

use super::{logs, subscriptions};
use crate::support::laws;

#[test]
fn it_is_an_accumulator() {
    laws::accumulator::<SubscriptionLog<u8>, Subscription<u8>>(file!(), subscriptions());
}

#[test]
fn it_is_one_with_names_for_ids() {
    let named = subscriptions().prop_map(|s| {
        Subscription::new(format!("customer {}", s.id()), s.start(), s.end()).unwrap()
    });
    laws::fold::<SubscriptionLog<String>, _>(file!(), named, |items| items.iter().collect());
}

#[test]
fn merging_long_histories_is_the_union_too() {
    // Many spells per customer, so that whole lists are merged and not one spell at a time.
    let one = subscriptions().prop_map(|s| {
        Subscription::new(
            0_u8,
            s.start() * 9,
            s.end().map(|e| s.start() * 9 + (e - s.start()) % 14),
        )
        .unwrap()
    });
    laws::fold::<SubscriptionLog<u8>, _>(file!(), one, |items| items.iter().collect());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// The log says of every customer and day what the raw subscriptions say.
    #[test]
    fn it_covers_exactly_the_days_of_its_subscriptions(raw in logs()) {
        let log: SubscriptionLog<u8> = raw.iter().collect();
        for day in -25..70 {
            for id in 0..12 {
                let there = raw.iter().any(|s| *s.id() == id && s.is_active_on(day));
                prop_assert_eq!(log.subscriptions_of(&id).any(|s| s.is_active_on(day)), there);
            }
            let active = (0..12).filter(|id| raw.iter().any(|s| s.id() == id && s.is_active_on(day)));
            prop_assert_eq!(log.active_on(day), active.count() as u64);
        }
    }

    /// United subscriptions are in order, none empty, with a day between two of one customer, and
    /// give the same log.
    #[test]
    fn what_it_gives_back_is_united(raw in logs()) {
        let log: SubscriptionLog<u8> = raw.into_iter().collect();
        let united: Vec<_> = log.subscriptions().collect();
        for pair in united.windows(2) {
            prop_assert!(pair[0].id() < pair[1].id()
                || (pair[0].id() == pair[1].id() && pair[0].end().unwrap() < pair[1].start()));
        }
        prop_assert!(united.iter().all(|s| s.days() != Some(0)));
        let again: SubscriptionLog<u8> = united
            .iter()
            .map(|s| Subscription::new(**s.id(), s.start(), s.end()).unwrap())
            .collect();
        prop_assert_eq!(again, log);
    }

    /// Cutting a subscription in two at any day changes nothing.
    #[test]
    fn a_renewal_is_no_event(raw in logs(), cut in -20..60_i64) {
        let log: SubscriptionLog<u8> = raw.iter().collect();
        let cut: SubscriptionLog<u8> = raw
            .iter()
            .flat_map(|s| {
                if s.is_active_on(cut) {
                    vec![(*s.id(), s.start(), Some(cut)), (*s.id(), cut, s.end())]
                } else {
                    vec![(*s.id(), s.start(), s.end())]
                }
            })
            .map(|s| Subscription::try_from(s).unwrap())
            .collect();
        prop_assert_eq!(cut, log);
    }
}

#[test]
fn dropping_one_of_two_subscriptions_is_no_churn() {
    let log = SubscriptionLog::try_from_iter([
        ("ann", 0, Some(50)),
        ("ann", 5, Some(10)),
        ("bob", 0, None),
    ])
    .unwrap();
    let window = log.window(0, 30).unwrap();
    assert_eq!(window.churn_events(), 0);
    assert_eq!(log.subscriptions().count(), 2);
    assert_eq!(log.customers(), 2);
}

/// Apart, touching and overlapping: in, against and out of order it is one log, also by halves.
#[test]
fn many_spells_of_one_customer_in_any_order() {
    for (step, length) in [(3, 1), (3, 3), (3, 10)] {
        let spells: Vec<_> = (0..5_000_i64)
            .map(|n| Subscription::new("ann", n * step, Some(n * step + length)).unwrap())
            .collect();
        let log: SubscriptionLog<_> = spells.iter().collect();
        let united = if length < step { 5_000 } else { 1 };
        assert_eq!(log.subscriptions().count(), united);
        let newest_first: SubscriptionLog<_> = spells.iter().rev().collect();
        assert_eq!(newest_first, log);
        let strewn: SubscriptionLog<_> = (0..5_000).map(|n| &spells[n * 1_999 % 5_000]).collect();
        assert_eq!(strewn, log);
        let (odd, even): (Vec<_>, Vec<_>) = spells.into_iter().partition(|s| s.start() % 2 == 1);
        let mut halves: SubscriptionLog<_> = odd.into_iter().rev().collect();
        halves.merge(even.into_iter().collect());
        assert_eq!(halves, log);
    }
}

#[test]
fn a_subscription_that_never_was_leaves_no_trace() {
    let log = SubscriptionLog::try_from_iter([("ann", 5, Some(5))]).unwrap();
    assert!(log.is_empty());
    assert_eq!(log, SubscriptionLog::default());
    // Nor does it join what it lies between: 1 to 5 and 6 to 9 stay apart.
    let log = SubscriptionLog::try_from_iter([(1, 1, Some(5)), (1, 6, Some(9)), (1, 5, Some(5))]);
    assert_eq!(log.unwrap().subscriptions().count(), 2);
}

#[test]
fn it_takes_references_and_all_or_nothing() {
    let rows = [
        ("ann".to_string(), 0, None),
        ("bob".to_string(), 3, Some(9)),
    ];
    let mut log = SubscriptionLog::<String>::try_from_iter(&rows).unwrap();
    let before = log.clone();
    let more = [("cy".to_string(), 0, None), ("di".to_string(), 3, Some(2))];
    assert!(log.try_extend(&more).is_err());
    assert_eq!(log, before);
    log.try_extend(&more[..1]).unwrap();
    assert_eq!(log.customers(), 3);
    assert_eq!(log.subscriptions_of("cy").count(), 1);
    assert_eq!(log.subscriptions_of("nobody").count(), 0);
}

#[cfg(feature = "serde")]
#[test]
fn it_is_a_list_on_the_wire_and_any_list_reads_back() {
    let tagged = |text: &str| crate::support::wire::tagged("subscription log", text);
    let read = |text: &str| serde_json::from_str::<SubscriptionLog<String>>(&tagged(text));
    let text = r#"[{"id":"b","start":3,"end":9},{"id":"a","start":4,"end":null},{"id":"a","start":0,"end":4}]"#;
    let united = serde_json::to_string(&read(text).unwrap()).unwrap();
    assert_eq!(
        united,
        tagged(r#"[{"id":"a","start":0,"end":null},{"id":"b","start":3,"end":9}]"#)
    );
    let wrong = read(r#"[{"id":"b","start":3,"end":2}]"#).unwrap_err();
    assert!(
        wrong
            .to_string()
            .starts_with("start day of a subscription (3) cannot exceed its end day (2)"),
        "{wrong}"
    );
}

#[cfg(feature = "serde")]
#[test]
fn a_row_says_that_it_has_no_end() {
    let tagged = |text: &str| crate::support::wire::tagged("subscription log", text);
    let read = |text: &str| serde_json::from_str::<SubscriptionLog<String>>(&tagged(text));
    assert!(read(r#"[{"id":"a","start":4,"end":null}]"#).is_ok());
    assert!(read(r#"[{"id":"a","start":4}]"#).is_ok());
    for (text, message) in [
        (
            r#"[{"id":"a","start":4,"ende":9}]"#,
            "unknown field `ende`, expected one of `id`, `start`, `end`",
        ),
        (
            r#"[{"id":"a","start":4,"end":null,"End":9}]"#,
            "unknown field `End`, expected one of `id`, `start`, `end`",
        ),
    ] {
        let wrong = read(text).unwrap_err().to_string();
        assert!(wrong.starts_with(message), "{wrong}");
    }
}
