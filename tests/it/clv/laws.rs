//! Laws that tie the closed forms together.
#![allow(
    clippy::disallowed_methods,
    reason = "the tests compute in another way than the code on purpose"
)]

use proptest::prelude::*;
use tenure::clv::{ContinuousClv, CurveClv, FiniteClv, FirstMargin, GrowingClv, SteadyClv, Timing};
use tenure::units::{Churn, DiscountRate, Growth, Horizon, Period};

use super::{churn, discount, margin};

const MONTH: Period = Period::Month;

fn timings() -> impl Strategy<Value = Timing> {
    prop_oneof![
        Just(Timing::Start),
        Just(Timing::End),
        Just(Timing::EndFirstCertain)
    ]
}

fn steady() -> impl Strategy<Value = SteadyClv> {
    // Churn and discount over many sizes, and now and then on the edge.
    let churns = prop_oneof![4 => (-6.0..0.0_f64).prop_map(|e| 10_f64.powf(e)), 1 => Just(1.0)];
    let discounts = prop_oneof![4 => (-6.0..1.0_f64).prop_map(|e| 10_f64.powf(e)), 1 => Just(0.0)];
    (0.01..1e6_f64, churns, discounts, timings()).prop_map(|(m, c, d, timing)| SteadyClv {
        margin: margin(m, MONTH),
        churn: churn(c, MONTH),
        discount: discount(d, MONTH),
        timing,
    })
}

fn value(form: &SteadyClv) -> f64 {
    form.value().unwrap().present_value()
}

fn growing(form: &SteadyClv, growth: f64) -> GrowingClv {
    GrowingClv {
        margin: form.margin,
        churn: form.churn,
        discount: form.discount,
        growth: Growth::new(growth, MONTH).unwrap(),
        timing: form.timing,
        first: FirstMargin::AsStated,
    }
}

/// The sum the finite forms stand for, term by term.
fn summed(form: &GrowingClv, n: u32) -> f64 {
    let (r, v) = (
        1.0 - form.churn.rate().get(),
        1.0 / (1.0 + form.discount.rate()),
    );
    let g = 1.0 + form.growth.rate();
    (0..i32::try_from(n).unwrap())
        .map(|t| match form.timing {
            Timing::Start => (r * g * v).powi(t),
            Timing::End => r.powi(t + 1) * v.powi(t + 1) * g.powi(t),
            _ => r.powi(t) * v.powi(t + 1) * g.powi(t),
        })
        .sum::<f64>()
        * form.margin.amount()
}

