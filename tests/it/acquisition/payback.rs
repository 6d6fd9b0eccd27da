//! Laws of payback.
#![allow(
    clippy::disallowed_methods,
    reason = "the tests compute in another way than the code on purpose"
)]

use proptest::prelude::*;
use tenure::acquisition::{ChurnPayback, LtvToCac, Payback, RevenuePayback, SimplePayback};
use tenure::units::Period;

use super::{churn, finite, monthly};

fn with_churn(cac: f64, margin: f64, rate: f64) -> Payback {
    let (cac, margin, churn) = (finite(cac), monthly(margin), churn(rate));
    ChurnPayback { cac, margin, churn }.value().unwrap()
}

fn simple(cac: f64, margin: f64) -> Payback {
    let (cac, margin) = (finite(cac), monthly(margin));
    SimplePayback { cac, margin }.value().unwrap()
}

/// What n payments of a bring, when a share c leaves after each.
fn earned(a: f64, c: f64, n: f64) -> f64 {
    -a * (n * (-c).ln_1p()).exp_m1() / c
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_is_paid_back_is_paid_back(
        cac in 0.01..1e5_f64, margin in 0.01..1e4_f64, c in (-9.0..-0.001_f64).prop_map(|e| 10_f64.powf(e)),
    ) {
        let ltv = margin / c;
        match with_churn(cac, margin, c).months() {
            None => prop_assert!(cac >= ltv * (1.0 - 1e-15)),
            Some(n) => {
                prop_assert!(ltv > cac);
                let worth = LtvToCac { ltv: finite(ltv), cac: finite(cac) }.value().unwrap();
                prop_assert!(worth > 1.0 - 1e-15);
                // Close to never the wait itself is badly determined, but what it earns is not.
                prop_assert!(earned(margin, c, n) >= cac * (1.0 - 1e-12));
                prop_assert!(earned(margin, c, n * (1.0 + 1e-9)) >= cac * (1.0 - 1e-15));
                if ltv > 1.01 * cac {
                    prop_assert!(earned(margin, c, n * (1.0 - 1e-9)) < cac);
                }
            }
        }
    }

    #[test]
    fn no_churn_is_the_simple_form_to_the_bit(cac in 0.0..1e6_f64, margin in 0.01..1e6_f64) {
        prop_assert_eq!(with_churn(cac, margin, 0.0), simple(cac, margin));
        prop_assert_eq!(simple(cac, margin).months(), Some(cac / margin));
        // Nor is there a jump next to it, however small the churn.
        for tiny in [f64::from_bits(1), f64::from_bits(1000), 1e-300, 1e-100, 1e-25] {
            let near = with_churn(cac, margin, tiny).months().unwrap();
            prop_assert!((near - cac / margin).abs() <= 1e-15 * (cac / margin));
        }
    }

    #[test]
    fn churn_delays_costs_that_take_more_than_a_payment(
        margin in 1.0..1e4_f64, payments in 1.0..50.0_f64, c in 1e-6..0.5_f64, more in 1.0..2.0_f64,
    ) {
        let cac = margin * payments;
        let wait = |c| with_churn(cac, margin, c).months().unwrap_or(f64::MAX);
        prop_assert!(wait(c) >= (cac / margin) * (1.0 - 1e-14));
        prop_assert!(wait(c * more) >= wait(c) * (1.0 - 1e-12));
    }

    #[test]
    fn money_has_no_unit(cac in 0.1..1e4_f64, margin in 0.1..1e4_f64, c in 0.0..1.0_f64, k in -9..9) {
        let unit = 2_f64.powi(k);
        prop_assert_eq!(with_churn(cac * unit, margin * unit, c), with_churn(cac, margin, c));
    }

    #[test]
    fn nothing_but_waits_and_never_and_errors(
        cac in 0.0..f64::MAX, m in -1e290..1e290_f64, e in 0..2000_i32, c in 0.0..=1.0_f64,
    ) {
        for (cac, m) in [(cac, m), (cac, m * 2_f64.powi(-e)), (cac * 2_f64.powi(-e), m)] {
            for c in [c, c * 2_f64.powi(-e), 0.0, 1.0] {
                let (cac, margin, churn) = (finite(cac), monthly(m), churn(c));
                if let Ok(Payback::After(wait)) = (ChurnPayback { cac, margin, churn }).value() {
                    let periods = wait.periods();
                    prop_assert!(periods.is_finite() && periods.is_sign_positive());
                }
            }
        }
    }
}

