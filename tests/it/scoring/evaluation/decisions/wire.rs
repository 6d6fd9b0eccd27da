//! Saved states and results that no data can have are refused.

use tenure::scoring::evaluation::{
    Brier, Calibration, CalibrationBins, ClassificationReport, Confusion, Forecasts,
    IsotonicCalibration, LogLoss, Payoffs, ProfitCurve, RetentionOffer,
};

use crate::support::wire::tagged;

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
    let why = "log loss must be one loss of at least 0 for each outcome";
    assert!(error.to_string().starts_with(why), "{error}");
    let curve = |corners: &str| {
        let text = tagged("isotonic calibration", corners);
        serde_json::from_str::<IsotonicCalibration>(&text)
    };
    assert!(curve("[[1.0,0.25],[2.0,0.5]]").is_ok());
    // A curve that falls, an incentive beyond what a customer is worth.
    assert!(curve("[[1.0,0.5],[2.0,0.25]]").is_err());
    assert!(curve("[]").is_err());
    let offer = r#"{"clv":2.0,"save_rate":0.25,"contact_cost":5.0,"incentive":3.0}"#;
    assert_eq!(
        serde_json::from_str::<RetentionOffer>(offer)
            .unwrap_err()
            .to_string(),
        "cost of the incentive (3) cannot exceed the customer's lifetime value (2)"
    );
}

#[test]
fn results_no_data_can_have() {
    let forecasts = Forecasts::try_from_iter([(0.5, true), (0.25, false)]).unwrap();
    let calibration = forecasts.calibration(CalibrationBins::Distinct).unwrap();
    refused::<Calibration>(&calibration, r#""highest":0.25"#, r#""highest":0.125"#);
    refused::<Calibration>(&calibration, r#""score":0.15625"#, r#""score":0.25"#);
    refused::<Calibration>(&calibration, r#""distinct""#, r#"{"quantiles":0}"#);
    let report = Confusion::new(1, 2, 3, 4).classification_report();
    refused::<ClassificationReport>(&report, r#""support":10"#, r#""support":11"#);
    let curve = ProfitCurve::new(
        Payoffs::from_costs(1.0, 5.0).unwrap(),
        [(0.5, true), (0.25, false)],
    );
    refused::<ProfitCurve>(&curve.unwrap(), "[0.25,1,1]", "[0.75,1,1]");
}

/// What was saved with one of its parts replaced.
#[track_caller]
fn refused<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T, part: &str, by: &str) {
    let text = serde_json::to_string(value).unwrap();
    assert!(serde_json::from_str::<T>(&text).is_ok());
    let forged = text.replace(part, by);
    assert_ne!(forged, text);
    assert!(serde_json::from_str::<T>(&forged).is_err(), "{forged}");
}
