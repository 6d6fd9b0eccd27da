//! What is saved reads back as it was; what nobody saved is refused, and why.

use proptest::prelude::*;
use serde_json::json;
use tenure::scoring::LogisticChurn;

use super::model;
use crate::support::wire::{read, tagged, writes};

#[track_caller]
fn refused(tree: &serde_json::Value, because: &str) {
    let error = read::<LogisticChurn>(&tree.to_string()).unwrap_err();
    let message = error.to_string();
    assert!(message.contains(because), "{message}");
}

#[test]
fn a_model_is_saved_by_name() {
    tagged(
        &model(),
        r#"{"intercept":0.4,"features":[{"name":"tenure","coefficient":-0.05,"mean":32.0},{"name":"tickets","coefficient":0.3,"mean":1.5},{"name":"age","coefficient":0.01,"mean":44.0}]}"#,
    );
    let why = model().explain([3.0, 7.0, 44.0]).unwrap();
    writes(
        &why.contributions()[2],
        r#"{"feature":"age","value":"44","logit":0.0}"#,
    );
    assert!(
        serde_json::to_string(&why)
            .unwrap()
            .starts_with(r#"{"logit":"#)
    );
}

#[test]
fn forged_models_are_refused() {
    let feature = json!({"name": "a", "coefficient": 1.0, "mean": 0.0});
    let of = |intercept, features| json!({"intercept": intercept, "features": features});
    refused(
        &of(json!(0.5), json!([feature, feature])),
        "feature \"a\": its name occurs twice",
    );
    refused(
        &of(json!(null), json!([feature])),
        "invalid type: null, expected a number",
    );
    refused(
        &of(
            json!(0.5),
            json!([{"name": "a", "coefficient": null, "mean": 0.0}]),
        ),
        "null",
    );
    refused(
        &of(json!(0.5), json!([{"name": "a", "mean": 0.0}])),
        "missing field `coefficient`",
    );
    refused(
        &of(
            json!(0.5),
            json!([{"name": "", "coefficient": 1.0, "mean": 0.0}]),
        ),
        "at least one character",
    );
    // Lists side by side, as others save them, are not a model: nothing keeps them of equal length.
    let beside = json!({"intercept": 0.5, "names": ["a"], "coefficients": [1.0, 2.0]});
    refused(&beside, "unknown field `coefficients`");
    let huge = r#"{"intercept":1e999,"features":[]}"#;
    assert!(read::<LogisticChurn>(huge).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_model_reads_back_with_its_bits(
        intercept in any::<f64>().prop_filter("finite", |x| x.is_finite()),
        features in prop::collection::btree_map("[^a]{1,9}|\\PC{1,5}", (-1e300..1e300_f64, -1e-300..1e-300_f64), 0..9),
    ) {
        let slopes = features.iter().map(|(name, (b, _))| (name.as_str(), *b));
        let model = LogisticChurn::new(intercept, slopes).unwrap();
        let model = model.with_means(features.values().map(|(_, mean)| mean)).unwrap();
        let text = serde_json::to_string(&model).unwrap();
        let back: LogisticChurn = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&back, &model);
        prop_assert_eq!(serde_json::to_string(&back).unwrap(), text);
    }
}
