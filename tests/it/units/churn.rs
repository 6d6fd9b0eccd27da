//! Churn over periods, and what lifetime it means.

use proptest::prelude::*;
use tenure::units::{Churn, LifetimeConvention, Period, Proportion};

use crate::support::assert_close;
use crate::support::golden::golden;

pub(super) const CONVENTIONS: [LifetimeConvention; 4] = [
    LifetimeConvention::PaymentsAtStart,
    LifetimeConvention::PaymentsAtEnd,
    LifetimeConvention::MidPeriod,
    LifetimeConvention::Continuous,
];

pub(super) fn periods() -> impl Strategy<Value = Period> {
    prop_oneof![
        Just(Period::Day),
        Just(Period::Week),
        Just(Period::Month),
        Just(Period::Quarter),
        Just(Period::Year),
        (1..4000_u32).prop_map(|n| Period::days(n).unwrap()),
        Just(Period::days(u32::MAX).unwrap()),
    ]
}

/// Shares of all sizes, the ends and subnormals included.
fn shares() -> impl Strategy<Value = f64> {
    prop_oneof![
        0.0..=1.0,
        Just(0.0),
        Just(1.0),
        Just(5e-324),
        Just(1.0 - f64::EPSILON / 2.0),
        (0..1000_u64).prop_map(|i| f64::from_bits(i * 0x0000_FFFF_FFFF_FFFF)),
    ]
    .prop_filter("a share", |c| *c <= 1.0)
}

fn churn(rate: f64, period: Period) -> Churn {
    Churn::new(Proportion::new(rate).unwrap(), period)
}

#[test]
fn conversions_agree_with_the_reference() {
    let item = golden("churn_rate_conversion");
    let monthly = churn(item.input("monthly").as_f64().unwrap(), Period::Month);
    let annual = churn(item.input("annual").as_f64().unwrap(), Period::Year);
    let ninety = churn(0.1, Period::days(90).unwrap());
    let year = monthly.per(Period::Year).get();
    assert_close(year, item.number("annual_from_monthly").unwrap(), 1e-14);
    assert_close(
        annual.per(Period::Month).get(),
        item.number("monthly_from_annual").unwrap(),
        1e-14,
    );
    assert!(year < item.number("wrong_times_12").unwrap() - 0.1);
    assert_close(
        1.0 / monthly
            .expected_lifetime(LifetimeConvention::Continuous)
            .unwrap(),
        item.number("continuous_hazard_monthly").unwrap(),
        1e-14,
    );
    assert_close(
        ninety.per(Period::Year).get(),
        item.number("fightchurn_annual_from_90d_10pct").unwrap(),
        1e-14,
    );
    // Gold's book takes a month of 365/12 days too.
    assert_close(
        ninety.per(Period::Month).get(),
        item.number("fightchurn_monthly_from_90d_10pct").unwrap(),
        1e-14,
    );
}

#[test]
fn lifetimes_agree_with_the_reference() {
    let item = golden("lifetime_from_churn");
    let monthly = churn(item.input("c").as_f64().unwrap(), Period::Month);
    for (convention, name) in CONVENTIONS
        .into_iter()
        .zip(["start", "end", "mid", "continuous"])
    {
        let lifetime = monthly.expected_lifetime(convention).unwrap();
        assert_close(lifetime, item.number(name).unwrap(), 1e-14);
    }
}

