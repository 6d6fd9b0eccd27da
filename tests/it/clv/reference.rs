//! Reference values of the closed forms, and of the source documents' variants.
#![allow(
    clippy::disallowed_methods,
    reason = "the tests compute in another way than the code on purpose"
)]

use tenure::clv::{
    ArpaClv, Clv, ContinuousClv, CurveClv, FiniteClv, FirstMargin, FixedLifespanClv, GrowingClv,
    InverseRetentionScore, NextPeriodValue, OrdersClv, SteadyClv, Timing,
};
use tenure::units::{DiscountRate, Frequency, Growth, Horizon, Period, Proportion};

use super::{churn, discount, finite, margin};
use crate::support::assert_close;
use crate::support::golden::{Golden, golden, numbers};

const YEAR: Period = Period::Year;

fn input(item: &Golden, name: &str) -> f64 {
    item.input(name).as_f64().unwrap()
}

#[track_caller]
fn check(item: &Golden, name: &str, clv: tenure::Result<Clv>) {
    let expected = item.number(name).unwrap();
    assert_close(clv.unwrap().present_value(), expected, 1e-12);
}

#[test]
fn closed_forms() {
    let item = golden("clv_closed_forms");
    let steady = SteadyClv {
        margin: margin(input(&item, "margin"), YEAR),
        churn: churn(1.0 - input(&item, "retention"), YEAR),
        discount: discount(input(&item, "discount"), YEAR),
        timing: Timing::End,
    };
    let start = SteadyClv {
        timing: Timing::Start,
        ..steady
    };
    let first_certain = SteadyClv {
        timing: Timing::EndFirstCertain,
        ..steady
    };
    let undiscounted = |form: SteadyClv| SteadyClv {
        discount: DiscountRate::NONE,
        ..form
    };
    check(&item, "end_gupta_lehmann", steady.value());
    check(&item, "start", start.value());
    check(&item, "end_first_certain", first_certain.value());
    check(&item, "undiscounted_start", undiscounted(start).value());
    check(&item, "undiscounted_end", undiscounted(steady).value());
    assert_close(
        steady.margin_multiple().unwrap(),
        item.number("margin_multiple").unwrap(),
        1e-12,
    );

    let growing = |timing, first| {
        GrowingClv {
            margin: steady.margin,
            churn: steady.churn,
            discount: steady.discount,
            growth: Growth::new(input(&item, "growth"), YEAR).unwrap(),
            timing,
            first,
        }
        .value()
    };
    check(
        &item,
        "growth_start",
        growing(Timing::Start, FirstMargin::AsStated),
    );
    check(
        &item,
        "growth_end_gupta_lehmann",
        growing(Timing::End, FirstMargin::AsStated),
    );
    check(
        &item,
        "growth_end_grown_first",
        growing(Timing::End, FirstMargin::GrownOnce),
    );

    let within = |timing| {
        FiniteClv {
            margin: steady.margin,
            churn: steady.churn,
            discount: steady.discount,
            timing,
            horizon: Horizon::new(input(&item, "periods"), YEAR).unwrap(),
        }
        .value()
    };
    check(&item, "finite5_start", within(Timing::Start));
    check(&item, "finite5_end", within(Timing::End));

    let continuous = ContinuousClv {
        margin: steady.margin,
        churn: steady.churn,
        discount: steady.discount,
    };
    check(&item, "continuous", continuous.value());
}

#[test]
fn arpa_times_gross_margin_over_churn() {
    let item = golden("clv_arpa_gm_churn");
    let account = ArpaClv {
        arpa: margin(input(&item, "arpa"), Period::Month),
        gross_margin: Proportion::new(input(&item, "gross_margin")).unwrap(),
        churn: churn(input(&item, "monthly_churn"), Period::Month),
    };
    check(&item, "ltv", account.value());
}

#[test]
fn retention_curve() {
    let item = golden("clv_retention_curve");
    let survival = numbers(item.input("survival"));
    let margins = numbers(item.input("margin"));
    let value = |rate| {
        CurveClv {
            period: Period::Month,
            discount: discount(rate, Period::Month),
        }
        .value(survival.iter().zip(&margins))
    };
    let discounted = value(input(&item, "discount_per_period"));
    check(&item, "discounted", discounted.clone());
    check(&item, "undiscounted", value(0.0));
    assert_close(
        discounted
            .unwrap()
            .net_of(finite(input(&item, "cac")))
            .unwrap(),
        item.number("net_of_cac").unwrap(),
        1e-12,
    );
}

#[test]
fn source_orders() {
    let item = golden("src_clv_simple");
    let orders = OrdersClv {
        order_value: finite(input(&item, "aov")),
        frequency: Frequency::new(input(&item, "freq_per_month"), Period::Month).unwrap(),
        lifespan: Horizon::new(input(&item, "years"), YEAR).unwrap(),
    };
    let gross = orders.value().unwrap();
    let net = gross.net_of(finite(input(&item, "cac"))).unwrap();
    assert_close(net, item.number("value").unwrap(), 1e-12);
    // The printed figure is not what its own formula gives.
    let printed = item.number("printed_in_source").unwrap();
    assert!(net > printed);
}

