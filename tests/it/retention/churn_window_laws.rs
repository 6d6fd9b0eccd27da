//! Laws of [`ChurnWindow`], and the slow way to count it.

use std::collections::BTreeSet;

use proptest::prelude::*;
use tenure::retention::{
    ChurnDefinition as D, ChurnDefinition, ChurnWindow, StartCohort, Subscription, SubscriptionLog,
};
use tenure::units::Proportion;

use super::{leavers, logs};
use crate::support::assert_close;

/// Who is there on a day, straight from the raw subscriptions.
fn there(raw: &[Subscription<u8>], day: i64) -> BTreeSet<u8> {
    let active = raw.iter().filter(|s| s.is_active_on(day));
    active.map(|s| *s.id()).collect()
}

/// Every count and rate, by asking about every customer on every day.
fn by_hand(raw: &[Subscription<u8>], from: i64, to: i64) -> ([u64; 8], [Option<f64>; 10]) {
    let count = |n: usize| n as u64;
    let (start, end) = (there(raw, from), there(raw, to));
    let (mut joined, mut returned, mut lost, mut days) = (0_u32, 0_u32, 0, 0);
    let mut ever_lost = BTreeSet::new();
    let (mut kept, mut sum) = (1.0, 0.0);
    for day in from + 1..=to {
        let (before, now) = (there(raw, day - 1), there(raw, day));
        let gone: Vec<_> = before.difference(&now).collect();
        for id in now.difference(&before) {
            let known = raw
                .iter()
                .any(|s| s.id() == id && s.start() < day && s.days() != Some(0));
            if known { returned += 1 } else { joined += 1 }
        }
        // Of the customers of the start, those on their first leaving.
        ever_lost.extend(gone.iter().filter(|id| start.contains(id)).map(|id| **id));
        lost += gone.len();
        days += before.len();
        if !before.is_empty() {
            kept *= 1.0 - gone.len() as f64 / before.len() as f64;
            sum += gone.len() as f64 / before.len() as f64;
        }
    }
    let lost_at_end = start.difference(&end).count();
    let (s, e, n, r) = (
        start.len() as f64,
        end.len() as f64,
        f64::from(joined),
        f64::from(returned),
    );
    let events = lost as f64;
    let ratio = |above: f64, below: f64| (below > 0.0).then_some(above / below);
    let anybody = days > 0;
    let rates = [
        ratio(lost_at_end as f64, s),
        ratio(ever_lost.len() as f64, s),
        ratio(events, s + n),
        anybody.then_some(1.0 - kept),
        ratio(n + s - e, s),
        anybody.then_some(sum),
        ratio(events, days as f64 / (to - from) as f64),
        ratio(events, f64::midpoint(s, e)),
        ratio(events, s),
        ratio(n + r + s - e, s),
    ];
    let counts = [
        count(start.len()),
        joined.into(),
        returned.into(),
        count(end.len()),
        count(lost),
        count(days),
        count(lost_at_end),
        count(ever_lost.len()),
    ];
    (counts, rates)
}

