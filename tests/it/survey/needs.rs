//! Needs and key drivers: laws, hand-checked values, bad input.

use proptest::prelude::*;
use tenure::survey::{DriverAnswers, KeyDrivers, Need, needs_above};
use tenure::units::{Level, Proportion};

use crate::support::{assert_close, laws};

fn need() -> impl Strategy<Value = Need> {
    (0.0..=10.0, 0.0..=10.0).prop_map(|(i, s)| Need::new(i, s).unwrap())
}

fn answers() -> impl Strategy<Value = DriverAnswers<3>> {
    let rating = || prop_oneof![(1..=5_u8).prop_map(f64::from), Just(1e200), Just(-3e-310)];
    ([rating(), rating(), rating()], rating())
        .prop_map(|(dimensions, overall)| DriverAnswers::new(dimensions, overall).unwrap())
}

#[test]
fn key_drivers_are_an_accumulator() {
    laws::accumulator::<KeyDrivers<3>, _>(file!(), answers());
}

/// Pearson by two passes.
fn two_passes(x: &[f64], y: &[f64]) -> f64 {
    let n = x.len() as f64;
    let (mx, my) = (x.iter().sum::<f64>() / n, y.iter().sum::<f64>() / n);
    let sum = |f: &dyn Fn(f64, f64) -> f64| -> f64 {
        x.iter().zip(y).map(|(x, y)| f(x - mx, y - my)).sum()
    };
    sum(&|a, b| a * b) / (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt()
}

proptest! {
    #[test]
    fn opportunity_is_between_0_and_20_and_rises_with_importance(a in need(), b in need()) {
        prop_assert!((0.0..=20.0).contains(&a.opportunity()));
        prop_assert!(a.opportunity() >= a.importance());
        let same_satisfaction = Need::new(b.importance(), a.satisfaction()).unwrap();
        if b.importance() >= a.importance() {
            prop_assert!(same_satisfaction.opportunity() >= a.opportunity());
        }
        let same_importance = Need::new(a.importance(), b.satisfaction()).unwrap();
        if b.satisfaction() >= a.satisfaction() {
            prop_assert!(same_importance.opportunity() <= a.opportunity());
        }
    }

    #[test]
    fn the_list_is_what_is_above_the_bar_in_order_of_urgency(
        needs in prop::collection::vec(need(), 0..30),
        bar in 0.0..=10.0,
    ) {
        let urgent = needs_above(bar, needs.iter().copied().enumerate()).unwrap();
        let above = needs.iter().filter(|need| need.importance() > bar).count();
        prop_assert_eq!(urgent.len(), above);
        prop_assert!(urgent.iter().all(|(place, need)| needs[*place] == *need));
        prop_assert!(urgent.windows(2).all(|two| two[0].1.opportunity() >= two[1].1.opportunity()));
    }

    #[test]
    fn correlations_agree_with_two_passes(
        rows in prop::collection::vec(([1..=10_i32, 1..=10], 1..=10_i32), 3..40),
    ) {
        let drivers = KeyDrivers::<2>::try_from_iter(&rows).unwrap();
        let overall: Vec<f64> = rows.iter().map(|row| row.1.into()).collect();
        for dimension in 0..2 {
            let x: Vec<f64> = rows.iter().map(|row| row.0[dimension].into()).collect();
            let expected = two_passes(&x, &overall);
            match drivers.correlation(dimension) {
                Some(r) => {
                    prop_assert!((-1.0..=1.0).contains(&r));
                    prop_assert!((r - expected).abs() < 1e-12, "{} {}", r, expected);
                }
                None => prop_assert!(!expected.is_finite() || expected.abs() < 1e-6),
            }
        }
        let ranked = drivers.ranked(Level::P95);
        prop_assert!(ranked[0].correlation >= ranked[1].correlation);
        for driver in ranked {
            prop_assert_eq!(driver.correlation, drivers.correlation(driver.dimension));
            if let (Some(r), Some(interval)) = (driver.correlation, driver.interval) {
                prop_assert!(interval.contains(r));
                prop_assert!(-1.0 <= interval.lower() && interval.upper() <= 1.0);
            }
        }
    }

    /// The unit of a scale and where it starts do not matter: exactly, for steps of a power of two.
    #[test]
    fn stretching_and_turning_a_dimension(
        rows in prop::collection::vec(([1..=10_i32], 1..=10_i32), 4..20),
    ) {
        let plain = KeyDrivers::<1>::try_from_iter(&rows).unwrap();
        let change = |f: fn(i32) -> i32| {
            let rows = rows.iter().map(|([x], y)| ([f(*x)], *y));
            KeyDrivers::<1>::try_from_iter(rows).unwrap().correlation(0)
        };
        prop_assert_eq!(change(|x| 4 * x + 7), plain.correlation(0));
        prop_assert_eq!(change(|x| -x), plain.correlation(0).map(|r| 0.0 - r));
        // And which of the two is called overall does not either.
        let swapped = rows.iter().map(|([x], y)| ([*y], *x));
        let swapped = KeyDrivers::<1>::try_from_iter(swapped).unwrap();
        prop_assert_eq!(swapped.correlation(0), plain.correlation(0));
    }
}

/// Ulwick's rule by hand, and the tie-break.
#[test]
fn needs_by_hand() {
    let score =
        |importance, satisfaction| Need::new(importance, satisfaction).unwrap().opportunity();
    assert_eq!(score(9.0, 4.0), 14.0);
    assert_eq!(score(3.0, 9.0), 3.0);
    assert_eq!(score(10.0, 0.0), 20.0);
    let shares = [0.9, 0.4].map(|share| Proportion::new(share).unwrap());
    assert_eq!(
        Need::from_shares(shares[0], shares[1]),
        Need::new(9.0, 4.0).unwrap()
    );

    let needs = [
        ("a", 7.0, 4.0),
        ("b", 8.0, 6.0),
        ("c", 9.0, 8.0),
        ("d", 9.0, 8.0),
        ("e", 5.0, 0.0),
    ];
    let needs = needs.map(|(name, i, s)| (name, Need::new(i, s).unwrap()));
    let names: Vec<_> = needs_above(5.0, needs)
        .unwrap()
        .into_iter()
        .map(|need| need.0)
        .collect();
    // All at 10; e is on the bar, not above it.
    assert_eq!(names, ["c", "d", "b", "a"]);
    assert_eq!(needs_above(10.0, needs).unwrap(), []);
}

/// Fisher's transformation of r = 0.9 at n = 5.
#[test]
fn the_interval_of_a_correlation() {
    let rows = [([5], 5), ([4], 4), ([2], 1), ([3], 3), ([1], 2)];
    let drivers = KeyDrivers::<1>::try_from_iter(rows).unwrap();
    let driver = drivers.ranked(Level::P95)[0];
    assert_eq!(driver.correlation, Some(0.9));
    let interval = driver.interval.unwrap();
    // mpmath with 40 digits: tanh(atanh(9/10) ± sqrt(2)·erfinv(95/100)/sqrt(2))
    assert_close(interval.lower(), 0.086_101_940_238_477_33, 1e-13);
    assert_close(interval.upper(), 0.993_437_515_968_752_9, 1e-13);
}

/// A correlation of −10⁻¹²⁶³ is 0, and 0 has no sign.
#[test]
fn a_correlation_next_to_nothing() {
    let (most, least) = (f64::MAX, 5e-324);
    let rows = [
        ([most], most),
        ([-most], most),
        ([least], -least),
        ([-least], least),
    ];
    let drivers = KeyDrivers::<1>::try_from_iter(rows).unwrap();
    let correlation = drivers.correlation(0).unwrap();
    assert_eq!(correlation.to_bits(), 0.0_f64.to_bits());
    let interval = drivers.ranked(Level::P95)[0].interval.unwrap();
    assert_eq!(interval.lower(), -interval.upper());
}

#[test]
fn without_a_correlation() {
    let none = KeyDrivers::<2>::default();
    assert_eq!(
        (none.count(), none.correlation(0), none.correlation(9)),
        (0, None, None)
    );
    assert!(
        none.ranked(Level::P95)
            .iter()
            .all(|driver| driver.interval.is_none())
    );

    // The first dimension never varies, the second does exactly what the whole does.
    let rows = [([3, 1], 2), ([3, 2], 4), ([3, 3], 6), ([3, 4], 8)];
    let ranked = KeyDrivers::<2>::try_from_iter(rows)
        .unwrap()
        .ranked(Level::P95);
    assert_eq!((ranked[0].dimension, ranked[0].correlation), (1, Some(1.0)));
    let perfect = ranked[0].interval.unwrap();
    assert_eq!((perfect.lower(), perfect.upper()), (1.0, 1.0));
    assert_eq!((ranked[1].dimension, ranked[1].correlation), (0, None));
    assert_eq!(ranked[1].interval, None);

    // Three answers have a correlation but no interval.
    let three = KeyDrivers::<1>::try_from_iter([([1], 1), ([2], 3), ([3], 2)]).unwrap();
    assert_eq!(three.correlation(0), Some(0.5));
    assert_eq!(three.ranked(Level::P95)[0].interval, None);

    // Ratings as large as they get do not overflow.
    let m = f64::MAX;
    let huge = KeyDrivers::<1>::try_from_iter([([m], m), ([-m], -m), ([0.0], 0.0), ([m], -m)]);
    assert_close(huge.unwrap().correlation(0).unwrap(), 5.0 / 11.0, 1e-15);
}

#[test]
fn bad_needs_and_ratings_are_named() {
    let said =
        |importance, satisfaction| Need::new(importance, satisfaction).unwrap_err().to_string();
    assert_eq!(
        said(-0.5, 3.0),
        "importance of a need must be from 0 to 10, got -0.5"
    );
    assert_eq!(
        said(5.0, 10.5),
        "satisfaction with a need must be from 0 to 10, got 10.5"
    );
    assert_eq!(
        said(f64::NAN, 3.0),
        "importance of a need must be a finite number, got NaN"
    );
    let nothing: [((), Need); 0] = [];
    assert_eq!(
        needs_above(11.0, nothing).unwrap_err().to_string(),
        "importance bar must be from 0 to 10, got 11"
    );
    assert_eq!(
        KeyDrivers::<1>::try_from_iter([([1.0], 2.0), ([1.0], f64::INFINITY)])
            .unwrap_err()
            .to_string(),
        "item 1 was rejected: overall rating must be a finite number, got inf"
    );
    assert_eq!(
        DriverAnswers::new([f64::NAN], 2.0).unwrap_err().to_string(),
        "rating of a dimension must be a finite number, got NaN"
    );
}

#[cfg(feature = "serde")]
#[test]
fn forged_states_are_refused() {
    let drivers = KeyDrivers::<2>::try_from_iter([([1, 2], 3), ([2, 5], 1)]).unwrap();
    let text = serde_json::to_string(&drivers).unwrap();
    let said = |text: &str| {
        serde_json::from_str::<KeyDrivers<2>>(text)
            .unwrap_err()
            .to_string()
    };
    let error = serde_json::from_str::<KeyDrivers<3>>(&text)
        .unwrap_err()
        .to_string();
    assert!(error.contains("key drivers of 2 dimensions"), "{error}");
    let error = said(&text.replace(r#""answers":2"#, r#""answers":1"#));
    assert!(
        error.contains("sums that ratings of this number of dimensions can have"),
        "{error}"
    );
    // Products beyond what the squares allow (Cauchy and Schwarz): a correlation above 1.
    let mut tree: serde_json::Value = serde_json::from_str(&text).unwrap();
    let products = &mut tree["value"]["dimensions"][0]["with_overall"]["limbs"];
    *products = serde_json::json!([8]);
    let error = said(&tree.to_string());
    assert!(
        error.contains("sums that ratings of this number of dimensions can have"),
        "{error}"
    );
    let error = crate::support::wire::read::<Need>(r#"{"importance":11.0,"satisfaction":1.0}"#);
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("importance of a need must be from 0 to 10, got 11"),
        "{error}"
    );
}
