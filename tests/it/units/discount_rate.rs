//! Discounting over periods, by three ways to state a rate.

use proptest::prelude::*;
use tenure::units::{DiscountRate, Period};

use super::churn::periods;
use crate::support::assert_close;
use crate::support::golden::golden;

#[test]
fn conversions_agree_with_the_reference() {
    let item = golden("discount_rate_conversion");
    let annual = item.input("annual").as_f64().unwrap();
    let expected = |name| item.number(name).unwrap();
    let effective = DiscountRate::new(annual, Period::Year).unwrap();
    let month = effective.per(Period::Month).unwrap();
    assert_close(month, expected("monthly_effective"), 1e-14);

    let nominal = DiscountRate::nominal(annual, Period::Year, Period::Month).unwrap();
    let month = nominal.per(Period::Month).unwrap();
    assert_close(month, expected("monthly_nominal"), 1e-15);
    let year = nominal.per(Period::Year).unwrap();
    assert_close(year, expected("annual_from_monthly_1pct"), 1e-14);

    let force = expected("continuous");
    let continuous = DiscountRate::continuous(force, Period::Year).unwrap();
    assert_close(continuous.per(Period::Year).unwrap(), annual, 1e-14);
}

#[test]
fn rates_that_are_none() {
    let range = "discount rate must be a fraction of at least 0 (0.1 for 10%), got";
    for (rate, message) in [
        (-0.01, format!("{range} -0.01")),
        (f64::MIN, format!("{range} -1.7976931348623157e308")),
        (
            f64::NAN,
            "discount rate must be a finite number, got NaN".into(),
        ),
        (
            f64::INFINITY,
            "discount rate must be a finite number, got inf".into(),
        ),
    ] {
        for refused in [
            DiscountRate::new(rate, Period::Year),
            DiscountRate::nominal(rate, Period::Year, Period::Month),
            DiscountRate::continuous(rate, Period::Year),
        ] {
            assert_eq!(refused.unwrap_err().to_string(), message);
        }
    }
    assert_eq!(
        DiscountRate::continuous(710.0, Period::Year)
            .unwrap_err()
            .to_string(),
        "discount rate must be a finite number, got inf"
    );
    let steep = DiscountRate::new(0.06, Period::Day).unwrap();
    let forty_years = Period::days(40 * 365).unwrap();
    assert_eq!(
        steep.per(forty_years).unwrap_err().to_string(),
        "compounded discount rate must be a finite number, got inf"
    );
    assert_eq!(steep.factor(Period::days(u32::MAX).unwrap()), 0.0);
}

#[test]
fn none_is_none() {
    for period in [Period::Day, Period::Year, Period::days(u32::MAX).unwrap()] {
        assert_eq!(DiscountRate::NONE.per(period).unwrap(), 0.0);
        assert_eq!(DiscountRate::NONE.factor(period), 1.0);
    }
    let zero = DiscountRate::new(-0.0, Period::Month).unwrap();
    assert_eq!(zero.rate().to_bits(), 0);
    assert_eq!(zero.to_string(), "0.0% per month");
    let largest = DiscountRate::new(f64::MAX, Period::Day).unwrap();
    assert!(largest.factor(Period::Day) > 0.0);
    assert_eq!(largest.factor(Period::Year), 0.0);
    // 100 times the rate is beyond f64, and it is shown all the same.
    assert!(!largest.to_string().contains("inf"), "{largest}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn factor_and_growth_are_inverse(d in 0.0..2.0, stated in periods(), asked in periods()) {
        let rate = DiscountRate::new(d, stated).unwrap();
        let factor = rate.factor(asked);
        prop_assert!((0.0..=1.0).contains(&factor));
        if let Ok(growth) = rate.per(asked) {
            prop_assert!(growth >= 0.0);
            let one = factor * (1.0 + growth);
            // e^x and e^−x of an exponent near 700 share its rounding only to 700 ULP.
            prop_assert!(factor < f64::MIN_POSITIVE || (one - 1.0).abs() <= 4e-13, "{one}");
        }
        prop_assert_eq!(rate.per(stated).unwrap(), d);
    }

    #[test]
    fn a_year_is_twelve_months(d in 0.0..1.0) {
        let rate = DiscountRate::new(d, Period::Month).unwrap();
        let growth = (0..12).fold(1.0, |growth, _| growth * (1.0 + d));
        prop_assert!((1.0 + rate.per(Period::Year).unwrap() - growth).abs() <= 1e-14 * growth);
        // Nominal is a multiple, and compounds to more than it says.
        let nominal = DiscountRate::nominal(12.0 * d, Period::Year, Period::Month).unwrap();
        prop_assert!((nominal.rate() - d).abs() <= 1e-15 * d);
        prop_assert!(nominal.per(Period::Year).unwrap() >= 12.0 * d);
    }

    #[test]
    fn higher_and_later_is_worth_less(a in 0.0..2.0, b in 0.0..2.0, stated in periods(), x in periods(), y in periods()) {
        let (low, high) = if a <= b { (a, b) } else { (b, a) };
        let [low, high] = [low, high].map(|d| DiscountRate::new(d, stated).unwrap());
        let (short, long) = if x.in_units_of(y) <= 1.0 { (x, y) } else { (y, x) };
        prop_assert!(low.factor(short) >= low.factor(long));
        prop_assert!(low.factor(long) >= high.factor(long));
    }
}
