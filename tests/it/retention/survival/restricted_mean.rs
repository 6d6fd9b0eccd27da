//! Values, laws and bad input of restricted means.

use proptest::prelude::*;
use tenure::Error;
use tenure::retention::survival::{Elapsed, KaplanMeier, Lifetime, LifetimeTable, RestrictedMean};
use tenure::units::{Finite, Level};

use super::reference_tables::{others, part, rows};
use crate::support::assert_close;
use crate::support::golden::golden;

fn curve(rows: &[(u32, bool)]) -> KaplanMeier<u32> {
    let table = LifetimeTable::try_from_iter(rows.iter().copied()).unwrap();
    table.kaplan_meier().unwrap()
}

#[test]
fn means_agree_with_the_reference() {
    for id in [
        "km_waltons_all",
        "km_waltons_control",
        "km_aml_all",
        "km_aml_maint",
    ] {
        let item = golden(id);
        let tau = u32::try_from(item.input("tau").as_u64().unwrap()).unwrap();
        let mean = part(id)
            .kaplan_meier()
            .unwrap()
            .restricted_mean(tau)
            .unwrap();
        assert_close(mean.value(), item.number("rmst").unwrap(), 1e-15);
        assert_close(
            mean.standard_error(),
            item.number("rmst_se").unwrap(),
            1e-14,
        );
        assert_eq!(mean.lost(), mean.tau() - mean.value());
        // The same of times that are floats, and of a τ that is one.
        let floats: LifetimeTable<Finite> = rows(&item)
            .iter()
            .flat_map(|(time, left, still)| {
                let lifetime = |gone| Lifetime::new(Finite::from(*time), gone).unwrap();
                [
                    lifetime(true).with_customers(*left),
                    lifetime(false).with_customers(*still),
                ]
            })
            .collect();
        let again = floats
            .kaplan_meier()
            .unwrap()
            .restricted_mean(f64::from(tau));
        assert_eq!(again, Ok(mean));
    }
}

/// The variance of the estimate is 1.425; that of one customer's time is 230.9, which lifelines asks its quadrature
/// for (and gets 231.4).
#[test]
fn the_error_is_that_of_the_mean() {
    let table = part("km_waltons_all");
    let mean = table.kaplan_meier().unwrap().restricted_mean(60).unwrap();
    let variance = mean.standard_error() * mean.standard_error();
    assert_eq!(format!("{variance:.3}"), "1.425");

    // Var[min(T, τ)] = 2·∫ t·S(t) dt − mean²
    let item = golden("km_waltons_all");
    let (mut at, mut survival, mut moment) = (0.0, 1.0, 0.0);
    let mut upper = |time: f64, survival: f64| {
        moment += survival * (time * time - at * at);
        at = time;
    };
    for row in item.expected("table").as_array().unwrap() {
        let time = row["time"].as_f64().unwrap();
        if time > 60.0 {
            break;
        }
        upper(time, survival);
        survival = row["surv"].as_f64().unwrap();
    }
    upper(60.0, survival);
    assert_eq!(
        format!("{:.1}", moment - mean.value() * mean.value()),
        "230.9"
    );
}

