//! What is refused, and what is said about it.

use tenure::Error;
use tenure::clv::{
    ArpaClv, Clv, ContinuousClv, CurveClv, FirstMargin, FixedLifespanClv, GrowingClv,
    InverseRetentionScore, NextPeriodValue, OrdersClv, SteadyClv, Timing,
};
use tenure::units::{Churn, DiscountRate, Frequency, Growth, Horizon, Margin, Period, Proportion};

use super::{churn, discount, finite, margin};

const YEAR: Period = Period::Year;

#[track_caller]
fn refused<T: core::fmt::Debug>(result: tenure::Result<T>, message: &str) {
    assert_eq!(result.unwrap_err().to_string(), message);
}

fn steady() -> SteadyClv {
    SteadyClv {
        margin: margin(100.0, YEAR),
        churn: churn(0.2, YEAR),
        discount: discount(0.1, YEAR),
        timing: Timing::Start,
    }
}

const BEYOND: &str = "lifetime value has no finite value: it is beyond the largest number; check \
                      the units of what was given";
const GROWS: &str = "lifetime value has no finite value: what customers bring grows at least as \
                     fast as they leave and money loses value; give a horizon";

#[test]
fn rates_and_times_that_cannot_be() {
    refused(
        Proportion::new(1.05).map(|rate| Churn::new(rate, YEAR)),
        "proportion must be a fraction from 0 to 1 (percentages: use from_percent), got 1.05",
    );
    refused(
        DiscountRate::new(-0.01, YEAR),
        "discount rate must be a fraction of at least 0 (0.1 for 10%), got -0.01",
    );
    refused(
        Margin::new(f64::MAX, YEAR),
        "margin must be from -1e290 to 1e290, got 1.7976931348623157e308",
    );
    refused(
        Margin::new(f64::NAN, YEAR),
        "margin must be a finite number, got NaN",
    );
    refused(
        Growth::new(-1.0, YEAR),
        "growth must be a fraction above -1 (0.05 for 5%), got -1",
    );
    refused(
        Growth::new(f64::INFINITY, YEAR),
        "growth must be a finite number, got inf",
    );
    refused(
        Growth::new(1.0, Period::Day).and_then(|growth| growth.per(Period::days(2000)?)),
        "compounded growth must be a finite number, got inf",
    );
    refused(
        Frequency::new(-1.0, YEAR),
        "purchase frequency must be from 0 to 1e12, got -1",
    );
    refused(
        Frequency::new(f64::NAN, YEAR),
        "purchase frequency must be a finite number, got NaN",
    );
    refused(
        Horizon::new(f64::MAX, YEAR),
        "length of time must be above 0 and at most 1e12, got 1.7976931348623157e308",
    );
    refused(
        Horizon::new(f64::NEG_INFINITY, YEAR),
        "length of time must be a finite number, got -inf",
    );
    refused(
        steady().value_within(Horizon::new(3.0, Period::Month).unwrap()),
        "horizon, counted in payment periods (the period of the margin), must be at least 1, got 0.25",
    );
}

#[test]
fn no_finite_value() {
    let forever = SteadyClv {
        churn: churn(0.0, YEAR),
        discount: DiscountRate::NONE,
        ..steady()
    };
    refused(forever.value(), GROWS);
    refused(forever.margin_multiple(), GROWS);
    assert!(matches!(forever.value(), Err(Error::Diverges { .. })));
    let flow = ContinuousClv {
        margin: forever.margin,
        churn: forever.churn,
        discount: forever.discount,
    };
    refused(
        flow.value(),
        "lifetime value has no finite value: nobody leaves and nothing is discounted; give a horizon",
    );
    let account = ArpaClv {
        arpa: margin(500.0, YEAR),
        gross_margin: Proportion::ONE,
        churn: churn(0.0, YEAR),
    };
    refused(account.value(), GROWS);

    // 0.8 · 1.375 = 1.1: the edge itself diverges, a little below does not.
    let growing = |growth| GrowingClv {
        margin: margin(100.0, YEAR),
        churn: churn(0.5, YEAR),
        discount: discount(0.25, YEAR),
        growth: Growth::new(growth, YEAR).unwrap(),
        timing: Timing::Start,
        first: FirstMargin::AsStated,
    };
    refused(growing(1.5).value(), GROWS);
    refused(growing(2.0).value(), GROWS);
    assert!(growing(1.499_999).value().unwrap().present_value() > 1e7);
    assert!(
        growing(2.0)
            .value_within(Horizon::new(9.0, YEAR).unwrap())
            .is_ok()
    );
}

#[test]
fn beyond_the_largest_number() {
    let subnormal = SteadyClv {
        churn: churn(f64::from_bits(1), YEAR),
        discount: DiscountRate::NONE,
        ..steady()
    };
    refused(subnormal.value(), BEYOND);
    let ten = Horizon::new(10.0, YEAR).unwrap();
    assert_eq!(subnormal.value_within(ten).unwrap().present_value(), 1000.0);

    let large = SteadyClv {
        margin: margin(1e290, YEAR),
        churn: churn(1e-20, YEAR),
        discount: DiscountRate::NONE,
        ..steady()
    };
    refused(large.value(), BEYOND);
    let grows = GrowingClv {
        margin: large.margin,
        churn: large.churn,
        discount: large.discount,
        growth: Growth::new(1e20, YEAR).unwrap(),
        timing: Timing::End,
        first: FirstMargin::GrownOnce,
    };
    refused(grows.value_within(ten), BEYOND);

    let orders = OrdersClv {
        order_value: finite(f64::MAX),
        frequency: Frequency::new(2.0, YEAR).unwrap(),
        lifespan: ten,
    };
    refused(orders.value(), BEYOND);
    let next = NextPeriodValue {
        order_value: finite(f64::MAX),
        frequency: Frequency::new(2.0, YEAR).unwrap(),
        churn: churn(0.0, YEAR),
    };
    refused(next.value(), BEYOND);
    // As far as margins and spans go, their product is still a number.
    let contract = FixedLifespanClv {
        revenue: margin(1e290, YEAR),
        gross_margin: Proportion::ONE,
        lifespan: Horizon::new(1e6, YEAR).unwrap(),
    };
    assert_eq!(contract.value().unwrap().present_value(), 1e290 * 1e6);
    refused(subnormal.margin_multiple(), BEYOND);
    refused(
        SteadyClv {
            discount: discount(0.5, Period::Day),
            margin: margin(1.0, Period::days(2000).unwrap()),
            ..steady()
        }
        .value(),
        "compounded discount rate must be a finite number, got inf",
    );
}