fn counted(window: &ChurnWindow) -> [u64; 8] {
    let counts = window.counts();
    [
        counts.start(),
        counts.joined(),
        counts.returned(),
        counts.end(),
        window.churn_events(),
        window.customer_days(),
        window.churned().successes(),
        window.ever_lost().successes(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn the_sweep_is_what_counting_day_by_day_gives(
        raw in logs(), from in -25..50_i64, length in 1..50_i64,
    ) {
        let log: SubscriptionLog<u8> = raw.iter().collect();
        let window = log.window(from, from + length).unwrap();
        let (counts, rates) = by_hand(&raw, from, from + length);
        prop_assert_eq!(counted(&window), counts);
        for (definition, slow) in ChurnDefinition::ALL.iter().copied().zip(rates) {
            let fast = window.rate(definition);
            prop_assert_eq!(fast.is_some(), slow.is_some(), "{}", definition);
            if let (Some(fast), Some(slow)) = (fast, slow) {
                // The slow way rounds at every step; near 0 it leaves a rounding of 1.
                prop_assert!((fast - slow).abs() <= 1e-13 * slow.abs().max(1.0), "{definition}: {fast} {slow}");
            }
        }
    }

    #[test]
    fn the_days_are_what_asking_the_log_each_day_gives(
        raw in logs(), from in -25..50_i64, length in 1..50_i64,
    ) {
        let log: SubscriptionLog<u8> = raw.iter().collect();
        let window = log.window(from, from + length).unwrap();
        let days: Vec<_> = window.daily().collect();
        prop_assert_eq!(days.len(), usize::try_from(length).unwrap());
        for (day, today) in (from + 1..).zip(&days) {
            prop_assert_eq!(today.day, day);
            prop_assert_eq!(today.before, log.active_on(day - 1));
            prop_assert_eq!(today.active, log.active_on(day));
            prop_assert_eq!(today.active + today.lost, today.before + today.joined + today.returned);
            prop_assert_eq!(today.rate().is_none(), today.before == 0);
        }
        let sum: f64 = days.iter().filter_map(tenure::retention::DailyChurn::rate).sum();
        let rate = window.rate(ChurnDefinition::SumOfDailyRates).unwrap_or(0.0);
        prop_assert!((rate - sum).abs() <= 1e-13 * sum.max(1.0));
        let customer_days: u64 = days.iter().map(|today| today.before).sum();
        prop_assert_eq!(window.customer_days(), customer_days);
    }

    #[test]
    fn shares_are_shares_and_the_counts_balance(
        raw in logs(), from in -25..50_i64, length in 1..50_i64,
    ) {
        let log: SubscriptionLog<u8> = raw.iter().collect();
        let window = log.window(from, from + length).unwrap();
        let counts = window.counts();
        prop_assert_eq!(
            counts.start() + counts.joined() + counts.returned(),
            counts.end() + window.churn_events()
        );
        prop_assert!(window.churned().successes() <= window.ever_lost().successes());
        prop_assert!(window.ever_lost().successes() <= window.churn_events());
        prop_assert_eq!(window.retained().successes() + window.churned().successes(), counts.start());
        for definition in ChurnDefinition::ALL.iter().copied() {
            let Some(rate) = window.rate(definition) else { continue };
            prop_assert!(rate.is_finite());
            prop_assert!(definition.may_exceed_one() || (0.0..=1.0).contains(&rate));
            prop_assert!(definition == ChurnDefinition::EndWithoutNew || rate >= 0.0);
            prop_assert!(rate != 0.0 || rate.is_sign_positive());
        }
        prop_assert_eq!(
            window.rate(ChurnDefinition::EventsPerStart),
            window.rate(ChurnDefinition::EndWithoutNewOrReturned)
        );
        // The union bound: adding the daily rates up is never below compounding them.
        let compounded = window.rate(ChurnDefinition::DailySurvival).unwrap_or(0.0);
        prop_assert!(window.rate(ChurnDefinition::SumOfDailyRates).unwrap_or(0.0) >= compounded - 1e-15);
    }

    #[test]
    fn it_is_the_start_cohort_of_the_two_lists(
        raw in logs(), from in -25..50_i64, length in 1..50_i64,
    ) {
        let log: SubscriptionLog<u8> = raw.iter().collect();
        let window = log.window(from, from + length).unwrap();
        let lists = StartCohort::from_ids(there(&raw, from), there(&raw, from + length));
        prop_assert_eq!(window.churned(), lists.churned());
        prop_assert_eq!(window.retained(), lists.retained());
    }

    #[test]
    fn moving_all_days_changes_nothing(
        raw in logs(), from in -25..50_i64, length in 1..50_i64, by in -1_000_000_000_000..1_000_000_000_000_i64,
    ) {
        let log: SubscriptionLog<u8> = raw.iter().collect();
        let moved: SubscriptionLog<u8> = raw
            .iter()
            .map(|s| Subscription::new(*s.id(), s.start() + by, s.end().map(|end| end + by)).unwrap())
            .collect();
        let here = log.window(from, from + length).unwrap();
        let moved = moved.window(from + by, from + by + length).unwrap();
        prop_assert_eq!(counted(&here), counted(&moved));
        let (here, moved) = (here.compare(), moved.compare());
        prop_assert_eq!(here.rates(), moved.rates());
    }

    /// Two windows that share a day hold together what one over both holds.
    #[test]
    fn consecutive_windows_fit_together(
        raw in logs(), from in -25..50_i64, first in 1..30_i64, second in 1..30_i64,
    ) {
        let log: SubscriptionLog<u8> = raw.iter().collect();
        let (middle, to) = (from + first, from + first + second);
        let whole = log.window(from, to).unwrap();
        let (left, right) = (log.window(from, middle).unwrap(), log.window(middle, to).unwrap());
        prop_assert_eq!(left.counts().end(), right.counts().start());
        prop_assert_eq!(left.churn_events() + right.churn_events(), whole.churn_events());
        prop_assert_eq!(left.counts().joined() + right.counts().joined(), whole.counts().joined());
        prop_assert_eq!(left.counts().returned() + right.counts().returned(), whole.counts().returned());
        prop_assert_eq!(left.customer_days() + right.customer_days(), whole.customer_days());
        let days: Vec<_> = left.daily().chain(right.daily()).collect();
        prop_assert_eq!(days, whole.daily().collect::<Vec<_>>());
        let survival = |window: &ChurnWindow| 1.0 - window.rate(ChurnDefinition::DailySurvival).unwrap_or(0.0);
        prop_assert!((survival(&left) * survival(&right) - survival(&whole)).abs() <= 1e-14);
    }

    /// Where nobody joins or returns, retention multiplies over the parts of a period, and daily
    /// survival is retention.
    #[test]
    fn retention_compounds_when_nobody_joins(log in leavers(), cuts in proptest::collection::btree_set(1..60_i64, 1..8)) {
        let mut product = 1.0;
        let mut from = 0;
        for to in &cuts {
            let part = log.window(from, *to).unwrap();
            product *= part.retained().proportion().map_or(0.0, Proportion::get);
            from = *to;
        }
        let whole = log.window(0, from).unwrap();
        let retained = whole.retained().proportion().unwrap().get();
        prop_assert!((product - retained).abs() <= 1e-14, "{product} {retained}");
        prop_assert_eq!(whole.churned(), whole.ever_lost());
        let survival = 1.0 - whole.rate(ChurnDefinition::DailySurvival).unwrap();
        prop_assert!((survival - retained).abs() <= 1e-14);
        // And all definitions of events over start agree with the recommended one.
        for definition in [ChurnDefinition::EventsPerStart, ChurnDefinition::EndWithoutNew, ChurnDefinition::EventsPerStartAndNew] {
            prop_assert_eq!(whole.rate(definition), whole.rate(ChurnDefinition::RECOMMENDED));
        }
    }

    #[test]
    fn nobody_leaves_nobody_is_lost(starts in proptest::collection::vec(-10..30_i64, 0..20)) {
        let mut rows: Vec<_> = starts.iter().enumerate().map(|(id, start)| (id, *start, None)).collect();
        rows.push((usize::MAX, 0, None)); // somebody is there at the start
        let window = SubscriptionLog::try_from_iter(rows).unwrap().window(0, 20).unwrap();
        for (definition, rate) in window.compare().rates() {
            prop_assert_eq!(*rate, Some(0.0), "{}", definition);
        }
        prop_assert_eq!(window.compare().range(), Some((0.0, 0.0)));
    }
}

#[test]
fn undefined_is_none_and_each_for_its_own_reason() {
    // Nobody at the start; one joins on day 5 and leaves on day 8.
    let log = SubscriptionLog::try_from_iter([("ann", 5, Some(8))]).unwrap();
    let rate = |from, to, definition| log.window(from, to).unwrap().rate(definition);
    let defined: Vec<_> = D::ALL
        .iter()
        .copied()
        .filter(|d| rate(0, 30, *d).is_some())
        .collect();
    assert_eq!(
        defined,
        [
            D::EventsPerStartAndNew,
            D::DailySurvival,
            D::SumOfDailyRates,
            D::EventsPerAverageDay
        ]
    );
    assert_eq!(rate(0, 30, D::EventsPerStartAndNew), Some(1.0));
    assert_eq!(rate(0, 30, D::DailySurvival), Some(1.0));
    assert_eq!(rate(0, 30, D::EventsPerAverageDay), Some(10.0)); // 1 loss in 3 days, per 30
    assert_eq!(log.window(0, 30).unwrap().churn(), None);
    // Joined on the last day: a customer at the end, but never one to lose.
    assert_eq!(rate(0, 5, D::DailySurvival), None);
    assert_eq!(rate(0, 5, D::EventsPerMeanOfEnds), Some(0.0));
    // Left on the first day: of the window before.
    assert!(D::ALL.iter().copied().all(|d| rate(8, 30, d).is_none()));
    assert_eq!(rate(7, 8, D::StartCohortLostAtEnd), Some(1.0));
}

#[test]
fn rates_go_beyond_their_bounds_where_the_docs_say_so() {
    // One at the start stays; three join and leave: 300 % of the start.
    let rows = [
        ("a", 0, None),
        ("b", 1, Some(2)),
        ("c", 1, Some(3)),
        ("d", 2, Some(4)),
    ];
    let window = SubscriptionLog::try_from_iter(rows)
        .unwrap()
        .window(0, 30)
        .unwrap();
    assert_eq!(window.rate(ChurnDefinition::EventsPerStart), Some(3.0));
    assert_eq!(window.rate(ChurnDefinition::EndWithoutNew), Some(3.0));
    assert_eq!(
        window.rate(ChurnDefinition::StartCohortLostAtEnd),
        Some(0.0)
    );
    // One at the start stays; one of last year returns: the textbook formula goes below nothing.
    let rows = [("a", 0, None), ("b", -400, Some(-300)), ("b", 3, None)];
    let window = SubscriptionLog::try_from_iter(rows)
        .unwrap()
        .window(0, 30)
        .unwrap();
    assert_eq!(window.rate(ChurnDefinition::EndWithoutNew), Some(-1.0));
    assert_eq!(window.counts().returned(), 1);
    assert_eq!(window.counts().joined(), 0);
}

/// Small losses keep their digits: 1 of 10⁶ customers on each of 3650 days.
#[test]
fn a_long_window_and_a_small_churn_lose_no_digits() {
    let n = 1_000_000_u64;
    let rows = (0..n).map(|id| {
        (
            id,
            -1,
            i64::try_from(id + 1).ok().filter(|end| *end <= 3650),
        )
    });
    let log = SubscriptionLog::try_from_iter(rows).unwrap();
    let window = log.window(0, 3650).unwrap();
    // Nobody joins, so the survival is the share retained, exactly known.
    let lost = window.rate(ChurnDefinition::DailySurvival).unwrap();
    assert_close(lost, 3650.0 / 1e6, 1e-15);
    assert_eq!(window.churn().unwrap().rate().get(), 0.00365);
}

#[cfg(feature = "serde")]
mod wire {
    use super::*;
    use crate::support::wire::tagged;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_window_reads_back_as_it_was(raw in logs(), from in -25..50_i64, length in 1..50_i64) {
            let log: SubscriptionLog<u8> = raw.iter().collect();
            let window = log.window(from, from + length).unwrap();
            let text = serde_json::to_string(&window).unwrap();
            prop_assert_eq!(serde_json::from_str::<ChurnWindow>(&text).unwrap(), window);
        }
    }

    #[test]
    fn a_window_that_cannot_be_is_refused() {
        let window = |start: u64, ever: u64, at_end: u64, changes: &str| {
            let text = format!(
                r#"{{"from":0,"to":30,"start":{start},"ever_lost":{ever},"lost_at_end":{at_end},"changes":[{changes}]}}"#
            );
            serde_json::from_str::<ChurnWindow>(&tagged("churn window", text))
                .map_err(|e| e.to_string())
        };
        let change = |day: i64, joined: u64, lost: u64| format!("[{day},{joined},0,{lost}]");
        assert!(window(2, 1, 1, &change(5, 1, 1)).is_ok());
        let impossible = "daily changes of a churn window must be in order of their days, within \
                          the window, and never of more customers than there are";
        let two = |a: String, b: String| format!("{a},{b}");
        for (start, ever, at_end, changes) in [
            (2, 0, 0, change(0, 1, 0)),                       // on `from`
            (2, 0, 0, change(31, 1, 0)),                      // after `to`
            (2, 0, 0, change(5, 0, 0)),                       // nothing happened
            (2, 0, 0, two(change(7, 1, 0), change(5, 1, 0))), // out of order
            (2, 0, 0, two(change(5, 1, 0), change(5, 1, 0))), // twice
            (2, 2, 2, change(5, 0, 3)),                       // more than there are
            (2, 2, 0, change(5, 0, 1)),                       // more than left
            (2, 1, 2, change(5, 0, 2)),                       // lost but never left
            (2, 1, 0, change(5, 1, 1)),                       // back without returning
            (3, 1, 1, change(5, 0, 2)),                       // retained but not there
            (u64::MAX, 0, 0, change(5, 1, 0)),                // beyond 64 bits
            (0, 0, 0, two(change(5, u64::MAX, 0), change(6, 1, u64::MAX))), // in total
        ] {
            let error = window(start, ever, at_end, &changes).unwrap_err();
            assert!(error.starts_with(impossible), "{changes}: {error}");
        }
        let error = window(2, 3, 0, &change(5, 9, 2)).unwrap_err();
        assert!(
            error.starts_with(
                "start customers who ever left (3) cannot exceed customers at the start (2)"
            ),
            "{error}"
        );
        let error = window(1, 2, 0, &two(change(5, 2, 0), change(6, 0, 2))).unwrap_err();
        assert!(
            error.starts_with(
                "start customers who ever left (2) cannot exceed customers at the start (1)"
            ),
            "{error}"
        );
        let back = r#"{"from":3,"to":3,"start":0,"ever_lost":0,"lost_at_end":0,"changes":[]}"#;
        let error = serde_json::from_str::<ChurnWindow>(&tagged("churn window", back))
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("days in a window must be at least 1, got 0"),
            "{error}"
        );
    }
}