#[test]
fn the_difference_agrees_with_the_reference() {
    let item = golden("rmst_diff_waltons");
    let tau = item.input("tau").as_f64().unwrap();
    let mean =
        |table: LifetimeTable<u32>| table.kaplan_meier().unwrap().restricted_mean(tau).unwrap();
    let first = mean(others("km_waltons_all", "km_waltons_control"));
    let second = mean(part("km_waltons_control"));
    let difference = first.difference(second).unwrap();
    let want = |what: &str| item.number(what).unwrap();
    assert_close(difference.first().value(), want("rmst1"), 1e-15);
    assert_close(difference.first().standard_error(), want("se1"), 1e-15);
    assert_close(difference.second().value(), want("rmst2"), 1e-15);
    assert_close(difference.second().standard_error(), want("se2"), 1e-15);
    assert_close(difference.value(), want("diff"), 1e-15);
    assert_close(difference.standard_error(), want("se"), 1e-15);
    let test = difference.test().unwrap();
    assert_close(test.z(), want("z"), 1e-14);
    assert_close(test.p_value(), want("p"), 1e-12);
    let interval = difference.interval(Level::P95).unwrap();
    let [lower, upper] = item.pair("ci95").unwrap();
    assert_close(interval.lower(), lower, 1e-14);
    assert_close(interval.upper(), upper, 1e-14);
    assert_eq!(difference.to_string(), "-28.72 (-33.29 to -24.14 at 95%)");
    // The other way round it is the negative.
    let back = second.difference(first).unwrap();
    assert_eq!(back.value(), -difference.value());
    assert_eq!(back.standard_error(), difference.standard_error());
}

/// S is 3/4 from 1, 3/8 from 3: areas by hand.
#[test]
fn a_small_curve_by_hand() {
    let curve = curve(&[(1, true), (2, false), (3, true), (4, false)]);
    let mean = curve.restricted_mean(3.5).unwrap();
    assert_close(mean.value(), 1.0 + 2.0 * 0.75 + 0.5 * 0.375, 1e-15);
    let areas = [2.0 * 0.75 + 0.5 * 0.375, 0.5 * 0.375];
    let variance: f64 = areas[0] * areas[0] / (4.0 * 3.0) + areas[1] * areas[1] / 2.0;
    assert_close(mean.standard_error(), variance.sqrt(), 1e-15);
    assert_eq!(mean.to_string(), "2.69 of 3.5 (standard error 0.50)");
    assert_eq!(
        format!("[{mean:>36.1}]"),
        "[     2.7 of 3.5 (standard error 0.5)]"
    );
    let interval = mean.interval(Level::P99).unwrap();
    assert_eq!(interval.upper(), 3.5); // cut
    assert_eq!(mean.tau(), 3.5);
    // What happens at τ is not before it.
    assert_eq!(curve.restricted_mean(1).unwrap().value(), 1.0);
    assert_eq!(curve.restricted_mean(1).unwrap().standard_error(), 0.0);
    assert_eq!(curve.restricted_mean(0).unwrap().value(), 0.0);
    assert_eq!(
        curve
            .restricted_mean(0)
            .unwrap()
            .interval(Level::P95)
            .unwrap()
            .width(),
        0.0
    );
}

/// After the last customer left nothing adds up: 0/0 is 0 there, and any τ is known.
#[test]
fn a_curve_that_ends_is_known_for_good() {
    let gone = curve(&[(1, true), (2, true), (2, true), (5, true)]);
    let mean = gone.restricted_mean(1e6).unwrap();
    assert_close(mean.value(), 2.5, 1e-15);
    let one = curve(&[(7, true)]).restricted_mean(100).unwrap();
    assert_eq!((one.value(), one.standard_error()), (7.0, 0.0));
    // The last is still there: nothing is known beyond.
    let message = "time up to which the mean is taken (5.5) cannot exceed the time the last customer was seen (5)";
    let there = curve(&[(1, true), (5, false)]);
    assert_eq!(there.restricted_mean(5.5).unwrap_err().to_string(), message);
    assert!(there.restricted_mean(5).is_ok());
}

