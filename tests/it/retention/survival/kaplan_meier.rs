//! The survival curve against reference values, its laws, and what it does at the edges.

use proptest::prelude::*;
use tenure::retention::survival::{
    Elapsed, KaplanMeier, Lifetime, LifetimeTable, SurvivalMethod, SurvivalStep,
};
use tenure::units::{Finite, Level, Proportion};

use super::{CURVES, lifetimes, table_of};
use crate::support::assert_close;
use crate::support::golden::golden;

pub(super) fn curve<T: Elapsed>(pairs: impl IntoIterator<Item = (T, bool)>) -> KaplanMeier<T> {
    LifetimeTable::try_from_iter(pairs)
        .unwrap()
        .kaplan_meier()
        .unwrap()
}

pub(super) fn share(p: f64) -> Proportion {
    Proportion::new(p).unwrap()
}

pub(super) const METHODS: [(SurvivalMethod, &str); 3] = [
    (SurvivalMethod::Plain, "plain"),
    (SurvivalMethod::Log, "log"),
    (SurvivalMethod::LogLog, "loglog"),
];

#[test]
fn the_reference_curves() {
    for id in CURVES {
        let item = golden(id);
        let curve = table_of(&item).kaplan_meier().unwrap();
        let rows = item.expected("table").as_array().unwrap();
        assert_eq!(curve.steps().len(), rows.len(), "{id}");
        for (place, (step, row)) in curve.steps().iter().zip(rows).enumerate() {
            assert_eq!(f64::from(step.time()), row["time"].as_f64().unwrap());
            assert_eq!(step.at_risk(), row["n_risk"].as_u64().unwrap());
            assert_eq!(step.left(), row["n_event"].as_u64().unwrap());
            assert_close(step.survival(), row["surv"].as_f64().unwrap(), 1e-12);
            assert_eq!(
                step.standard_error().is_some(),
                row["std_err"].is_number(),
                "{id} {place}"
            );
            if let Some(error) = step.standard_error() {
                assert_close(error, row["std_err"].as_f64().unwrap(), 1e-12);
            }
            for (method, name) in METHODS {
                let got = step.interval_with(method, Level::P95);
                let want = item.pair(&format!("table/{place}/{name}"));
                assert_eq!(got.is_some(), want.is_some(), "{id} {place} {name}");
                if let (Some(got), Some([lower, upper])) = (got, want) {
                    assert_close(got.lower(), lower, 1e-12);
                    assert_close(got.upper(), upper, 1e-12);
                }
            }
            assert_eq!(
                step.interval(Level::P95),
                step.interval_with(SurvivalMethod::LogLog, Level::P95)
            );
        }
        assert_eq!(Some(curve.customers()), item.input("n").as_u64());
        assert_eq!(Some(curve.left()), item.input("events").as_u64());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// When everybody was seen to leave, it is the share of those who stayed longer, to the bit, and
    /// Greenwood's variance is p(1 − p)/n.
    #[test]
    fn without_anybody_still_there_it_is_the_plain_share(times in prop::collection::vec(0..60_u32, 1..300)) {
        let n = times.len();
        let curve = curve(times.iter().map(|time| (*time, true)));
        for step in curve.steps() {
            let longer = times.iter().filter(|time| **time > step.time()).count();
            let p = longer as f64 / n as f64;
            prop_assert_eq!(step.survival(), p);
            if longer > 0 {
                // 1 − p from the counts: by subtraction it would lose digits.
                let want = (p * ((n - longer) as f64 / n as f64) / n as f64).sqrt();
                let got = step.standard_error().unwrap();
                prop_assert!((got / want - 1.0).abs() <= 1e-15, "{} {}", got, want);
            } else {
                prop_assert_eq!(step.standard_error(), None);
            }
        }
    }

    /// Any increasing relabelling of the times changes nothing but the times.
    #[test]
    fn only_the_order_of_the_times_matters(lifetimes in prop::collection::vec(lifetimes(), 1..60)) {
        let table: LifetimeTable<u32> = lifetimes.iter().collect();
        prop_assume!(!table.is_empty());
        let other = |time: &u32| Finite::new((f64::from(*time) / 7.0 + 0.1).sqrt()).unwrap();
        let relabelled: LifetimeTable<Finite> = lifetimes.iter().map(|l| {
            let same = Lifetime::new(other(l.exit()), l.left()).unwrap().with_customers(l.customers());
            match l.entry() {
                Some(entry) => same.entered_at(other(entry)).unwrap(),
                None => same,
            }
        }).collect();
        let (one, two) = (table.kaplan_meier().unwrap(), relabelled.kaplan_meier().unwrap());
        prop_assert_eq!(one.steps().len(), two.steps().len());
        for (one, two) in one.steps().iter().zip(two.steps()) {
            prop_assert_eq!(other(&one.time()), two.time());
            prop_assert_eq!(one.survival(), two.survival());
            prop_assert_eq!(one.greenwood(), two.greenwood());
            prop_assert_eq!((one.at_risk(), one.left()), (two.at_risk(), two.left()));
        }
        let medians = [one.median().as_ref().map(other), two.median()];
        prop_assert_eq!(medians[0], medians[1]);
    }

    /// All intervals at once are those of the steps one by one, to the bit.
    #[test]
    fn intervals_of_all_steps(lifetimes in prop::collection::vec(lifetimes(), 1..60)) {
        let table: LifetimeTable<u32> = lifetimes.into_iter().collect();
        prop_assume!(!table.is_empty());
        let curve = table.kaplan_meier().unwrap();
        for (method, _) in METHODS {
            let all = curve.intervals_with(method, Level::P90);
            prop_assert_eq!(all.len(), curve.steps().len());
            let each = curve.steps().iter().map(|step| step.interval_with(method, Level::P90));
            prop_assert!(all.eq(each));
        }
        prop_assert!(curve.intervals(Level::P95).eq(curve.steps().iter().map(|step| step.interval(Level::P95))));
    }

    /// Shares fall from 1, stay in 0 to 1, and their intervals hold them, inside one another by level.
    #[test]
    fn shares_fall_and_intervals_hold_them(lifetimes in prop::collection::vec(lifetimes(), 1..60)) {
        let table: LifetimeTable<u32> = lifetimes.iter().collect();
        prop_assume!(!table.is_empty());
        let curve = table.kaplan_meier().unwrap();
        let mut before = 1.0;
        for step in curve.steps() {
            let s = step.survival();
            prop_assert!((0.0..=1.0).contains(&s) && s <= before);
            before = s;
            for (method, _) in METHODS {
                let [narrow, wide] = [Level::P80, Level::P99].map(|level| step.interval_with(method, level));
                prop_assert_eq!(narrow.is_some(), s > 0.0 && step.standard_error().is_some());
                if let (Some(narrow), Some(wide)) = (narrow, wide) {
                    prop_assert!(narrow.contains(s) && wide.contains(narrow.lower()) && wide.contains(narrow.upper()));
                    prop_assert!(wide.lower() >= 0.0 && wide.upper() <= 1.0);
                }
            }
            prop_assert_eq!(curve.survival_at(step.time()), Some(s));
        }
    }

    /// Who was last seen before anybody left was never at risk.
    #[test]
    fn who_is_last_seen_first_changes_nothing(times in prop::collection::vec((1..30_u32, any::<bool>()), 1..80)) {
        let with = times.iter().copied().chain([(0, false), (0, false)]);
        let (with, without) = (curve(with), curve(times.iter().copied()));
        prop_assert_eq!(with.steps(), without.steps());
    }

    /// A quantile is the first time at which the share has fallen to it, and the ends of its interval are
    /// those of the band: by looking at every step.
    #[test]
    fn quantiles_by_looking_at_every_step(
        lifetimes in prop::collection::vec(lifetimes(), 1..60),
        p in 0.0..=1.0,
        method in 0..3_usize,
    ) {
        let table: LifetimeTable<u32> = lifetimes.iter().collect();
        prop_assume!(!table.is_empty());
        let curve = table.kaplan_meier().unwrap();
        let steps = curve.steps();
        let first = |falls: &dyn Fn(&SurvivalStep<u32>) -> bool| {
            steps.iter().find(|step| falls(step)).map(SurvivalStep::time)
        };
        prop_assert_eq!(curve.survival_quantile(share(p)), first(&|step| step.survival() <= p));
        let method = METHODS[method].0;
        let interval = curve.survival_quantile_interval(share(p), method, Level::P90);
        let band = |step: &SurvivalStep<u32>| step.interval_with(method, Level::P90);
        let lower = first(&|step| band(step).is_some_and(|band| band.lower() <= p));
        let upper = first(&|step| band(step).is_some_and(|band| band.upper() <= p));
        prop_assert_eq!((interval.lower(), interval.upper()), (lower, upper));
    }
}

/// The exact product, as a fraction of whole numbers, of a few hundred customers lost from sight one by one
/// between the leavings: the nearest `f64`.
#[test]
fn the_product_is_the_nearest_number() {
    // Of n at risk one leaves, then one is last seen, and so on: Π (n − 1)/n over n = 200, 198, … 2k.
    let n = 200_u32;
    let pairs = (0..n - 2).map(|i| (i, i % 2 == 0));
    let curve = curve(pairs.chain([(n, false), (n, false)]));
    assert_eq!(curve.steps().len(), 99);
    // 3/4 · 5/6 · … · 199/200, computed with fractions of whole numbers.
    assert_eq!(
        curve.steps().last().unwrap().survival(),
        0.112_696_958_018_512_84
    );
}

#[test]
fn what_is_known_before_and_beyond() {
    let open = curve([(2_u32, true), (5, false)]);
    assert_eq!(open.last_time(), 5);
    assert_eq!(
        [1, 2, 5, 6].map(|time| open.survival_at(time)),
        [Some(1.0), Some(0.5), Some(0.5), None]
    );
    assert_eq!(open.standard_error_at(1), Some(0.0));
    assert_eq!(open.standard_error_at(6), None);
    let first = open.interval_at(1, Level::P95).unwrap();
    assert_eq!((first.lower(), first.upper()), (1.0, 1.0));
    assert_eq!(open.interval_at(6, Level::P95), None);
    assert!(open.step_at(1).is_none());

    let closed = curve([(2_u32, true), (5, true)]);
    assert_eq!(closed.survival_at(99), Some(0.0));
    assert_eq!(closed.standard_error_at(5), None);
    assert_eq!(closed.interval_at(5, Level::P95), None);

    let nobody_left = curve([(2_u32, false), (5, false)]);
    assert!(nobody_left.steps().is_empty());
    assert_eq!(nobody_left.survival_at(5), Some(1.0));
    assert_eq!(nobody_left.median(), None);
    assert_eq!(
        nobody_left.to_string(),
        "2 customers, 0 left; last seen at 5"
    );

    assert!(LifetimeTable::<u32>::new().kaplan_meier().is_none());
    assert!(
        LifetimeTable::<u32>::try_from_iter([(1, true, 0)])
            .unwrap()
            .kaplan_meier()
            .is_none()
    );
}

/// Everybody at risk leaves while others are still to enter: the curve is 0 from there on, as in R.
#[test]
fn a_risk_set_that_empties_midway() {
    let table = LifetimeTable::<u32>::try_from_iter([
        (0, 2, true),
        (3, 9, true),
        (3, 7, true),
        (3, 9, false),
    ])
    .unwrap();
    let curve = table.kaplan_meier().unwrap();
    let steps: Vec<_> = curve
        .steps()
        .iter()
        .map(|step| (step.time(), step.at_risk(), step.survival()))
        .collect();
    assert_eq!(steps, [(2, 1, 0.0), (7, 3, 0.0), (9, 2, 0.0)]);
    assert!(
        curve
            .steps()
            .iter()
            .all(|step| step.standard_error().is_none() && step.greenwood().is_none())
    );
    assert!(
        curve
            .steps()
            .iter()
            .all(|step| step.interval(Level::P95).is_none())
    );
    assert_eq!(curve.median(), Some(2));
}

/// Counts that an `f64` cannot tell apart give no NaN.
#[test]
fn huge_counts() {
    let table =
        LifetimeTable::<u32>::try_from_iter([(1, true, 1), (2, false, u64::MAX - 1)]).unwrap();
    let curve = table.kaplan_meier().unwrap();
    let interval = curve.interval_at(1, Level::P95).unwrap();
    assert!(interval.lower() > 0.999 && interval.upper() <= 1.0);
    assert!(curve.standard_error_at(1).unwrap() < 1e-15);
}

/// Sharp levels, few customers: the ends of each interval stay finite and in their place.
#[test]
fn intervals_at_the_sharpest_level() {
    let sharp = Level::new(1.0 - f64::EPSILON).unwrap();
    for (method, _) in METHODS {
        let step = curve([(1_u32, true), (2, false)]).steps()[0];
        let interval = step.interval_with(method, sharp).unwrap();
        assert!(interval.contains(0.5) && interval.lower() >= 0.0 && interval.upper() <= 1.0);
    }
}

#[test]
fn shown_as_a_table() {
    let table =
        LifetimeTable::<u32>::try_from_iter([(1, true), (12, true), (12, false), (15, true)])
            .unwrap();
    assert_eq!(
        table.kaplan_meier().unwrap().to_string(),
        "\
4 customers, 3 left; last seen at 15
time  at risk  left  survival    95% interval
1           4     1     0.750  0.128 to 0.961
12          3     1     0.500  0.058 to 0.845
15          1     1     0.000               –"
    );
    let long = LifetimeTable::<u32>::try_from_iter((0..1000).map(|time| (time, true))).unwrap();
    let text = long.kaplan_meier().unwrap().to_string();
    assert_eq!(text.lines().count(), 27);
    assert!(text.lines().nth(2).unwrap().starts_with("0 "));
    assert!(text.lines().nth(25).unwrap().starts_with("999 "));
    assert!(text.ends_with("(24 of 1000 steps)"));
    let names = [
        SurvivalMethod::LogLog,
        SurvivalMethod::Log,
        SurvivalMethod::Plain,
    ];
    assert_eq!(
        names.map(|name| name.to_string()),
        ["log-log", "log", "plain"]
    );
    assert_eq!(SurvivalMethod::default(), SurvivalMethod::LogLog);
}

#[cfg(feature = "serde")]
#[test]
fn saved() {
    use crate::support::wire::tagged;

    let form = r#"{"customers":3,"left":2,"last_time":2,"steps":[[1,3,1],[2,2,1]]}"#;
    crate::support::wire::saved(
        &curve([(1_u32, true), (2, true), (2, false)]),
        &tagged("kaplan-meier curve", form),
    );
    crate::support::wire::writes(
        &curve([(1_u32, true), (2, false)]).median_interval(Level::P95),
        &tagged(
            "quantile interval",
            r#"{"lower":1,"upper":null,"level":0.95}"#,
        ),
    );
    crate::support::wire::saved(&SurvivalMethod::LogLog, r#""log_log""#);
}

#[test]
fn ties_of_decimal_times_are_those_of_whole_ones() {
    // Two left and two were last seen at one time: leaving comes first, and both who left are gone after it.
    let pairs = [
        (1, true),
        (1, false),
        (1, true),
        (1, false),
        (2, false),
        (3, true),
        (4, true),
        (4, true),
        (4, false),
        (5, true),
    ];
    let whole = curve(pairs.map(|(time, left)| (time, left)));
    let half = |time: u32| Finite::new(f64::from(time) + 0.5).unwrap();
    let decimal = curve(pairs.map(|(time, left)| (half(time), left)));
    assert_eq!(whole.steps().len(), decimal.steps().len());
    for (whole, decimal) in whole.steps().iter().zip(decimal.steps()) {
        assert_eq!(half(whole.time()), decimal.time());
        assert_eq!(
            (whole.at_risk(), whole.left(), whole.survival()),
            (decimal.at_risk(), decimal.left(), decimal.survival())
        );
        assert_eq!(whole.greenwood(), decimal.greenwood());
    }
    let at_risk: Vec<_> = decimal.steps().iter().map(SurvivalStep::at_risk).collect();
    assert_eq!(at_risk, [10, 5, 4, 1]);
}

#[test]
fn a_curve_over_decimal_times_prints() {
    let curve = curve(
        [(0.5, true), (1.25, false), (2.5, true)]
            .map(|(time, left)| (Finite::new(time).unwrap(), left)),
    );
    assert!(
        curve
            .to_string()
            .starts_with("3 customers, 2 left; last seen at 2.5\n")
    );
    let median = curve.median_interval(Level::P95);
    assert_eq!(median.to_string(), "0.5 or later");
}
