//! What is refused, and what is said about it.

use core::fmt::Debug;

use tenure::scoring::evaluation::{
    Brier, CalibrationBins, Confusion, CoxCalibration, ExpectedMaximumProfit, Forecast, Forecasts,
    HosmerLemeshow, IsotonicCalibration, LogLoss, Payoffs, PlattScaling, ProfitCurve,
    RetentionCampaign, RetentionOffer,
};
use tenure::units::Proportion;

use super::share;

#[track_caller]
fn refused<T: Debug>(result: tenure::Result<T>, message: &str) {
    assert_eq!(result.unwrap_err().to_string(), message);
}

#[test]
fn probabilities_that_are_none() {
    let beyond = [(0.5, true), (1.2, true)];
    let message = "item 1 was rejected: probability of churn must be from 0 to 1, got 1.2";
    refused(Brier::try_from_iter(beyond), message);
    refused(LogLoss::try_from_iter(beyond), message);
    refused(Forecasts::try_from_iter(beyond), message);
    refused(
        Brier::try_from_iter([(-1e-300, false)]),
        "item 0 was rejected: probability of churn must be from 0 to 1, got -1e-300",
    );
    refused(
        Brier::try_from_iter([(f64::NAN, false)]),
        "item 0 was rejected: probability of churn must be a finite number, got NaN",
    );
    refused(
        Forecast::try_from((f64::INFINITY, true)),
        "probability of churn must be a finite number, got inf",
    );
    // Nothing of a refused batch is kept.
    let mut brier = Brier::try_from_iter([(0.5, true)]).unwrap();
    let before = brier.clone();
    assert!(brier.try_extend(beyond).is_err());
    assert_eq!(brier, before);
    assert_eq!(
        Forecast::try_from((-0.0, true)),
        Forecast::try_from((0.0, true))
    );
}

#[test]
fn scores_that_are_no_numbers() {
    let items = [(0.1, true), (0.2, false), (f64::NAN, true)];
    let message = "item 2 was rejected: score must be a finite number, got NaN";
    let offer = RetentionOffer::new(1.0, Proportion::ONE, 0.0).unwrap();
    refused(Confusion::at(0.5, items), message);
    refused(PlattScaling::fit(items), message);
    refused(IsotonicCalibration::fit(items), message);
    refused(ProfitCurve::new(offer, items), message);
    refused(
        ExpectedMaximumProfit::of(RetentionCampaign::default(), items),
        message,
    );
    refused(
        LogLoss::try_from_logits([(f64::NEG_INFINITY, true)]),
        "item 0 was rejected: logit must be a finite number, got -inf",
    );
    let none: [(f64, bool); 0] = [];
    refused(
        Confusion::at(f64::NAN, none),
        "threshold must be a finite number, got NaN",
    );
    let curve = ProfitCurve::new(offer, none).unwrap();
    refused(
        curve.at(f64::INFINITY),
        "threshold must be a finite number, got inf",
    );
    let curve = PlattScaling::new(0.0, 1.0).unwrap();
    refused(
        curve.probability(f64::NAN),
        "score must be a finite number, got NaN",
    );
    refused(
        PlattScaling::new(f64::NAN, 1.0),
        "intercept must be a finite number, got NaN",
    );
    refused(
        PlattScaling::new(0.0, f64::INFINITY),
        "slope must be a finite number, got inf",
    );
    assert_eq!(
        PlattScaling::new(-0.0, -0.0).unwrap(),
        PlattScaling::new(0.0, 0.0).unwrap()
    );
}

