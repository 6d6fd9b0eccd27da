//! Values of the quantile rules.

use tenure::stats::{QuantileRule, Sample};
use tenure::units::Proportion;

use crate::support::assert_close;
use crate::support::golden::{golden, numbers};

pub(super) const RULES: [QuantileRule; 4] = [
    QuantileRule::Linear,
    QuantileRule::NearestRank,
    QuantileRule::Weibull,
    QuantileRule::MedianUnbiased,
];

fn quantile(values: &[f64], q: f64, rule: QuantileRule) -> f64 {
    let all = Sample::try_from_iter(values).unwrap();
    all.quantile(Proportion::new(q).unwrap(), rule).unwrap()
}

#[test]
fn response_times_agree_with_the_reference() {
    let item = golden("kpi_response_time");
    let minutes = numbers(item.input("minutes"));
    let all = Sample::try_from_iter(&minutes).unwrap();
    assert_eq!(all.median(), item.number("median"));
    assert_eq!(all.moments().mean(), item.number("mean"));
    assert_close(
        quantile(&minutes, 0.9, QuantileRule::Linear),
        item.number("p90_type7").unwrap(),
        1e-15,
    );
    assert_eq!(
        Some(quantile(&minutes, 0.9, QuantileRule::NearestRank)),
        item.number("p90_nearest_rank")
    );
}

/// By hand from the places in Hyndman & Fan (1996): of 1, 2, 4, 8, 16 the quarter is at place
/// 2 (type 7), 1.5 (type 6), 1⅔ (type 8) and ⌈1.25⌉ (type 1).
#[test]
fn a_quarter_by_each_rule() {
    let values = [16.0, 1.0, 8.0, 2.0, 4.0];
    for (rule, expected) in RULES.into_iter().zip([2.0, 2.0, 1.5, 5.0 / 3.0]) {
        assert_close(quantile(&values, 0.25, rule), expected, 1e-15);
        // They agree on the middle of an odd number.
        assert_eq!(quantile(&values, 0.5, rule), 4.0, "{rule}");
    }
}

#[test]
fn decimal_shares_do_not_skip_a_rank() {
    // 100·0.07 is 7.000000000000001, 100·0.29 is 28.999999999999996.
    let values: Vec<f64> = (1..=100_u32).map(f64::from).collect();
    for percent in 1..=100_u32 {
        let q = f64::from(percent) / 100.0;
        assert_eq!(
            quantile(&values, q, QuantileRule::NearestRank),
            f64::from(percent)
        );
    }
    assert_eq!(quantile(&values, 0.071, QuantileRule::NearestRank), 8.0);
    assert_eq!(quantile(&values, 5e-324, QuantileRule::NearestRank), 1.0);
}

#[test]
fn between_the_largest_and_the_smallest_number() {
    let ends = [f64::MAX, f64::MIN];
    assert_eq!(quantile(&ends, 0.5, QuantileRule::Linear), 0.0);
    assert_eq!(quantile(&ends, 0.25, QuantileRule::Linear), -f64::MAX / 2.0);
    let same = [f64::MAX; 4];
    for rule in RULES {
        assert_eq!(quantile(&same, 0.3, rule), f64::MAX);
    }
    // Equal neighbours give themselves, whatever the way between them.
    assert_eq!(quantile(&[0.1, 0.1, 0.1], 0.3, QuantileRule::Linear), 0.1);
}

#[test]
fn rules_are_named_in_reports() {
    let names = RULES.map(|rule| rule.to_string());
    assert_eq!(
        names,
        ["linear", "nearest rank", "Weibull", "median-unbiased"]
    );
    assert_eq!(QuantileRule::default(), QuantileRule::Linear);
}
