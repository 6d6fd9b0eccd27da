use super::*;
use crate::numeric::golden::{Worst, number, rows};
use crate::numeric::math;
use proptest::prelude::*;

#[test]
fn quantiles_agree_with_fifty_digits() {
    let (mut lower, mut upper) = (Worst::default(), Worst::default());
    for row in rows(include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/golden/beta_quantile.tsv"
    ))) {
        let [a, b, p] = [0, 1, 2].map(|i| number(row[i]));
        let got = quantile(a, b, p).unwrap();
        lower.see(got.x, number(row[3]), || row[..3].join(" "));
        upper.see(got.y, number(row[4]), || row[..3].join(" "));
    }
    lower.gate("beta quantile x", 1e-13);
    upper.gate("beta quantile 1-x", 1e-13);
}

#[test]
fn tails_agree_with_fifty_digits() {
    let mut worst = Worst::default();
    for row in rows(include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/golden/beta_tail.tsv"
    ))) {
        let [a, b, x] = [0, 1, 2].map(|i| number(row[i]));
        let got = tails(a, b, Point::at(x)).unwrap().lower;
        worst.see(got, number(row[3]), || row[..3].join(" "));
    }
    worst.gate("beta tail", 1e-12);
}

fn shape() -> impl Strategy<Value = f64> {
    prop_oneof![
        (-3.0..20.0_f64).prop_map(math::exp),
        (0_u32..300_000_000).prop_map(|k| f64::from(k) + 0.5),
        (1_u32..50).prop_map(f64::from),
        (-690.0..690.0_f64).prop_map(math::exp),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// The quantile is where the tail is, as well as its own rounding lets it be known.
    #[test]
    fn quantile_inverts_the_tail(a in shape(), b in shape(), ln_p in -40.0..-0.7_f64) {
        let p = math::exp(ln_p);
        prop_assume!(a.max(b) < 1e9 && a.min(b) > 0.1);
        let at = quantile(a, b, p).unwrap();
        prop_assert!(at.x >= 0.0 && at.y >= 0.0);
        let got = tails(a, b, at).unwrap().lower;
        if at.x > 1e-290 && at.y > 1e-290 {
            let slope = front(a, b, at) / (at.x.max(at.y) * got);
            prop_assert!((got / p - 1.0).abs() < 1e-13 + 4e-16 * slope, "{got:e} {p:e} {at:?} {slope:e}");
        }
    }

    /// Any shape, however absurd, ends with numbers in the unit interval or with nothing.
    #[test]
    fn nothing_hangs_or_leaves_the_interval(a in shape(), b in shape(), p in 0.0..1.0_f64, x in 0.0..=1.0_f64) {
        if let Some(at) = quantile(a, b, p) {
            prop_assert!((0.0..=1.0).contains(&at.x) && (0.0..=1.0).contains(&at.y), "{at:?}");
        }
        if let Some(both) = tails(a, b, Point::at(x)) {
            prop_assert!((0.0..=1.0).contains(&both.lower) && (0.0..=1.0).contains(&both.upper), "{both:?}");
        }
    }
}

/// Closed forms: Iₓ(a, 1) = xᵃ and the mirrored 1 − (1 − x)ᵇ.
#[test]
fn closed_forms() {
    let at = quantile(1e6, 1.0, 0.025).unwrap();
    assert!((at.y / -math::exp_m1(math::ln(0.025) / 1e6) - 1.0).abs() < 1e-14);
    let at = quantile(1.0, 10.0, 0.975).unwrap();
    assert!((at.x / -math::exp_m1(math::ln(0.025) / 10.0) - 1.0).abs() < 1e-14);
    let half = quantile(3.5, 3.5, 0.5).unwrap();
    assert!((half.x - 0.5).abs() < 1e-15);
}

#[test]
fn outside_the_domain_is_none() {
    for (a, b) in [
        (0.0, 1.0),
        (1.0, -1.0),
        (f64::NAN, 1.0),
        (1.0, f64::INFINITY),
    ] {
        assert_eq!(tails(a, b, Point::at(0.5)), None);
        assert_eq!(quantile(a, b, 0.5), None);
    }
    for p in [0.0, 1.0, -0.5, f64::NAN] {
        assert_eq!(quantile(1.0, 1.0, p), None);
    }
    for x in [-0.5, 1.5, f64::NAN] {
        assert_eq!(tails(1.0, 1.0, Point::at(x)), None);
    }
    assert_eq!(
        tails(2.0, 3.0, Point::at(0.0)),
        Some(Tails {
            lower: 0.0,
            upper: 1.0
        })
    );
    assert_eq!(
        tails(2.0, 3.0, Point::at(1.0)),
        Some(Tails {
            lower: 1.0,
            upper: 0.0
        })
    );
}

/// At the mean the fraction is slowest: the lower tail of (a, a) at ½ is ½ exactly.
#[test]
fn the_middle_is_a_half() {
    let mut worst = Worst::default();
    for exponent in 0..=12 {
        let a = math::pow(10.0, f64::from(exponent)) / 2.0;
        worst.see(tails(a, a, Point::at(0.5)).unwrap().lower, 0.5, || {
            format!("{a}")
        });
        worst.see(quantile(a, a, 0.5).unwrap().x, 0.5, || format!("{a}"));
    }
    worst.gate("beta at the mean", 1e-13);
}