#[test]
fn bad_taus() {
    let curve = curve(&[(3, true), (9, false)]);
    let message = |tau: f64| curve.restricted_mean(tau).unwrap_err().to_string();
    assert_eq!(
        message(-1.0),
        "time up to which the mean is taken must be at least 0, got -1"
    );
    assert_eq!(message(f64::NAN), "value must be a finite number, got NaN");
    assert_eq!(
        message(f64::INFINITY),
        "value must be a finite number, got inf"
    );
    assert!(matches!(
        curve.restricted_mean(10),
        Err(Error::Exceeds { .. })
    ));
    assert_eq!(curve.restricted_mean(-0.0).unwrap().value().to_bits(), 0);

    let (one, other) = (
        curve.restricted_mean(4).unwrap(),
        curve.restricted_mean(5).unwrap(),
    );
    assert_eq!(
        one.difference(other).unwrap_err().to_string(),
        "time up to which the second mean is taken must be the same as for the first mean"
    );
    // Neither has an error: no test, and an interval of no width.
    let sure = curve.restricted_mean(2).unwrap();
    let none = sure.difference(sure).unwrap();
    assert_eq!(none.test(), None);
    assert_eq!(none.interval(Level::P95).unwrap().width(), 0.0);
}

/// A time of one's own that is measured backwards, or not at all.
#[test]
fn times_that_cannot_be_measured() {
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    struct Odd<const BACKWARDS: bool>(u8);
    impl<const BACKWARDS: bool> Elapsed for Odd<BACKWARDS> {
        fn elapsed(self) -> f64 {
            match self.0 {
                9 => f64::NAN,
                n if BACKWARDS => 10.0 - f64::from(n),
                n => f64::from(n) - 3.0,
            }
        }
    }
    fn means<const B: bool>(times: &[u8]) -> KaplanMeier<Odd<B>> {
        let lifetimes = times
            .iter()
            .map(|time| Lifetime::new(Odd(*time), true).unwrap());
        lifetimes
            .collect::<LifetimeTable<_>>()
            .kaplan_meier()
            .unwrap()
    }
    let all = [
        means::<true>(&[1, 2, 3]).restricted_mean(100),
        means::<false>(&[5, 9]).restricted_mean(100),
    ];
    for mean in &all {
        let figures = mean
            .as_ref()
            .map(|mean| mean.value() + mean.standard_error());
        assert!(
            figures.as_ref().map_or(true, |figure| figure.is_finite()),
            "{mean:?}"
        );
    }
    assert_eq!(
        all[0].as_ref().unwrap_err().to_string(),
        "elapsed time must be at least 0 and in the order of the times, got 8"
    );
    assert_eq!(
        Lifetime::new(Odd::<false>(1), true)
            .unwrap_err()
            .to_string(),
        "time must be at least 0 (it is counted from the start), got -2"
    );
    let curve = means::<false>(&[5, 9]).survival_curve(0, 1, 20);
    assert_eq!(
        curve.unwrap_err().to_string(),
        "elapsed time must be a finite number, got NaN"
    );
}

#[test]
fn extremes_stay_finite() {
    for scale in [1e-320, 1e-300, 1e-10, 1.0, 1e150, 1e300, 1e307] {
        let times = [1.0, 2.0, 3.5, 4.0, 9.0].map(|time: f64| Finite::new(time * scale).unwrap());
        let table: LifetimeTable<Finite> = times
            .iter()
            .map(|time| Lifetime::new(*time, true).unwrap())
            .collect();
        let mean = table
            .kaplan_meier()
            .unwrap()
            .restricted_mean(f64::MAX)
            .unwrap();
        // Subnormal times have few digits; the others lose nothing.
        let close = if scale < 1e-307 { 1e-2 } else { 1e-14 };
        assert_close(mean.value() / scale, 3.9, close);
        assert!(mean.standard_error().is_finite() && mean.lost().is_finite());
        let near = table
            .kaplan_meier()
            .unwrap()
            .restricted_mean(times[4])
            .unwrap();
        assert_close(
            near.standard_error() / scale,
            1.236_122_971_228_995_4,
            close,
        );
        let sum = near.difference(near).unwrap();
        assert!(sum.standard_error().is_finite());
    }
}