#[test]
fn too_few_or_of_one_class() {
    let of = |items: &[(f64, bool)]| CoxCalibration::of(&Forecasts::try_from_iter(items).unwrap());
    refused(
        of(&[]),
        "a calibration slope needs at least 1 customer who churned, got 0",
    );
    refused(
        of(&[(0.2, true), (0.3, true)]),
        "a calibration slope needs at least 1 customer who stayed, got 0",
    );
    refused(
        of(&[(0.2, true), (0.2, false)]),
        "a calibration slope needs at least 2 distinct forecasts, got 1",
    );
    refused(
        of(&[(0.0, false), (0.2, true), (0.4, false)]),
        "forecast must be above 0 and below 1 to have a logit (see Forecast::clipped), got 0",
    );
    let separated = "calibration slope has no finite value: the forecasts separate the customers \
                     who churned from those who stayed perfectly";
    refused(of(&[(0.2, false), (0.3, true)]), separated);
    refused(of(&[(0.2, true), (0.3, false)]), separated);
    refused(
        of(&[(0.2, false), (0.3, false), (0.3, true), (0.4, true)]),
        separated,
    );
    // One customer on the wrong side is enough for a slope.
    assert!(of(&[(0.2, false), (0.25, true), (0.3, false), (0.4, true)]).is_ok());

    refused(
        PlattScaling::fit([(1.0, true), (2.0, true)]),
        "Platt scaling needs at least 1 customer who stayed, got 0",
    );
    refused(
        PlattScaling::fit([(1.0, true), (1.0, false)]),
        "Platt scaling needs at least 2 distinct scores, got 1",
    );
    let none: [(f64, bool); 0] = [];
    refused(
        IsotonicCalibration::fit(none),
        "an isotonic calibration needs at least 1 customer, got 0",
    );
    // One class is enough for a monotone curve: it is flat.
    let flat = IsotonicCalibration::fit([(1.0, true), (2.0, true)]).unwrap();
    assert_eq!(flat.probability(1.5).unwrap(), Proportion::ONE);

    let three = Forecasts::try_from_iter([(0.1, true), (0.2, false), (0.3, true)]).unwrap();
    refused(
        HosmerLemeshow::of(&three, 10),
        "a Hosmer-Lemeshow test needs at least 10 customers, got 3",
    );
    refused(
        three.hosmer_lemeshow(2),
        "number of groups must be at least 3, got 2",
    );
    let certain = [(0.0, true), (0.2, false), (0.3, true)];
    refused(
        Forecasts::try_from_iter(certain)
            .unwrap()
            .hosmer_lemeshow(3),
        "calibration test has no finite value: all forecasts of one group were 0 or 1, and \
         some of them were wrong",
    );
    for bins in [
        CalibrationBins::EqualWidth(0),
        CalibrationBins::Quantiles(0),
    ] {
        refused(
            three.calibration(bins),
            "number of bins must be at least 1, got 0",
        );
    }
}

#[test]
fn scores_too_close_or_too_far() {
    // A slope per unit of the smallest number is beyond a double.
    let tiny = [(0.0, false), (f64::from_bits(1), true)];
    refused(
        PlattScaling::fit(tiny),
        "Platt scaling has no finite value: the scores are too large, or too close to each \
         other; rescale them",
    );
}

#[test]
fn corners_that_do_not_rise() {
    let none: [(f64, Proportion); 0] = [];
    refused(
        IsotonicCalibration::new(none),
        "an isotonic calibration needs at least 1 corner, got 0",
    );
    refused(
        IsotonicCalibration::new([(1.0, share(0.1)), (1.0, share(0.2))]),
        "item 1 was rejected: score must be above that of the corner before, got 1",
    );
    refused(
        IsotonicCalibration::new([(1.0, share(0.3)), (2.0, share(0.2))]),
        "item 1 was rejected: probability must be not below that of the corner before, got 0.2",
    );
    refused(
        IsotonicCalibration::new([(f64::NAN, share(0.3))]),
        "item 0 was rejected: score must be a finite number, got NaN",
    );
}

