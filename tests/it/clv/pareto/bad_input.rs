//! What is refused, and what it is told.

use tenure::clv::fitting::ParametricModel;
use tenure::clv::models::{ParetoNbd, PurchaseModel};
use tenure::units::{DiscountRate, Horizon, Period, TimeUnit};

use super::{history, model};

const WEEK: TimeUnit = TimeUnit::WEEK;

#[test]
fn parameters_are_checked() {
    let refused = |p: [f64; 4]| {
        ParetoNbd::new(p[0], p[1], p[2], p[3], WEEK)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refused([0.0, 1.0, 1.0, 1.0]),
        "r must be from 1e-10 to 1e10, got 0"
    );
    assert_eq!(
        refused([1.0, -1.0, 1.0, 1.0]),
        "alpha must be from 1e-10 to 1e10, got -1"
    );
    assert_eq!(
        refused([1.0, 1.0, 2e10, 1.0]),
        "s must be from 1e-10 to 1e10, got 20000000000"
    );
    assert_eq!(
        refused([1.0, 1.0, 1.0, f64::NAN]),
        "beta must be a finite number, got NaN"
    );
    assert_eq!(
        refused([1.0, 1.0, 1.0, f64::INFINITY]),
        "beta must be a finite number, got inf"
    );

    let model = model([1.0, 1.0, 1.0, 1.0], WEEK);
    assert_eq!(
        model.with_values(&[1.0, 2.0]).unwrap_err().to_string(),
        "parameters of the Pareto/NBD and values for them must be equal in number, got 4 and 2"
    );
    assert!(model.with_values(&[1.0, 2.0, 3.0, 0.0]).is_err());
    assert_eq!(model.with_values(&model.values()).unwrap(), model);
    assert!(
        super::model([1.0, 1e10, 1.0, 1.0], WEEK)
            .in_unit(TimeUnit::DAY)
            .is_err()
    );
}

/// T2: without a discount the sum is finite only where s is above 1.
#[test]
fn what_has_no_sum_is_an_error() {
    let customer = history(3, 20.0, 30.0, WEEK);
    for s in [0.6, 1.0] {
        let error =
            model([0.5, 10.0, s, 12.0], WEEK).discounted_purchases(&customer, DiscountRate::NONE);
        assert_eq!(
            error.unwrap_err().to_string(),
            "number of purchases to come has no finite value: without discount they add up only where s is above 1; \
             give a discount rate or a horizon"
        );
    }
    assert!(
        model([0.5, 10.0, 1.1, 12.0], WEEK)
            .discounted_purchases(&customer, DiscountRate::NONE)
            .is_ok()
    );
}

/// The ends of what constructors accept: nothing is NaN, nothing panics.
#[test]
fn the_ends_of_the_range_are_answered() {
    let ends = [1e-10, 1.0, 1e10];
    let histories = [
        history(0, 0.0, 1e-9, WEEK),
        history(1, 1e-9, 1e8, WEEK),
        history(1_000_000_000_000, 1e8, 1e8, WEEK),
        history(1_000_000_000_000, 1.0, 1e8, WEEK),
    ];
    let year = super::weeks(52.0);
    for i in 0..81 {
        let at = |power: u32| ends[(i / 3_usize.pow(power)) % 3];
        let model = model([at(0), at(1), at(2), at(3)], WEEK);
        for history in &histories {
            let values = [
                model.log_likelihood(history),
                model.p_alive(history),
                model.p_alive_after(history, year),
                model.expected_purchases(history, year),
                model.expected_purchases_of_new(year),
                model.ln_probability(u64::MAX, year),
                model.ln_probability(0, year),
            ];
            assert!(
                values.iter().all(|v| v.is_finite()),
                "{model:?} {history:?} {values:?}"
            );
            assert!(
                (0.0..=1.0).contains(&values[1]) && values[2] <= values[1],
                "{model:?} {history:?} {values:?}"
            );
            let rate = DiscountRate::new(0.1, Period::Year).unwrap();
            if let Ok(value) = model.discounted_purchases(history, rate) {
                assert!(value.is_finite() && value >= 0.0);
            }
        }
    }
}

#[test]
fn it_is_shown_as_a_person_writes_it() {
    let published = model([0.553, 10.578, 0.606, 11.669], WEEK);
    assert_eq!(
        published.to_string(),
        "Pareto/NBD(r = 0.553, α = 10.578 weeks, s = 0.606, β = 11.669 weeks)"
    );
    assert_eq!(
        format!("{published:.1}"),
        "Pareto/NBD(r = 0.6, α = 10.6 weeks, s = 0.6, β = 11.7 weeks)"
    );
}

#[cfg(feature = "serde")]
#[test]
fn it_is_saved_and_read_back_checked() {
    use crate::support::wire::saved_tagged;
    let published = model([0.553, 10.578, 0.606, 11.669], WEEK);
    saved_tagged(
        &published,
        r#"{"r":0.553,"alpha":10.578,"s":0.606,"beta":11.669,"unit":7.0}"#,
    );
}

/// So little time that it is none in the unit of the model: nothing happens in it, and nothing is NaN.
#[test]
fn next_to_no_time_has_a_probability() {
    let model = ParetoNbd::new(1.1, 0.25, 0.26, 0.17, WEEK).unwrap();
    for days in [5e-324, 1e-320, 1e-310, 1e-300] {
        let time = Horizon::new(days, Period::Day).unwrap();
        assert!(model.ln_probability(0, time).abs() < 1e-290);
        for n in [1, 64] {
            let ln = model.ln_probability(n, time);
            assert!(ln.is_finite() && ln < -600.0, "{days:e} {n}: {ln:e}");
        }
    }
}
