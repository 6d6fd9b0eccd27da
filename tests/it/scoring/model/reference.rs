//! Scores and contributions of the reference fits.

use tenure::scoring::LogisticChurn;

use crate::support::churn::{churn, data};
use crate::support::golden::numbers;

/// A block's fitted model and the rows it was fitted to.
fn block(name: &str) -> (LogisticChurn, Vec<Vec<f64>>) {
    let (names, rows) = data(name);
    let coefficients = numbers(&churn(&format!("{name}/mle/coef")));
    let means = numbers(&churn(&format!("{name}/standardiser/mean")));
    let slopes = names.into_iter().zip(coefficients[1..].iter().copied());
    let model = LogisticChurn::new(coefficients[0], slopes).unwrap();
    let rows = rows.into_iter().map(|(row, _)| row).collect();
    (model.with_means(means).unwrap(), rows)
}

#[track_caller]
fn close(got: f64, want: f64, tolerance: f64) {
    assert!(
        (got - want).abs() <= tolerance * want.abs().max(1.0),
        "{got} is not {want}"
    );
}

#[test]
fn probabilities_are_those_of_the_reference() {
    for name in ["spector", "fair", "anes96"] {
        let (model, rows) = block(name);
        let expected = numbers(&churn(&format!("{name}/mle/first5_prob")));
        assert_eq!(expected.len(), 5);
        for (row, want) in rows.iter().zip(expected) {
            let got = model.score(row).unwrap().get();
            // The coefficients were rounded once, and a logit of 5 made of terms of 3 loses a digit.
            assert!((got / want - 1.0).abs() <= 1e-13, "{name}: {got} {want}");
        }
    }
}

#[test]
fn contributions_are_those_of_the_reference() {
    for name in ["spector", "fair", "anes96"] {
        let (model, rows) = block(name);
        let why = model.explain(&rows[0]).unwrap();
        let want = |part: &str| churn(&format!("{name}/mle/row0_contribution_centred/{part}"));
        close(why.logit(), want("logit").as_f64().unwrap(), 1e-13);
        close(
            why.base_logit(),
            want("base_logit").as_f64().unwrap(),
            1e-13,
        );
        let contributions = numbers(&want("contributions"));
        assert_eq!(contributions.len(), why.contributions().len());
        for (got, want) in why.contributions().iter().zip(contributions) {
            close(got.logit, want, 1e-13);
        }
    }
}

/// σ(η) over its whole range, against the reference's fourteen arguments.
#[test]
fn the_sigmoid_keeps_both_tails() {
    let model = LogisticChurn::new(0.0, [("logit", 1.0)]).unwrap();
    let table = churn("tiny/sigmoid_log1pexp");
    let (at, want) = (numbers(&table["z"]), numbers(&table["sigmoid"]));
    assert_eq!(at.len(), 14);
    for (x, want) in at.into_iter().zip(want) {
        let got = model.score([x]).unwrap().get();
        assert!(
            (got - want).abs() <= 2.0 * f64::EPSILON * want,
            "{x}: {got} {want}"
        );
    }
}
