//! A saved design and scorer hold all they learned, and forged ones are refused.

use serde_json::json;
use tenure::saved::Saved as _;
use tenure::scoring::{Cell, ChurnScorer, Column, Design, LogisticChurn, Missing, Unseen};
use tenure::stats::QuantileRule;
use tenure::units::Proportion;

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
fn a_scorer_read_back_explains_alike() {
    let back = ChurnScorer::from_bytes(&scorer().to_bytes().unwrap()).unwrap();
    assert_eq!(back, scorer());
    let record: [Cell<'_>; 2] = [9.into(), "a".into()];
    assert_eq!(back.explain(record), scorer().explain(record));
}

#[test]
fn forged_designs_are_refused() {
    let good = serde_json::to_value(design()).unwrap();
    assert!(serde_json::from_value::<Design>(good.clone()).is_ok());
    for (part, value, because) in [
        (
            "0/number/name",
            json!("plan"),
            "feature \"plan\": its name occurs twice",
        ),
        (
            "0/number/name",
            json!("plan=a"),
            "feature \"plan=a\": its name occurs twice",
        ),
        ("0/number/name", json!(""), "at least one character"),
        (
            "0/number/bounds",
            json!([3.0, 1.0]),
            "the lower and then the upper",
        ),
        ("0/number/bounds", json!([null, 1.0]), "null"),
        (
            "0/number/replacement",
            json!([3.5, true]),
            "within the bounds of outliers",
        ),
        ("0/number/replacement", json!(null), "replaced by a number"),
        ("0/number/missing", json!("level"), "replaced by a number"),
        ("0/number", json!(null), "one of numbers or one of text"),
        (
            "1/text/levels",
            json!([["b", 1], ["a", 2]]),
            "ascending order",
        ),
        (
            "1/text/levels",
            json!([["b", 1], ["b", 2]]),
            "ascending order",
        ),
        (
            "1/text/levels",
            json!([["", 1], ["b", 2]]),
            "ascending order",
        ),
        (
            "1/text/levels",
            json!([["a", 0], ["b", 2]]),
            "ascending order",
        ),
        (
            "1/text/levels",
            json!([]),
            "reference must be one of the levels",
        ),
        (
            "1/text/reference",
            json!(2),
            "reference must be one of the levels",
        ),
        (
            "1/text/missing",
            json!("mean"),
            "refused, dropped, or a level",
        ),
        ("1/text/missing", json!("drop"), "0 unless that is a level"),
        ("1/text/absent", json!(-1), "invalid value"),
    ] {
        let mut forged = good.clone();
        *forged.pointer_mut(&format!("/value/{part}")).unwrap() = value;
        let error = serde_json::from_value::<Design>(forged).unwrap_err();
        assert!(error.to_string().contains(because), "{error}");
    }
}

#[test]
fn scorers_of_other_rows_are_refused() {
    let text = serde_json::to_string(&scorer()).unwrap();
    let other = text.replace(r#"["plan=a","#, r#"["plan=c","#);
    assert_ne!(other, text);
    let error = serde_json::from_str::<ChurnScorer>(&other)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("feature \"plan=c\": its position in the model"),
        "{error}"
    );
}
