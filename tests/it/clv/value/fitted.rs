//! How sure a value is.

use tenure::clv::history::HistoryTable;
use tenure::clv::models::{BgNbd, GammaGamma, Nbd, PurchaseModel};
use tenure::clv::{FirstPurchase, FittedCustomerValue};
use tenure::units::{DiscountRate, Horizon, Level, Period, Proportion, TimeUnit};

use super::{cdnow, spent};
use crate::clv::discount;
use crate::support::assert_close;
use crate::support::clv::{cdnow_customers, cdnow_table};

/// Of an NBD the slopes are known: ∂ ln rate = (dr/(r + x), −dα/(α + T)), and those of the mean spend are
/// ∂ ln E[M] = (1/p − x/(px + q − 1), −1/(px + q − 1), 1/(v + xm)).
#[test]
#[allow(clippy::many_single_char_names, reason = "the letters of the papers")]
fn the_interval_is_that_of_slopes_by_hand() {
    let purchases = Nbd::fitter().fit(&cdnow_table()).unwrap();
    let spend = GammaGamma::fitter().fit(&cdnow(true)).unwrap();
    let value = FittedCustomerValue {
        purchases: &purchases,
        spend: &spend,
        margin: Proportion::from_percent(40.0).unwrap(),
        discount: discount(0.1, Period::Year),
    };
    let customer = &cdnow_customers()[0];
    let history = customer.history();
    let (x, m) = (2.0, customer.mean_repeat_spend_2dp().unwrap());
    let age = history.age(TimeUnit::WEEK);
    let (r, alpha) = (purchases.model().r(), purchases.model().alpha());
    let (p, q, v) = (spend.model().p(), spend.model().q(), spend.model().v());
    let rest = p * x + q - 1.0;
    let quadratic = |slopes: &[f64], covariance: ndarray::ArrayView2<'_, f64>| {
        let mut sum = 0.0;
        for (i, a) in slopes.iter().enumerate() {
            for (j, b) in slopes.iter().enumerate() {
                sum += a * b * covariance[[i, j]];
            }
        }
        sum
    };
    let variance = quadratic(
        &[1.0 / (r + x), -1.0 / (alpha + age)],
        purchases.covariance(),
    ) + quadratic(
        &[1.0 / p - x / rest, -1.0 / rest, 1.0 / (v + x * m)],
        spend.covariance(),
    );
    let half = 1.959_963_984_540_054 * variance.sqrt();
    let bought = spent(2, m);
    let centre = value
        .value()
        .residual(&history, Some(&bought))
        .unwrap()
        .present_value();
    let interval = value
        .estimate(Level::P95, |value| value.residual(&history, Some(&bought)))
        .unwrap()
        .interval();
    assert_close(interval.lower(), centre * libm::exp(-half), 1e-8);
    assert_close(interval.upper(), centre * libm::exp(half), 1e-8);
    let estimate = value
        .estimate(Level::P95, |value| value.residual(&history, Some(&bought)))
        .unwrap();
    assert_eq!(estimate.value(), centre);
    assert_close(estimate.standard_error(), centre * variance.sqrt(), 1e-7);
    // Of the same rate, the same width for any horizon; wider at a higher level.
    let year = Horizon::new(1.0, Period::Year).unwrap();
    let within = value
        .estimate(Level::P95, |value| {
            value.residual_within(&history, Some(&bought), year)
        })
        .unwrap()
        .interval();
    assert_close(
        within.upper() / within.lower(),
        interval.upper() / interval.lower(),
        1e-6,
    );
    let wide = value
        .estimate(Level::P99, |value| value.residual(&history, Some(&bought)))
        .unwrap()
        .interval();
    assert!(wide.lower() < interval.lower() && wide.upper() > interval.upper());
}

#[test]
fn any_question_can_be_asked_and_refused() {
    let purchases = BgNbd::fitter().fit(&cdnow_table()).unwrap();
    let spend = GammaGamma::fitter().fit(&cdnow(true)).unwrap();
    let value = FittedCustomerValue {
        purchases: &purchases,
        spend: &spend,
        margin: Proportion::ONE,
        discount: discount(0.15, Period::Year),
    };
    let of_new = value
        .value()
        .of_new(FirstPurchase::Included)
        .unwrap()
        .present_value();
    let interval = value
        .estimate(Level::P95, |value| value.of_new(FirstPurchase::Included))
        .unwrap()
        .interval();
    assert!(interval.contains(of_new) && interval.lower() > 0.0);
    println!("{of_new:.2} ({interval:.2})");
    // Without a margin nothing is uncertain.
    let none = FittedCustomerValue {
        margin: Proportion::ZERO,
        ..value
    };
    let interval = none
        .estimate(Level::P95, |value| value.of_new(FirstPurchase::Included))
        .unwrap()
        .interval();
    assert_eq!((interval.lower(), interval.upper()), (0.0, 0.0));
    // The question's own error.
    let week = Horizon::new(1.0, Period::Week).unwrap();
    assert_eq!(
        value
            .estimate(Level::P95, |value| value.of_new_in_steps(
                0,
                week,
                FirstPurchase::Included
            ))
            .unwrap_err()
            .to_string(),
        "number of steps must be at least 1, got 0"
    );
    let forever = FittedCustomerValue {
        discount: DiscountRate::NONE,
        ..value
    };
    let history = cdnow_customers()[0].history();
    let result = forever.estimate(Level::P95, |value| value.residual(&history, None));
    assert_eq!(
        result.is_err(),
        purchases
            .model()
            .discounted_purchases(&history, DiscountRate::NONE)
            .is_err()
    );
}

/// Spend and purchases say different things: fits of either make their own part of the width.
#[test]
fn more_customers_make_a_value_surer() {
    let spend = GammaGamma::fitter().fit(&cdnow(true)).unwrap();
    let history = cdnow_customers()[0].history();
    let width = |times: usize| {
        let table: HistoryTable = (0..times).map(|_| cdnow_table()).sum();
        let purchases = Nbd::fitter().fit(&table).unwrap();
        let value = FittedCustomerValue {
            purchases: &purchases,
            spend: &spend,
            margin: Proportion::ONE,
            discount: discount(0.1, Period::Year),
        };
        let interval = value
            .estimate(Level::P95, |value| value.residual(&history, None))
            .unwrap()
            .interval();
        libm::log(interval.upper() / interval.lower())
    };
    let [one, four, many] = [1, 4, 400].map(width);
    assert!(four < one && many < four);
    // What is left is of the spend: variances add up.
    let of_spend = many * many;
    assert_close(4.0 * (four * four - of_spend), one * one - of_spend, 0.02);
}