#[test]
fn money_that_cannot_be() {
    let half = share(0.5);
    refused(
        RetentionOffer::new(-1.0, half, 0.0),
        "customer lifetime value must be from 0 to 1e270, got -1",
    );
    refused(
        RetentionOffer::new(1.0, half, f64::NAN),
        "contact cost must be a finite number, got NaN",
    );
    let offer = RetentionOffer::new(100.0, half, 5.0).unwrap();
    refused(
        offer.with_incentive(101.0),
        "cost of the incentive (101) cannot exceed the customer's lifetime value (100)",
    );
    refused(
        offer.with_incentive(-1.0),
        "cost of the incentive must be from 0 to 1e270, got -1",
    );
    refused(
        Payoffs::new(1.0, 1e281, 0.0, 0.0),
        "payoff must be within ±1e272, got 1e281",
    );
    refused(
        Payoffs::from_costs(1.0, -5.0),
        "cost of a missed churner must be from 0 to 1e270, got -5",
    );
    refused(
        RetentionCampaign::new(100.0, 200.0, 1.0),
        "cost of the incentive (200) cannot exceed the customer's lifetime value (100)",
    );
    refused(
        RetentionCampaign::default().with_save_rate(0.0, 1.0),
        "α of the save rate must be from 0.001 to 1e9, got 0",
    );
    refused(
        RetentionCampaign::default().with_save_rate(1.0, f64::INFINITY),
        "β of the save rate must be a finite number, got inf",
    );
    refused(
        Confusion::new(1, 1, 1, 1).f_beta(0.0),
        "weight of recall must be above 0 and at most 1e100, got 0",
    );
    // The largest amounts stay figures.
    let huge = RetentionOffer::new(1e270, Proportion::ONE, 1e270).unwrap();
    let curve = ProfitCurve::new(huge, [(1.0, true), (0.0, false)]).unwrap();
    assert!(curve.choices().all(|choice| choice.profit.is_finite()));
    let campaign = RetentionCampaign::new(1e270, 1e270, 1e270).unwrap();
    let worth = ExpectedMaximumProfit::of(campaign, [(1.0, true), (0.0, false)]).unwrap();
    assert_eq!(worth.profit(), 0.0);
    for shape in [(1e-3, 1e-3), (1e9, 1e9), (1e-3, 1e9)] {
        let campaign = RetentionCampaign::default()
            .with_save_rate(shape.0, shape.1)
            .unwrap();
        let worth = ExpectedMaximumProfit::of(campaign, [(1.0, true), (0.0, false)]).unwrap();
        assert!(worth.profit().is_finite());
    }
}

/// Something certain that did not happen: no figure, and said why.
#[test]
fn certain_and_wrong() {
    let items = [(1.0, true), (0.0, false), (1.0, false)];
    let loss = LogLoss::try_from_iter(items).unwrap();
    assert_eq!(
        (loss.mean(), loss.skill(), loss.standard_error()),
        (None, None, None)
    );
    assert_eq!(loss.interval(tenure::units::Level::P95), None);
    assert_eq!(loss.certain_misses(), 1);
    assert_eq!(loss.outcomes().trials(), 3);
    // Certain and right costs nothing.
    let right = LogLoss::try_from_iter(&items[..2]).unwrap();
    assert_eq!((right.mean(), right.certain_misses()), (Some(0.0), 0));
    assert_eq!(right.skill(), Some(1.0));
    // Clipped it costs −ln ε.
    let clipped: LogLoss = [Forecast::try_from((1.0, false)).unwrap().clipped()]
        .iter()
        .collect();
    assert_eq!(clipped.mean(), Some(-f64::EPSILON.ln()));
    // A logit of a thousand wrong costs a thousand.
    assert_eq!(
        LogLoss::try_from_logits([(1000.0, false)]).unwrap().mean(),
        Some(1000.0)
    );
    assert_eq!(
        LogLoss::try_from_logits([(-1000.0, false)]).unwrap().mean(),
        Some(0.0)
    );
    // Of one outcome only there is no base rate to beat.
    assert_eq!(Brier::try_from_iter([(0.5, true)]).unwrap().skill(), None);
    assert_eq!(LogLoss::try_from_iter([(0.5, true)]).unwrap().skill(), None);
    assert_eq!(LogLoss::default().mean(), None);
    assert_eq!(Brier::default().score(), None);
}
