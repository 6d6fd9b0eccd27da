use tenure::clv::fitting::Scale;
use tenure::clv::models::{Nbd, PurchaseModel};
use tenure::units::Level;

use super::{some_customers, table, weeks};
use crate::support::assert_close;
use crate::support::clv::cdnow_table;

/// E = t·r/α, so Var(ln E) = Var(ln r) + Var(ln α) − 2 Cov.
#[test]
fn the_error_of_a_prediction_is_that_of_calculus() {
    let fit = Nbd::fitter().fit(&cdnow_table()).unwrap();
    let (r, alpha, covariance) = (fit.model().r(), fit.model().alpha(), fit.covariance());
    let log_variance = covariance[[0, 0]] / r / r + covariance[[1, 1]] / alpha / alpha
        - 2.0 * covariance[[0, 1]] / r / alpha;
    let value = 52.0 * r / alpha;
    let ask = |scale| {
        fit.estimate(Level::P95, scale, |model| {
            model.expected_purchases_of_new(weeks(52.0))
        })
        .unwrap()
    };
    let estimate = ask(Scale::Log);
    assert_close(estimate.value(), value, 1e-14);
    assert_close(estimate.standard_error(), value * log_variance.sqrt(), 1e-9);
    let factor = (1.959_963_984_540_054 * log_variance.sqrt()).exp();
    assert_close(estimate.interval().lower(), value / factor, 1e-9);
    assert_close(estimate.interval().upper(), value * factor, 1e-9);
    let plain = ask(Scale::Plain).interval();
    let half = 1.959_963_984_540_054 * value * log_variance.sqrt();
    assert_close(plain.lower(), value - half, 1e-9);
    assert_close(plain.upper(), value + half, 1e-9);
    // A parameter is a prediction like any other.
    let own = fit.estimate(Level::P90, Scale::Log, Nbd::alpha).unwrap();
    assert_close(own.standard_error(), fit.standard_errors()[1], 1e-10);
    let interval = fit.interval_of("alpha", Level::P90).unwrap();
    assert_close(own.interval().upper(), interval.upper(), 1e-10);
    assert_eq!(format!("{own:.2}"), "12.07 (10.81 to 13.48)");
}

#[test]
fn a_probability_stays_between_0_and_1() {
    let fit = Nbd::fitter().fit(&table([0, 0, 1, 9])).unwrap();
    for n in [0, 1, 30] {
        let p = fit
            .estimate(Level::P99, Scale::Logit, |model| {
                model.ln_probability(n, weeks(39.0)).exp()
            })
            .unwrap();
        let (low, high) = (p.interval().lower(), p.interval().upper());
        assert!(
            0.0 < low && low < p.value() && p.value() < high && high < 1.0,
            "{p}"
        );
        // The odds are as far up as down.
        let odds = |p: f64| p / (1.0 - p);
        assert_close(odds(low) * odds(high), odds(p.value()).powi(2), 1e-9);
    }
    // Certain is certain.
    let customer = some_customers().rows().next().unwrap().0;
    let alive = fit
        .estimate(Level::P95, Scale::Logit, |model| model.p_alive(&customer))
        .unwrap();
    assert_eq!(
        (
            alive.interval().lower(),
            alive.interval().upper(),
            alive.standard_error()
        ),
        (1.0, 1.0, 0.0)
    );
    let never = fit.estimate(Level::P95, Scale::Log, |_| -0.0).unwrap();
    assert_eq!(never.to_string(), "0 (0 to 0)");
}

#[test]
fn what_is_no_prediction_of_that_scale_is_refused() {
    let fit = Nbd::fitter().fit(&table([0, 0, 1, 9])).unwrap();
    let refusal = |scale, value: fn(&Nbd) -> f64| {
        fit.estimate(Level::P95, scale, value)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refusal(Scale::Plain, |_| f64::NAN),
        "prediction must be a finite number, got NaN"
    );
    assert_eq!(
        refusal(Scale::Log, |_| -1.0),
        "prediction must be at least 0 on a logarithmic scale, got -1"
    );
    assert_eq!(
        refusal(Scale::Logit, |_| 1.5),
        "prediction must be from 0 to 1 on a logit scale, got 1.5"
    );
    // Infinite right beside the estimate.
    assert_eq!(
        refusal(Scale::Plain, |model| {
            if model.r() > 0.2 && model.r().to_bits() % 2 == 2 {
                0.0
            } else {
                f64::INFINITY
            }
        }),
        "prediction must be a finite number, got inf"
    );
    // Steeper than any number: the ends stay numbers.
    let steep = fit
        .estimate(Level::P95, Scale::Log, |model| model.r().powi(500))
        .unwrap();
    assert!(
        steep.interval().upper().is_finite() && steep.interval().lower() >= 0.0,
        "{steep}"
    );
}