#[test]
fn a_huge_discount_leaves_the_first_payment() {
    for huge in [1e20, 1e299, 1e308] {
        for (timing, expected) in [(Timing::Start, 1e-10), (Timing::End, 0.0)] {
            let clv = SteadyClv {
                margin: margin(1e-10, YEAR),
                churn: churn(1.0, YEAR),
                discount: discount(huge, YEAR),
                timing,
            };
            assert_eq!(clv.value().unwrap().present_value(), expected);
        }
    }
    // A customer at a loss who leaves at once is worth 0, not −0.
    let clv = SteadyClv {
        margin: margin(-1.0, YEAR),
        churn: churn(1.0, YEAR),
        timing: Timing::End,
        ..steady()
    };
    assert!(clv.value().unwrap().present_value().is_sign_positive());
}

#[test]
fn costs_below_nothing() {
    let message = "acquisition cost per customer must be at least 0, got -200";
    let clv = steady().value().unwrap();
    refused(clv.net_of(finite(-200.0)), message);
    refused(clv.to_cost(finite(-200.0)), message);
    refused(clv.to_cost(finite(f64::from_bits(1))), BEYOND);
}

#[test]
fn retention_of_nothing_has_no_inverse() {
    let score = InverseRetentionScore {
        revenue: margin(10.0, YEAR),
        churn: churn(1.0, YEAR),
        discount: discount(0.1, YEAR),
        lifespan: Horizon::new(5.0, YEAR).unwrap(),
    };
    refused(
        score.value(),
        "lifetime value has no finite value: the formula divides by the retention, which is 0; use \
         the finite form",
    );
}

#[test]
fn curves_that_are_none() {
    let curve = CurveClv {
        period: Period::Month,
        discount: DiscountRate::NONE,
    };
    refused(
        curve.value([(0.5, 1.0); 0]),
        "a retention curve needs at least 1 point, got 0",
    );
    refused(
        curve.value([(1.0, 10.0), (0.5, 10.0), (0.6, 10.0)]),
        "item 2 was rejected: share still there (0.6) cannot exceed the share a period before (0.5)",
    );
    refused(
        curve.value([(1.0, 10.0), (50.0, 10.0)]),
        "item 1 was rejected: proportion must be a fraction from 0 to 1 (percentages: use \
         from_percent), got 50",
    );
    refused(
        curve.value([(1.0, f64::NAN)]),
        "item 0 was rejected: value must be a finite number, got NaN",
    );
    refused(curve.value([(1.0, f64::MAX), (1.0, f64::MAX)]), BEYOND);
    let losses = curve.value([(1.0, f64::MAX), (1.0, f64::MAX), (1.0, -f64::MAX)]);
    assert_eq!(losses.map(Clv::present_value), Ok(f64::MAX));
    assert_eq!(curve.value([(0.0, -1.0)]).unwrap().present_value(), 0.0);
}

#[cfg(feature = "serde")]
#[test]
fn states_read_back_are_checked() {
    let clv = steady().value().unwrap();
    let text = serde_json::to_string(&clv).unwrap();
    assert_eq!(serde_json::from_str::<Clv>(&text).unwrap(), clv);
    let text = serde_json::to_string(&steady()).unwrap();
    assert_eq!(serde_json::from_str::<SteadyClv>(&text).unwrap(), steady());
    let wrong = text.replace("0.2", "1.2");
    let error = serde_json::from_str::<SteadyClv>(&wrong).unwrap_err();
    assert!(error.to_string().contains("from 0 to 1"), "{error}");
    let read = |text| serde_json::from_str::<Horizon>(text).map_err(|error| error.to_string());
    assert!(
        read(r#"{"length":-1.0,"period":"year"}"#)
            .unwrap_err()
            .contains("above 0")
    );
    let read = |text| serde_json::from_str::<Growth>(text).map_err(|error| error.to_string());
    assert!(
        read(r#"{"rate":-2.0,"period":"year"}"#)
            .unwrap_err()
            .contains("above -1")
    );
    let read = |text| serde_json::from_str::<Frequency>(text).map_err(|error| error.to_string());
    assert!(
        read(r#"{"times":-2.0,"period":"year"}"#)
            .unwrap_err()
            .contains("from 0")
    );
}

#[cfg(feature = "serde")]
#[test]
fn no_purchases_come_to_nothing() {
    let read = crate::support::wire::read::<tenure::clv::HistoricClv>;
    assert!(read(r#"{"purchases":0,"total":0}"#).is_ok());
    assert!(read(r#"{"purchases":2,"total":0}"#).is_ok());
    let error = read(r#"{"purchases":0,"total":-5}"#)
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("total of 0 purchases (in minor units) must be 0, got -5"),
        "{error}"
    );
}