#[test]
fn source_inverse_retention_and_what_it_should_be() {
    let item = golden("src_clv_inverse_retention");
    let score = |item: &Golden| InverseRetentionScore {
        revenue: margin(input(item, "revenue"), YEAR),
        churn: churn(1.0 - input(item, "retention"), YEAR),
        discount: discount(input(item, "r"), YEAR),
        lifespan: Horizon::new(input(item, "life"), YEAR).unwrap(),
    };
    let printed = score(&item);
    let expected = item.number("value").unwrap();
    assert_close(printed.value().unwrap(), expected, 1e-12);

    // It falls when retention rises: the reason for its name.
    let better = InverseRetentionScore {
        churn: churn(0.1, YEAR),
        ..printed
    };
    assert!(better.value().unwrap() < expected);

    for (id, timing) in [
        ("src_clv_finite_start", Timing::Start),
        ("src_clv_finite_end", Timing::End),
    ] {
        let item = golden(id);
        let facts = score(&item);
        let right = FiniteClv {
            margin: facts.revenue,
            churn: facts.churn,
            discount: facts.discount,
            timing,
            horizon: facts.lifespan,
        };
        check(&item, "value", right.value());
    }
}

#[test]
fn source_annual_margin() {
    let item = golden("src_clv_annual_margin");
    let contract = FixedLifespanClv {
        revenue: margin(input(&item, "revenue"), YEAR),
        gross_margin: Proportion::new(input(&item, "margin")).unwrap(),
        lifespan: Horizon::new(input(&item, "life"), YEAR).unwrap(),
    };
    check(&item, "value", contract.value());
}

#[test]
fn source_next_period_and_ratio_to_cost() {
    let next = NextPeriodValue {
        order_value: finite(50.0),
        frequency: Frequency::new(2.0, Period::Month).unwrap(),
        churn: churn(0.2, Period::Month),
    };
    assert_close(next.value().unwrap(), 80.0, 1e-15);

    let item = golden("clv_closed_forms");
    let clv = FixedLifespanClv {
        revenue: margin(input(&item, "margin"), YEAR),
        gross_margin: Proportion::ONE,
        lifespan: Horizon::new(5.0, YEAR).unwrap(),
    }
    .value()
    .unwrap();
    assert_eq!(clv.to_cost(finite(125.0)), Ok(4.0));
    assert_eq!(
        clv.to_cost(finite(0.0)).unwrap_err().to_string(),
        "ratio of lifetime value to cost is not defined: the cost is 0"
    );
}

#[test]
fn small_rates_keep_all_their_digits() {
    // Both rates and their sum are exact in binary; r/(1+d) is so near 1 that 1 + d − r as written
    // would keep 13 bits of it.
    let tiny = 2_f64.powi(-40);
    let clv = SteadyClv {
        margin: margin(1.0, YEAR),
        churn: churn(tiny, YEAR),
        discount: discount(tiny, YEAR),
        timing: Timing::EndFirstCertain,
    };
    assert_eq!(clv.value().unwrap().present_value(), 2_f64.powi(39));

    // The same through conversions: c per year from c per month is 12c − 66c² + …
    let clv = SteadyClv {
        churn: churn(tiny, Period::Month),
        discount: DiscountRate::NONE,
        ..clv
    };
    let expected = 1.0 / (12.0 * tiny - 66.0 * tiny * tiny);
    assert_close(clv.value().unwrap().present_value(), expected, 4e-16);
}

/// Two figures in one table say by themselves whether they compare.
#[test]
fn a_value_says_what_it_assumes() {
    let steady = SteadyClv {
        margin: margin(30.0, Period::Month),
        churn: churn(0.03, Period::Month),
        discount: discount(0.1, YEAR),
        timing: Timing::EndFirstCertain,
    };
    let three = Horizon::new(3.0, YEAR).unwrap();
    let capped = steady.value_within(three).unwrap();
    assert_eq!(capped.timing(), Some(Timing::EndFirstCertain));
    assert_eq!(capped.horizon(), Some(three));
    assert_eq!(capped.discount(), steady.discount);
    assert_eq!(steady.value().unwrap().horizon(), None);
    assert_eq!(
        format!("{capped:>9.1}"),
        "    591.8 (end of period, first certain, horizon 3 years, discounted at 10.0% per year)"
    );

    let flow = ContinuousClv {
        margin: steady.margin,
        churn: steady.churn,
        discount: DiscountRate::NONE,
    };
    assert_eq!(flow.value().unwrap().timing(), None);
    let account = ArpaClv {
        arpa: steady.margin,
        gross_margin: Proportion::ONE,
        churn: steady.churn,
    };
    assert_eq!(
        account.value().unwrap().to_string(),
        "1000.00 (start of period, no horizon, not discounted)"
    );
}
