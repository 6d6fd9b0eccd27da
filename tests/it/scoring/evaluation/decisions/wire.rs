//! What is saved: the exact JSON, and that nothing like it but wrong is read.

use tenure::scoring::evaluation::{
    Brier, CalibrationBins, Confusion, Forecast, Forecasts, IsotonicCalibration, LogLoss, Payoffs,
    PlattScaling, RetentionCampaign, RetentionOffer,
};

use super::share;
use crate::support::wire::{saved, writes};

#[test]
fn states() {
    saved(
        &Confusion::new(1, 2, 3, 4),
        r#"{"true_positives":1,"false_positives":2,"false_negatives":3,"true_negatives":4}"#,
    );
    saved(
        &Forecast::new(share(0.25), true),
        r#"{"probability":0.25,"churned":true}"#,
    );
    saved(
        &Forecasts::try_from_iter([(0.5, true), (0.25, false)]).unwrap(),
        r#"[{"probability":0.25,"churned":false},{"probability":0.5,"churned":true}]"#,
    );
    saved(
        &Brier::try_from_iter([(0.5, true)]).unwrap(),
        r#"{"squared_errors":{"kind":"moments","format":1,"value":{"count":1,"sum":{"negative":false,"exponent":-32,"limbs":[1073741824]},"sum_of_squares":{"negative":false,"exponent":-32,"limbs":[268435456]},"minimum":0.25,"maximum":0.25}},"outcomes":{"kind":"binomial","format":1,"value":{"successes":1,"failures":0}}}"#,
    );
    saved(
        &LogLoss::try_from_iter([(0.0, true)]).unwrap(),
        r#"{"losses":{"kind":"moments","format":1,"value":{"count":0,"sum":{"negative":false,"exponent":0,"limbs":[]},"sum_of_squares":{"negative":false,"exponent":0,"limbs":[]},"minimum":null,"maximum":null}},"outcomes":{"kind":"binomial","format":1,"value":{"successes":1,"failures":0}},"certain_misses":1}"#,
    );
    writes(&CalibrationBins::EqualWidth(10), r#"{"equal_width":10}"#);
    saved(&CalibrationBins::Distinct, r#""distinct""#);
}

#[test]
fn models() {
    saved(
        &PlattScaling::new(-0.25, 1.5).unwrap(),
        r#"{"intercept":-0.25,"slope":1.5}"#,
    );
    saved(
        &IsotonicCalibration::new([(1.0, share(0.25)), (2.0, share(0.5))]).unwrap(),
        "[[1.0,0.25],[2.0,0.5]]",
    );
    saved(
        &RetentionOffer::new(200.0, share(0.25), 5.0).unwrap(),
        r#"{"clv":200.0,"save_rate":0.25,"contact_cost":5.0,"incentive":0.0}"#,
    );
    saved(
        &Payoffs::of_mistakes(1.0, 5.0).unwrap(),
        r#"{"flagged_churner":0.0,"flagged_stayer":-1.0,"missed_churner":-5.0,"left_alone":0.0}"#,
    );
    saved(
        &RetentionCampaign::default(),
        r#"{"clv":200.0,"incentive":10.0,"contact_cost":1.0,"alpha":6.0,"beta":14.0}"#,
    );
}

#[test]
fn states_no_data_can_have() {
    let brier = serde_json::to_string(&Brier::try_from_iter([(0.5, true)]).unwrap()).unwrap();
    for (from, to) in [
        (r#""successes":1"#, r#""successes":2"#),
        (r#""minimum":0.25"#, r#""minimum":-0.25"#),
    ] {
        assert!(serde_json::from_str::<Brier>(&brier.replace(from, to)).is_err());
    }
    let loss = serde_json::to_string(&LogLoss::try_from_iter([(0.5, true)]).unwrap()).unwrap();
    let forged = loss.replace(r#""certain_misses":0"#, r#""certain_misses":1"#);
    let error = serde_json::from_str::<LogLoss>(&forged).unwrap_err();
    assert_eq!(
        error.to_string(),
        "log loss must be one loss of at least 0 for each outcome"
    );
    // A curve that falls, an incentive beyond what a customer is worth.
    assert!(serde_json::from_str::<IsotonicCalibration>("[[1.0,0.5],[2.0,0.25]]").is_err());
    assert!(serde_json::from_str::<IsotonicCalibration>("[]").is_err());
    let offer = r#"{"clv":2.0,"save_rate":0.25,"contact_cost":5.0,"incentive":3.0}"#;
    assert_eq!(
        serde_json::from_str::<RetentionOffer>(offer)
            .unwrap_err()
            .to_string(),
        "cost of the incentive (3) cannot exceed the customer's lifetime value (2)"
    );
}