#[test]
fn the_common_tau_is_the_earliest_end() {
    let tables = [
        [(3, true), (9, false)],
        [(2, true), (7, true)],
        [(1, false), (12, true)],
    ]
    .map(|rows| LifetimeTable::<u32>::try_from_iter(rows).unwrap());
    let tau: Option<u32> = RestrictedMean::common_tau(&tables);
    assert_eq!(tau, Some(7));
    for table in &tables {
        assert!(table.kaplan_meier().unwrap().restricted_mean(7).is_ok());
    }
    let empty = LifetimeTable::default();
    assert_eq!(RestrictedMean::common_tau([&tables[0], &empty]), None);
    let none: [&LifetimeTable<u32>; 0] = [];
    assert_eq!(RestrictedMean::common_tau(none), None);
}

fn lifetimes() -> impl Strategy<Value = Vec<(u32, bool)>> {
    proptest::collection::vec((0..40_u32, any::<bool>()), 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_more_than_tau_and_more_for_a_later_one(rows in lifetimes(), early in 0.0..40.0, late in 0.0..40.0) {
        let curve = curve(&rows);
        let last = f64::from(curve.last_time());
        let (early, late) = (f64::min(early, late).min(last), f64::max(early, late).min(last));
        let (one, other) = (curve.restricted_mean(early).unwrap(), curve.restricted_mean(late).unwrap());
        prop_assert!(one.value() <= other.value());
        prop_assert!(one.lost() <= other.lost() + 1e-12);
        for mean in [one, other] {
            prop_assert!(mean.value() <= mean.tau() && mean.value() >= 0.0 && mean.lost() >= 0.0);
            prop_assert!(mean.interval(Level::P95).unwrap().contains(mean.value()));
        }
    }

    #[test]
    fn the_unit_of_time_is_a_factor(rows in lifetimes(), tau in 0..40_u32, times in 1..50_u32) {
        let scaled: Vec<_> = rows.iter().map(|(time, left)| (time * times, *left)).collect();
        let (curve, scaled) = (curve(&rows), curve(&scaled));
        let tau = tau.min(curve.last_time());
        let (one, other) = (curve.restricted_mean(tau).unwrap(), scaled.restricted_mean(tau * times).unwrap());
        assert_close(other.value(), one.value() * f64::from(times), 1e-14);
        assert_close(other.standard_error(), one.standard_error() * f64::from(times), 1e-13);
        prop_assert_eq!(scaled.restricted_mean(f64::from(tau) * f64::from(times)), Ok(other));
    }

    /// When all were seen to leave it is the plain mean, and its error that of a plain mean (with n, not n − 1).
    #[test]
    fn of_all_who_left_it_is_the_mean(times in proptest::collection::vec(0..40_u32, 1..60), beyond in 0..9_u32) {
        let rows: Vec<_> = times.iter().map(|time| (*time, true)).collect();
        let curve = curve(&rows);
        let mean = curve.restricted_mean(curve.last_time() + beyond).unwrap();
        let n = times.len() as f64;
        let plain = f64::from(times.iter().sum::<u32>()) / n;
        let squares: f64 = times.iter().map(|time| (f64::from(*time) - plain) * (f64::from(*time) - plain)).sum();
        assert_close(mean.value(), plain, 1e-14);
        prop_assert!((mean.standard_error() - squares.sqrt() / n).abs() <= 1e-13 * plain.max(1e-300));
    }
}

#[cfg(feature = "serde")]
#[test]
fn means_are_saved_with_all_digits() {
    use crate::support::wire::{tagged, writes};

    let number = |x: f64| serde_json::to_string(&Finite::new(x).unwrap()).unwrap();
    let mean = curve(&[(1, true), (2, true), (4, false)])
        .restricted_mean(2)
        .unwrap();
    let text = format!(
        r#"{{"tau":2.0,"value":{},"standard_error":{}}}"#,
        number(mean.value()),
        number(mean.standard_error())
    );
    writes(&mean, &tagged("restricted mean", &text));
    let difference = mean.difference(mean).unwrap();
    writes(
        &difference,
        &tagged(
            "restricted mean difference",
            format!(r#"{{"first":{text},"second":{text}}}"#),
        ),
    );
}
