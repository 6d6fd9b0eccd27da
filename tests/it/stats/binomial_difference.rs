//! The difference of two shares.

use proptest::prelude::*;
use tenure::stats::{Binomial, BinomialDifference, DifferenceMethod, ZTest};
use tenure::units::Level;

use super::binomial_laws::{levels, tallies};
use crate::support::assert_close;
use crate::support::golden::group;

const METHODS: [DifferenceMethod; 3] = [
    DifferenceMethod::Newcombe,
    DifferenceMethod::AgrestiCaffo,
    DifferenceMethod::Wald,
];

fn difference(k1: u64, n1: u64, k2: u64, n2: u64) -> BinomialDifference {
    let [first, second] = [(k1, n1), (k2, n2)].map(|(k, n)| Binomial::new(k, n).unwrap());
    first.difference(second)
}

#[test]
fn agrees_with_the_reference() {
    for item in group("proportion_diff") {
        let [k1, n1, k2, n2] =
            ["k1", "n1", "k2", "n2"].map(|name| item.input(name).as_u64().unwrap());
        let change = difference(k1, n1, k2, n2);
        // The reference subtracts the rounded shares: 0.10000000000000009 for 0.1.
        assert_close(
            change.estimate().unwrap(),
            item.number("diff").unwrap(),
            2e-15,
        );
        for (method, name) in METHODS
            .into_iter()
            .zip(["newcombe_wilson", "agresti_caffo", "wald"])
        {
            let got = change.interval_with(method, Level::P95).unwrap();
            let [lower, upper] = item.pair(name).unwrap().map(|end| end.clamp(-1.0, 1.0));
            assert_close(got.lower(), lower, 1e-12);
            assert_close(got.upper(), upper, 1e-12);
        }
        assert_eq!(
            change.interval(Level::P95),
            change.interval_with(METHODS[0], Level::P95)
        );
        let test = change.test();
        assert_eq!(test.is_some(), item.number("z_pooled").is_some());
        if let Some(test) = test {
            assert_close(test.z(), item.number("z_pooled").unwrap(), 1e-12);
            assert_close(test.p_value(), item.number("p_two_sided").unwrap(), 1e-12);
        }
    }
}

#[test]
fn nothing_has_no_difference() {
    for change in [
        difference(0, 0, 3, 10),
        difference(3, 10, 0, 0),
        difference(0, 0, 0, 0),
    ] {
        assert_eq!(change.estimate(), None);
        assert_eq!(change.test(), None);
        for method in METHODS {
            assert_eq!(change.interval_with(method, Level::P95), None);
        }
    }
    // All succeeded, or none: a difference of 0 with an interval, and nothing to test it by.
    for change in [difference(10, 10, 20, 20), difference(0, 10, 0, 20)] {
        assert_eq!(change.estimate(), Some(0.0));
        assert_eq!(change.test(), None);
        assert!(change.interval(Level::P95).unwrap().width() > 0.1);
    }
}

#[test]
fn the_estimate_is_divided_once() {
    assert_eq!(difference(80, 100, 70, 100).estimate(), Some(0.1));
    // 1/3 − (2⁶⁴ − 1)/3 of …: floats would cancel to 0.
    let third = u64::MAX / 3;
    let tiny = difference(third + 1, u64::MAX, third, u64::MAX)
        .estimate()
        .unwrap();
    assert_close(tiny, 1.0 / u64::MAX as f64, 1e-15);
}

#[test]
fn a_test_reads_as_people_write_it() {
    let shown = |z: f64| ZTest::new(z).unwrap().to_string();
    assert_eq!(shown(-1.959_964), "z = -1.96, p = 0.0500");
    assert_eq!(shown(12.0), "z = 12.00, p < 0.0001");
    assert_eq!(shown(-0.0), "z = 0.00, p = 1.0000");
    assert_eq!(
        ZTest::new(f64::NAN).unwrap_err().to_string(),
        "z must be a finite number, got NaN"
    );
    assert!(!ZTest::new(1.95).unwrap().is_significant(Level::P95));
    assert!(ZTest::new(-1.97).unwrap().is_significant(Level::P95));
    assert_eq!(ZTest::new(f64::MAX).unwrap().p_value(), 0.0);
    let names = METHODS.map(|method| method.to_string());
    assert_eq!(names, ["Newcombe", "Agresti–Caffo", "Wald"]);
}

#[cfg(feature = "serde")]
#[test]
fn a_saved_test_cannot_claim_another_p_value() {
    let test = ZTest::new(1.0).unwrap();
    let json = serde_json::to_string(&test).unwrap();
    assert_eq!(serde_json::from_str::<ZTest>(&json).unwrap(), test);
    let forged = crate::support::wire::read::<ZTest>(r#"{"z":1.0,"p_value":0.001}"#);
    assert_eq!(
        forged.unwrap_err().to_string().split(" at line").next(),
        Some("p-value of a test must be that of its statistic, got 0.001")
    );
    let change = difference(1, 2, 3, 4);
    let json = serde_json::to_string(&change).unwrap();
    assert_eq!(
        serde_json::from_str::<BinomialDifference>(&json).unwrap(),
        change
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Exact products below 2⁵³: the one division is the one rounding.
    #[test]
    fn the_estimate_is_the_nearest_number(n1 in 1..1_u64 << 26, n2 in 1..1_u64 << 26, a: u64, b: u64) {
        let (k1, k2) = (a % (n1 + 1), b % (n2 + 1));
        let exact = (k1 * n2).cast_signed() - (k2 * n1).cast_signed();
        let nearest = exact as f64 / (n1 * n2) as f64;
        prop_assert_eq!(difference(k1, n1, k2, n2).estimate(), Some(nearest));
        let share = Binomial::new(k1, n1).unwrap().proportion().unwrap();
        prop_assert_eq!(share.get(), k1 as f64 / n1 as f64);
    }

    #[test]
    fn it_stays_in_its_bounds(a in tallies(), b in tallies(), level in levels()) {
        let change = a.difference(b);
        let estimate = change.estimate().unwrap();
        prop_assert!((-1.0..=1.0).contains(&estimate));
        for method in METHODS {
            let got = change.interval_with(method, level).unwrap();
            prop_assert!(-1.0 <= got.lower() && got.upper() <= 1.0);
            // Agresti–Caffo may miss the estimate: it is about another one.
            if method != DifferenceMethod::AgrestiCaffo {
                prop_assert!(got.contains(estimate), "{method} {got} {estimate}");
            }
        }
    }

    #[test]
    fn exchanging_the_two_mirrors(a in tallies(), b in tallies(), level in levels()) {
        let (there, back) = (a.difference(b), b.difference(a));
        prop_assert_eq!(there.estimate(), back.estimate().map(|d| 0.0 - d));
        prop_assert_eq!(there.test().map(ZTest::p_value), back.test().map(ZTest::p_value));
        for method in METHODS {
            let x = there.interval_with(method, level).unwrap();
            let y = back.interval_with(method, level).unwrap();
            prop_assert!((x.lower() + y.upper()).abs() <= 1e-15, "{method}");
            prop_assert!((x.upper() + y.lower()).abs() <= 1e-15, "{method}");
        }
    }

    #[test]
    fn a_share_does_not_differ_from_itself(a in tallies(), level in levels()) {
        let same = a.difference(a);
        prop_assert_eq!(same.estimate(), Some(0.0));
        for method in METHODS {
            prop_assert!(same.interval_with(method, level).unwrap().contains(0.0));
        }
        if let Some(test) = same.test() {
            prop_assert_eq!((test.z(), test.p_value()), (0.0, 1.0));
        }
    }
}