fn close(a: f64, b: f64, relative: f64) -> bool {
    (a - b).abs() <= relative * a.abs().max(b.abs()) + 1e-300
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_timings_are_tied_to_each_other(form in steady()) {
        let at = |timing| value(&SteadyClv { timing, ..form });
        let (start, end, certain) =
            (at(Timing::Start), at(Timing::End), at(Timing::EndFirstCertain));
        prop_assert!(close(start, form.margin.amount() + end, 1e-15 * 8.0));
        prop_assert!(close(start, (1.0 + form.discount.rate()) * certain, 1e-15 * 8.0));
        prop_assert!(end <= certain && certain <= start);
        // Money that flows comes earlier than in arrears and later than in advance.
        let ContinuousValue(any_time) = ContinuousValue::of(&form);
        prop_assert!(end <= any_time * (1.0 + 1e-14) && any_time <= start * (1.0 + 1e-14));
    }

    #[test]
    fn more_with_margin_less_with_churn_and_discount(
        form in steady(), more in 1.0..3.0_f64, growth in 0.0..1e-7_f64,
    ) {
        let base = value(&form);
        let richer = SteadyClv { margin: margin(form.margin.amount() * more, MONTH), ..form };
        prop_assert!(value(&richer) >= base);
        let c = (form.churn.rate().get() * more).min(1.0);
        let leaving = SteadyClv { churn: churn(c, MONTH), ..form };
        prop_assert!(value(&leaving) <= base * (1.0 + 1e-14));
        let d = form.discount.rate() * more;
        let waiting = SteadyClv { discount: discount(d, MONTH), ..form };
        prop_assert!(value(&waiting) <= base * (1.0 + 1e-14));
        let grown = growing(&form, growth).value().unwrap().present_value();
        prop_assert!(grown >= base * (1.0 - 1e-14));
    }

    #[test]
    fn money_scales_exactly_by_powers_of_two(form in steady(), k in -20..20_i32) {
        let scaled = SteadyClv {
            margin: margin(form.margin.amount() * 2_f64.powi(k), MONTH),
            ..form
        };
        prop_assert_eq!(value(&scaled), value(&form) * 2_f64.powi(k));
    }

    #[test]
    fn without_growth_it_is_steady(form in steady(), n in 1..200_u32) {
        prop_assert_eq!(growing(&form, 0.0).value(), form.value());
        let horizon = Horizon::new(f64::from(n), MONTH).unwrap();
        prop_assert_eq!(growing(&form, 0.0).value_within(horizon), form.value_within(horizon));
        let grown = GrowingClv { first: FirstMargin::GrownOnce, ..growing(&form, 0.0) };
        prop_assert_eq!(grown.value(), form.value());
    }

    #[test]
    fn a_horizon_is_the_sum_of_its_payments(
        form in steady(), growth in -0.3..0.3_f64, n in 1..80_u32,
    ) {
        let horizon = Horizon::new(f64::from(n), MONTH).unwrap();
        let form = growing(&form, growth);
        let closed = form.value_within(horizon).unwrap().present_value();
        prop_assert!(close(closed, summed(&form, n), 1e-12), "{closed} {}", summed(&form, n));
        let later = GrowingClv { first: FirstMargin::GrownOnce, ..form };
        let closed = later.value_within(horizon).unwrap().present_value();
        prop_assert!(close(closed, summed(&form, n) * (1.0 + growth), 1e-12));
    }

    #[test]
    fn a_horizon_far_away_is_none(form in steady()) {
        let within = |n| {
            form.value_within(Horizon::new(n, MONTH).unwrap()).unwrap().present_value()
        };
        prop_assert!(close(within(1e9), value(&form), 1e-13));
        prop_assert!(within(3.0) <= within(4.0) && within(4.0) <= value(&form) * (1.0 + 1e-14));
    }

    #[test]
    fn the_units_of_rates_do_not_matter(
        m in 1.0..1e4_f64, c in 1e-6..0.3_f64, d in 0.0..1.0_f64, timing in timings(),
    ) {
        // Churn per month and discount per year, or each per the other's period. A monthly churn of
        // 30 % leaves 1.4 % after a year, so two digits of the yearly figure are lost: 1e-12.
        let (monthly, yearly) = (churn(c, MONTH), discount(d, Period::Year));
        let form = SteadyClv { margin: margin(m, MONTH), churn: monthly, discount: yearly, timing };
        let other = SteadyClv {
            churn: Churn::new(monthly.per(Period::Year), Period::Year),
            discount: DiscountRate::new(yearly.per(MONTH).unwrap(), MONTH).unwrap(),
            ..form
        };
        prop_assert!(close(value(&form), value(&other), 1e-12));

        // Without payment dates the period of the margin does not matter either.
        let flow = ContinuousClv { margin: form.margin, churn: form.churn, discount: form.discount };
        let per_week = ContinuousClv {
            margin: margin(form.margin.per(Period::Week), Period::Week),
            ..flow
        };
        prop_assert!(close(
            flow.value().unwrap().present_value(),
            per_week.value().unwrap().present_value(),
            1e-14,
        ));
    }

    #[test]
    fn a_flat_curve_is_the_finite_form(form in steady(), n in 1..60_u32) {
        let r = 1.0 - form.churn.rate().get();
        let points: Vec<_> = (0..n)
            .map(|t| (r.powi(i32::try_from(t).unwrap()), form.margin.amount()))
            .collect();
        let curve = CurveClv { period: MONTH, discount: form.discount };
        let finite = FiniteClv {
            margin: form.margin,
            churn: form.churn,
            discount: form.discount,
            timing: Timing::Start,
            horizon: Horizon::new(f64::from(n), MONTH).unwrap(),
        };
        let (curve, finite) = (curve.value(points).unwrap(), finite.value().unwrap());
        prop_assert!(close(curve.present_value(), finite.present_value(), 1e-13));
        prop_assert_eq!(curve.horizon(), finite.horizon());
    }

    #[test]
    fn continuous_horizons_add_up(form in steady(), n in 0.1..100.0_f64) {
        let ContinuousValue(whole) = ContinuousValue::of(&form);
        let flow = ContinuousClv { margin: form.margin, churn: form.churn, discount: form.discount };
        let part = flow.value_within(Horizon::new(n, MONTH).unwrap()).unwrap().present_value();
        // What comes after n is the whole again, of those still there and discounted.
        let r = 1.0 - form.churn.rate().get();
        let rest = whole * (r / (1.0 + form.discount.rate())).powf(n);
        prop_assert!(close(part + rest, whole, 1e-12));
    }

    /// Whatever is given: a finite value or an error, never NaN, an infinity or −0.
    #[test]
    fn nothing_but_numbers_leaves(
        m in -1e290..1e290_f64, c in 0.0..=1.0_f64, tiny in 0..1000_i32,
        d in 0.0..f64::MAX, g in prop_oneof![-1.0..1.0_f64, 1.0..f64::MAX], n in 1e-3..1e12_f64,
        timing in timings(),
    ) {
        for c in [c, c * 2_f64.powi(-tiny), 0.0, 1.0] {
            for d in [d, d.fract(), d.fract() * 2_f64.powi(-tiny), 0.0] {
                let form = GrowingClv {
                    margin: margin(m, MONTH),
                    churn: churn(c, Period::Year),
                    discount: discount(d, Period::Quarter),
                    growth: Growth::new(g, MONTH).unwrap_or(Growth::NONE),
                    timing,
                    first: FirstMargin::GrownOnce,
                };
                let horizon = Horizon::new(n, Period::Day).unwrap();
                let flow = ContinuousClv {
                    margin: form.margin, churn: form.churn, discount: form.discount,
                };
                for clv in [
                    form.value(),
                    form.value_within(horizon),
                    flow.value(),
                    flow.value_within(horizon),
                ].into_iter().flatten() {
                    let value = clv.present_value();
                    prop_assert!(value.is_finite());
                    prop_assert!(value != 0.0 || value.is_sign_positive());
                }
            }
        }
    }
}

