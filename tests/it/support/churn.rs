//! The reference values and data of the scorer, read from `tests/it/reference/churn.json` and `churn/`.

use serde_json::Value;

/// A value by its path, `"fair/mle/coef"`.
#[track_caller]
pub(crate) fn churn(path: &str) -> Value {
    let file = super::golden::json(include_str!("../reference/churn.json"));
    let value = file.pointer(&format!("/{path}"));
    value
        .cloned()
        .unwrap_or_else(|| panic!("no reference value {path}"))
}

/// Rows of features and labels of one of the data files; the label is the last column, 1 = churned.
#[track_caller]
pub(crate) fn data(name: &str) -> (Vec<String>, Vec<(Vec<f64>, bool)>) {
    let text = match name {
        "spector" => include_str!("../reference/churn/spector.csv"),
        "fair" => include_str!("../reference/churn/fair.csv"),
        "anes96" => include_str!("../reference/churn/anes96.csv"),
        "breast_cancer_30" => include_str!("../reference/churn/breast_cancer.csv"),
        other => panic!("no reference data {other}"),
    };
    let mut lines = text.lines();
    let mut names: Vec<_> = lines.next().unwrap().split(',').map(String::from).collect();
    let _label = names.pop();
    let rows = lines
        .map(|line| {
            let mut row: Vec<f64> = line.split(',').map(|x| x.parse().unwrap()).collect();
            let churned = row.pop() == Some(1.0);
            (row, churned)
        })
        .collect();
    (names, rows)
}