#[test]
fn never_is_never() {
    assert_eq!(with_churn(1600.0, 80.0, 0.05), Payback::Never); // LTV = CAC
    assert!(with_churn(1599.0, 80.0, 0.05).months().is_some());
    assert_eq!(with_churn(600.0, 0.0, 0.05), Payback::Never);
    assert_eq!(with_churn(600.0, -80.0, 0.0), Payback::Never);
    assert_eq!(Payback::Never.months(), None);
    assert_eq!(Payback::Never.payments(), None);
    assert_eq!(Payback::Never.to_string(), "never");
}

#[test]
fn what_cost_nothing_is_paid_back_at_once() {
    assert_eq!(with_churn(0.0, -80.0, 1.0).months(), Some(0.0));
    assert_eq!(simple(0.0, 0.0).months(), Some(0.0));
}

#[test]
fn all_leave_after_the_first_payment() {
    assert_eq!(with_churn(79.0, 80.0, 1.0).months(), Some(1.0));
    assert_eq!(with_churn(81.0, 80.0, 1.0), Payback::Never);
}

#[test]
fn waits_in_other_units_and_whole_payments() {
    let quarterly = tenure::units::Margin::new(240.0, Period::Quarter).unwrap();
    let wait = SimplePayback {
        cac: finite(600.0),
        margin: quarterly,
    }
    .value()
    .unwrap();
    assert_eq!(wait.months(), Some(7.5));
    assert_eq!(wait.in_units_of(Period::Quarter), Some(2.5));
    assert_eq!(wait.payments(), Some(3.0));
    assert_eq!(format!("{wait:.2}"), "after 2.50 quarters");
    assert_eq!(simple(800.0, 80.0).payments(), Some(10.0));
    let beyond = Payback::after(f64::MAX, Period::Year).unwrap();
    assert_eq!(beyond.months(), None);
    let revenue = RevenuePayback {
        cac: finite(600.0),
        revenue: monthly(100.0),
    };
    assert_eq!(revenue.value().unwrap().months(), Some(6.0));
}

#[test]
fn a_wait_is_a_number_of_periods() {
    for (periods, message) in [
        (-0.5, "payback time in periods must be at least 0, got -0.5"),
        (
            f64::NAN,
            "payback time in periods must be a finite number, got NaN",
        ),
        (
            f64::INFINITY,
            "payback time in periods must be a finite number, got inf",
        ),
    ] {
        let wrong = Payback::after(periods, Period::Month).unwrap_err();
        assert_eq!(wrong.to_string(), message);
    }
    let at_once = Payback::after(-0.0, Period::Month).unwrap();
    assert_eq!(at_once.months().map(f64::to_bits), Some(0));
    let Payback::After(wait) = Payback::after(2.5, Period::Quarter).unwrap() else {
        panic!("never");
    };
    assert_eq!((wait.periods(), wait.period()), (2.5, Period::Quarter));
}

#[test]
fn it_is_as_wide_as_asked_for() {
    let wait = Payback::after(2.5, Period::Quarter).unwrap();
    assert_eq!(format!("{wait:>22.2}|"), "   after 2.50 quarters|");
    assert_eq!(format!("{wait:<22}|"), "after 2.5 quarters    |");
    assert_eq!(
        format!("{:>8}|{:.1}|", Payback::Never, Payback::Never),
        "   never|never|"
    );
}