struct ContinuousValue(f64);

impl ContinuousValue {
    fn of(form: &SteadyClv) -> Self {
        let flow = ContinuousClv {
            margin: form.margin,
            churn: form.churn,
            discount: form.discount,
        };
        Self(flow.value().unwrap().present_value())
    }
}

#[test]
fn at_q_of_one_a_horizon_is_a_count_of_payments() {
    let forever = SteadyClv {
        margin: margin(7.0, MONTH),
        churn: churn(0.0, MONTH),
        discount: DiscountRate::NONE,
        timing: Timing::Start,
    };
    let years = Horizon::new(7.0, Period::Year).unwrap();
    let value = forever.value_within(years).unwrap();
    assert_eq!(value.present_value(), 7.0 * 84.0);
    // Growth that makes up for churn exactly: q = 2 · 0.5.
    let balanced = GrowingClv {
        churn: churn(0.5, MONTH),
        ..growing(&forever, 1.0)
    };
    let value = balanced.value_within(years).unwrap();
    crate::support::assert_close(value.present_value(), 7.0 * 84.0, 1e-13);
}

#[test]
fn horizons_count_whole_payments_in_any_period() {
    for (horizon, payment, whole) in [
        (Horizon::new(7.0, Period::Year), Period::Week, 365.0),
        (
            Horizon::new(49.0, Period::Day),
            Period::days(49).unwrap(),
            1.0,
        ),
        (Horizon::new(1.0, Period::Year), Period::Week, 52.0),
        (Horizon::new(36.0, MONTH), Period::Year, 3.0),
        (Horizon::new(2.5, Period::Year), MONTH, 30.0),
        // A length that is whole but for the rounding of its conversion.
        (Horizon::new(12.0 / 365.0, MONTH), Period::Day, 1.0),
        (Horizon::new(1.0 / 12.0, Period::Year), MONTH, 1.0),
    ] {
        let count = SteadyClv {
            margin: margin(1.0, payment),
            churn: churn(0.0, MONTH),
            discount: DiscountRate::NONE,
            timing: Timing::Start,
        };
        let value = count.value_within(horizon.unwrap()).unwrap();
        assert_eq!(value.present_value(), whole);
    }
}