#[test]
fn at_the_ends() {
    let nobody = churn(0.0, Period::Month);
    let everybody = churn(1.0, Period::Month);
    for period in [Period::Day, Period::Year, Period::days(u32::MAX).unwrap()] {
        assert_eq!(nobody.per(period), Proportion::ZERO);
        assert_eq!(nobody.retention_per(period), Proportion::ONE);
        assert_eq!(everybody.per(period), Proportion::ONE);
        assert_eq!(everybody.retention_per(period), Proportion::ZERO);
    }
    let lifetimes = |churn: Churn| CONVENTIONS.map(|c| churn.expected_lifetime(c));
    assert_eq!(lifetimes(nobody), [None; 4]);
    assert_eq!(
        lifetimes(everybody),
        [Some(1.0), Some(0.0), Some(0.5), Some(0.0)]
    );
    // So few that 1/c is beyond f64: no number either.
    assert_eq!(lifetimes(churn(5e-324, Period::Month)), [None; 4]);
    // A small churn keeps its digits: 1 − (1 − c)^12 ≈ 12c.
    let tiny = churn(1e-300, Period::Month);
    assert_close(tiny.per(Period::Year).get(), 1.2e-299, 1e-14);
    assert_close(
        churn(1e-12, Period::Month).per(Period::Year).get(),
        12e-12 - 66e-24,
        1e-14,
    );
}

#[test]
fn a_rate_reads_as_people_say_it() {
    assert_eq!(
        churn(0.031, Period::Quarter).to_string(),
        "3.1% per quarter"
    );
    assert_eq!(
        format!("{:.0}", churn(0.5, Period::days(90).unwrap())),
        "50% per 90 days"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn churn_and_retention_are_the_whole(c in shares(), stated in periods(), asked in periods()) {
        let rate = churn(c, stated);
        let (lost, kept) = (rate.per(asked).get(), rate.retention_per(asked).get());
        prop_assert!((0.0..=1.0).contains(&lost) && (0.0..=1.0).contains(&kept));
        prop_assert!((lost + kept - 1.0).abs() <= 1e-15);
        prop_assert_eq!(rate.per(stated).get(), c);
    }

    /// More is lost in a longer period, and where more is lost per period.
    #[test]
    fn longer_and_higher_lose_more(a in shares(), b in shares(), stated in periods(), x in periods(), y in periods()) {
        let (low, high) = if a <= b { (a, b) } else { (b, a) };
        let (short, long) = if x.in_units_of(y) <= 1.0 { (x, y) } else { (y, x) };
        prop_assert!(churn(low, stated).per(short) <= churn(low, stated).per(long));
        // At the stated period itself no function is called, so the order may be off in the last digit.
        let (less, more) = (churn(low, stated).per(long).get(), churn(high, stated).per(long).get());
        prop_assert!(less <= more * (1.0 + 1e-15));
    }

    /// Twelve months kept in turn are a year kept; no multiple of the monthly churn is the yearly.
    #[test]
    fn a_year_is_twelve_months(c in 0.0..=1.0) {
        let monthly = churn(c, Period::Month);
        let kept = (0..12).fold(1.0, |kept, _| kept * (1.0 - c));
        prop_assert!((monthly.retention_per(Period::Year).get() - kept).abs() <= 1e-14);
        prop_assert!(monthly.per(Period::Year).get() <= 12.0 * c);
    }

    #[test]
    fn there_and_back(c in 0.0..0.9, stated in periods(), asked in periods()) {
        // While enough of the retention is left to come back from.
        let there = churn(c, stated).per(asked);
        prop_assume!(there.get() < 0.999);
        let back = Churn::new(there, asked).per(stated).get();
        // A retention of 0.001 keeps three digits fewer; a longer way multiplies what is lost.
        let ways = stated.in_units_of(asked).max(1.0);
        prop_assert!((back - c).abs() <= 1e-12 * ways, "{back} {c}");
    }

    #[test]
    fn more_churn_is_a_shorter_life(a in 1e-300..=1.0, b in 1e-300..=1.0) {
        let (low, high) = if a <= b { (a, b) } else { (b, a) };
        for convention in CONVENTIONS {
            let [long, short] =
                [low, high].map(|c| churn(c, Period::Month).expected_lifetime(convention).unwrap());
            prop_assert!(long >= short * (1.0 - 1e-15));
        }
        let [start, end, mid, continuous] =
            CONVENTIONS.map(|c| churn(low, Period::Month).expected_lifetime(c).unwrap());
        prop_assert!(end <= continuous && continuous <= mid * (1.0 + 1e-15) && mid <= start);
    }
}
