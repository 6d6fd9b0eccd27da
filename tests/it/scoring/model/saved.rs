//! Saved models that were forged are refused, and the error says why.

use serde_json::{Value, json};
use tenure::scoring::LogisticChurn;

use crate::support::wire::tagged;

#[track_caller]
fn refused(value: &Value, because: &str) {
    let text = tagged("logistic churn", value);
    let error = serde_json::from_str::<LogisticChurn>(&text).unwrap_err();
    let message = error.to_string();
    assert!(message.contains(because), "{message}");
}

#[test]
fn forged_models_are_refused() {
    let of = |intercept, features| json!({"intercept": intercept, "features": features});
    let feature = json!(["a", 1.0, 0.0]);
    let good = tagged("logistic churn", of(json!(0.5), json!([feature])));
    assert!(serde_json::from_str::<LogisticChurn>(&good).is_ok());
    refused(
        &of(json!(0.5), json!([feature, feature])),
        "feature \"a\": its name occurs twice",
    );
    refused(&of(json!(null), json!([feature])), "null");
    refused(&of(json!(0.5), json!([["a", null, 0.0]])), "null");
    refused(&of(json!(0.5), json!([["a", 1.0]])), "length 2");
    refused(
        &of(json!(0.5), json!([["", 1.0, 0.0]])),
        "at least one character",
    );
    // Separate lists, as other software saves them, need not have one length.
    let separate = json!({"intercept": 0.5, "names": ["a"], "coefficients": [1.0, 2.0]});
    refused(&separate, "unknown field `");
    let huge = tagged("logistic churn", r#"{"intercept":1e999,"features":[]}"#);
    assert!(serde_json::from_str::<LogisticChurn>(&huge).is_err());
    let later = good.replace(r#""format":1"#, r#""format":2"#);
    let message = serde_json::from_str::<LogisticChurn>(&later)
        .unwrap_err()
        .to_string();
    assert!(message.contains("format 2"), "{message}");
}
