//! A design and a scorer are saved with all they learned, and nothing else is read back as one.

use serde_json::{Value, json};
use tenure::scoring::{Cell, ChurnScorer, Column, Design, LogisticChurn, Missing, Unseen};
use tenure::stats::QuantileRule;
use tenure::units::Proportion;

use crate::support::wire::saved;

const DESIGN: &str = concat!(
    r#"{"format":1,"columns":["#,
    r#"{"number":{"name":"tenure","outliers":{"winsorised":{"from":1.0,"to":3.0}},"missing":{"median":{"value":2.0,"indicator":true}}}},"#,
    r#"{"text":{"name":"plan","levels":[["a",2],["b",1]],"absent":1,"reference":"b","missing":"level","unseen":"average"}}]}"#,
);

fn design() -> Design {
    let columns = [
        Column::number("tenure")
            .missing(Missing::Median)
            .winsorise(Proportion::new(0.1).unwrap(), QuantileRule::NearestRank),
        Column::text("plan")
            .missing(Missing::Level)
            .unseen(Unseen::Average)
            .reference("b"),
    ];
    let training: [[Cell<'_>; 2]; 4] = [
        [1.into(), "a".into()],
        [2.into(), "b".into()],
        [3.into(), Cell::Missing],
        [Cell::Missing, "a".into()],
    ];
    Design::learn(columns, training).unwrap()
}

fn scorer() -> ChurnScorer {
    let slopes = design()
        .names()
        .map(|name| (name.to_string(), 0.5))
        .collect::<Vec<_>>();
    ChurnScorer::new(design(), LogisticChurn::new(-1.0, slopes).unwrap()).unwrap()
}

#[test]
fn designs_and_scorers_read_back() {
    saved(&design(), DESIGN);
    let model = serde_json::to_string(scorer().model()).unwrap();
    let text = format!(r#"{{"design":{DESIGN},"model":{model}}}"#);
    assert_eq!(serde_json::to_string(&scorer()).unwrap(), text);
    let back: ChurnScorer = serde_json::from_str(&text).unwrap();
    assert_eq!(back, scorer());
    let record: [Cell<'_>; 2] = [9.into(), "a".into()];
    assert_eq!(back.explain(record), scorer().explain(record));

    for policy in [Missing::Refuse, Missing::Drop, Missing::Mean] {
        let columns = [Column::number("x").missing(policy)];
        let plain = Design::learn(columns, [[1.0], [2.0]]).unwrap();
        let text = serde_json::to_string(&plain).unwrap();
        assert_eq!(serde_json::from_str::<Design>(&text).unwrap(), plain);
    }
}

#[test]
fn forged_designs_are_refused() {
    let good: Value = serde_json::from_str(DESIGN).unwrap();
    let refused = |path: &str, value: Value, because: &str| {
        let mut forged = good.clone();
        *forged.pointer_mut(path).unwrap() = value;
        let error = serde_json::from_str::<Design>(&forged.to_string()).unwrap_err();
        assert!(error.to_string().contains(because), "{error}");
    };
    refused(
        "/format",
        json!(2),
        "saved in format 2, and this version reads format 1",
    );
    refused(
        "/columns/0/number/name",
        json!("plan"),
        "feature \"plan\": its name occurs twice",
    );
    refused(
        "/columns/0/number/name",
        json!("plan=a"),
        "feature \"plan=a\": its name occurs twice",
    );
    refused(
        "/columns/0/number/name",
        json!(""),
        "at least one character",
    );
    let bounds = json!({"from": 3.0, "to": 1.0});
    refused(
        "/columns/0/number/outliers/winsorised",
        bounds,
        "the lower and then the upper",
    );
    let nan = json!({"from": null, "to": 1.0});
    refused("/columns/0/number/outliers/winsorised", nan, "null");
    refused(
        "/columns/0/number/missing/median/value",
        json!(3.5),
        "within the bounds of outliers",
    );
    refused(
        "/columns/1/text/levels",
        json!([["b", 1], ["a", 2]]),
        "ascending order",
    );
    refused(
        "/columns/1/text/levels",
        json!([["b", 1], ["b", 2]]),
        "ascending order",
    );
    refused(
        "/columns/1/text/levels",
        json!([["", 1], ["b", 2]]),
        "ascending order",
    );
    refused(
        "/columns/1/text/levels",
        json!([["a", 0], ["b", 2]]),
        "ascending order",
    );
    refused(
        "/columns/1/text/levels",
        json!([]),
        "reference must be one of the levels",
    );
    refused(
        "/columns/1/text/reference",
        json!("c"),
        "reference must be one of the levels",
    );
    refused(
        "/columns/1/text/missing",
        json!("mean"),
        "refused, dropped, or a level",
    );
    refused(
        "/columns/1/text/missing",
        json!("drop"),
        "0 unless that is a level",
    );
    refused("/columns/1/text/absent", json!(-1), "invalid value");
}

#[test]
fn scorers_of_other_rows_are_refused() {
    let text = serde_json::to_string(&scorer()).unwrap();
    let other = text.replace(r#""name":"plan=a""#, r#""name":"plan=c""#);
    assert_ne!(other, text);
    let error = serde_json::from_str::<ChurnScorer>(&other)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("feature \"plan=c\": its position in the model"),
        "{error}"
    );
}
