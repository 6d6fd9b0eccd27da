//! How many to ask.

use proptest::prelude::*;
use tenure::stats::{Binomial, BinomialMethod};
use tenure::units::{Level, Proportion};

use super::binomial_laws::levels;
use crate::support::golden::golden;

fn share(p: f64) -> Proportion {
    Proportion::new(p).unwrap()
}

#[test]
fn agrees_with_the_reference() {
    let item = golden("csat_sample_size");
    let rows = item.input("moe_p_conf_N").as_array().unwrap();
    for (i, row) in rows.iter().enumerate() {
        let [margin, p, level] = [0, 1, 2].map(|j| row[j].as_f64().unwrap());
        let level = Level::new(level).unwrap();
        let n = Binomial::sample_size(margin, share(p), level).unwrap();
        assert_eq!(Some(n), item.expected(&format!("{i}/n0")).as_u64());
        let n = match row[3].as_u64() {
            Some(all) => Binomial::sample_size_of(all, margin, share(p), level).unwrap(),
            None => n,
        };
        assert_eq!(Some(n), item.expected(&format!("{i}/n_fpc")).as_u64());
    }
}

/// By hand: n₀ = 10.67 of 20 gives 7.19, n₀ = 96.04 of 50 gives 33.11 (6.96 and 32.9 without the −1).
#[test]
fn of_a_few_customers() {
    let half = share(0.5);
    assert_eq!(Binomial::sample_size_of(20, 0.3, half, Level::P95), Ok(8));
    assert_eq!(Binomial::sample_size_of(50, 0.1, half, Level::P95), Ok(34));
}

#[test]
fn margins_that_are_none() {
    for (margin, message) in [
        (
            0.0,
            "margin of error must be above 0 and below 1 (0.05 for 5 points), got 0",
        ),
        (
            -0.05,
            "margin of error must be above 0 and below 1 (0.05 for 5 points), got -0.05",
        ),
        (
            1.0,
            "margin of error must be above 0 and below 1 (0.05 for 5 points), got 1",
        ),
        (
            5.0,
            "margin of error must be above 0 and below 1 (0.05 for 5 points), got 5",
        ),
        (f64::NAN, "margin of error must be a finite number, got NaN"),
        (
            f64::INFINITY,
            "margin of error must be a finite number, got inf",
        ),
    ] {
        let one = Binomial::sample_size(margin, share(0.5), Level::P95).unwrap_err();
        assert_eq!(one.to_string(), message);
        let one = Binomial::sample_size_of(10, margin, share(0.5), Level::P95).unwrap_err();
        assert_eq!(one.to_string(), message);
    }
    for p in [0.0, 1.0] {
        assert_eq!(
            Binomial::sample_size(0.05, share(p), Level::P95)
                .unwrap_err()
                .to_string(),
            format!(
                "expected share must be above 0 and below 1 (0.5 when nothing is known), got {p}"
            )
        );
    }
    assert_eq!(
        Binomial::sample_size_of(0, 0.05, share(0.5), Level::P95)
            .unwrap_err()
            .to_string(),
        "population must be at least 1, got 0"
    );
}

#[test]
fn margins_too_fine_to_ask_for() {
    for margin in [1e-10, 1e-200, f64::MIN_POSITIVE, 5e-324] {
        assert_eq!(
            Binomial::sample_size(margin, share(0.5), Level::P95)
                .unwrap_err()
                .to_string(),
            format!(
                "margin of error must be large enough for a sample that can be counted, got {margin:e}"
            )
        );
        // Of a known number it is everybody.
        for all in [1, 7, 1000, u64::MAX] {
            let n = Binomial::sample_size_of(all, margin, share(0.5), Level::P95).unwrap();
            assert!(n <= all && n as f64 >= 0.8 * all as f64, "{n} of {all}");
        }
    }
    assert_eq!(
        Binomial::sample_size(0.9, share(5e-324), Level::P95).unwrap(),
        1
    );
    assert_eq!(
        Binomial::sample_size_of(1, 0.9, share(0.5), Level::P80).unwrap(),
        1
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn more_precision_asks_for_more(a in 1e-6..0.99, b in 1e-6..0.99, p in 0.001..0.999, level in levels(), all in 1..=u64::MAX) {
        let (fine, coarse) = if a < b { (a, b) } else { (b, a) };
        let many = Binomial::sample_size(fine, share(p), level).unwrap();
        prop_assert!(many >= Binomial::sample_size(coarse, share(p), level).unwrap());
        prop_assert!(Binomial::sample_size(fine, share(0.5), level).unwrap() >= many);
        let some = Binomial::sample_size_of(all, fine, share(p), level).unwrap();
        prop_assert!(some >= 1 && some <= all && some <= many.max(1));
        prop_assert!(some >= Binomial::sample_size_of(all, coarse, share(p), level).unwrap());
    }

    /// What the formula promises: Wald's interval of that many is no wider than asked, of fewer it is.
    #[test]
    fn the_margin_is_kept(margin in 0.001..0.3, level in levels()) {
        let n = Binomial::sample_size(margin, share(0.5), level).unwrap();
        let width = |n: u64| {
            let half = Binomial::new(n / 2, n).unwrap();
            half.interval_with(BinomialMethod::Wald, level).unwrap().width()
        };
        prop_assert!(width(n) <= 2.0 * margin * (1.0 + 1e-12));
        let fewer = (n - 1) / 2 * 2;
        prop_assert!(fewer == 0 || width(fewer) >= 2.0 * margin * (1.0 - 1e-12));
    }
}
