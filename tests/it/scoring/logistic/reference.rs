//! Fits against fifty-digit Newton (`tests/it/reference/churn.json`).

use tenure::scoring::{LabelledRows, LogisticChurn, LogisticFitter};
use tenure::stats::Fit;

use crate::support::assert_close;
use crate::support::churn::{churn, data};
use crate::support::golden::numbers;

pub(super) fn fit(
    block: &str,
    options: impl FnOnce(LogisticFitter) -> LogisticFitter,
) -> Fit<LogisticChurn> {
    let (names, rows) = data(block);
    options(LogisticChurn::fitter().features(names))
        .fit(rows)
        .unwrap()
}

/// The intercept first.
fn coefficients(fit: &Fit<LogisticChurn>) -> Vec<f64> {
    let model = fit.model();
    let mut all = vec![model.intercept()];
    all.extend(model.coefficients());
    all
}

#[track_caller]
pub(super) fn all_close(got: &[f64], path: &str, relative: f64) {
    let expected = numbers(&churn(path));
    assert_eq!(got.len(), expected.len(), "{path}");
    for (got, expected) in got.iter().zip(expected) {
        if expected.abs() < 1e-15 {
            assert!(got.abs() < 1e-15, "{path}: {got:e}"); // 0 by symmetry
        } else {
            assert_close(*got, expected, relative);
        }
    }
}

#[track_caller]
pub(super) fn close(got: f64, path: &str, relative: f64) {
    assert_close(got, churn(path).as_f64().unwrap(), relative);
}

const BLOCKS: [&str; 3] = ["spector", "fair", "anes96"];

#[test]
fn maximum_likelihood() {
    for block in BLOCKS {
        let fit = fit(block, |options| options);
        all_close(&coefficients(&fit), &format!("{block}/mle/coef"), 1e-10);
        all_close(fit.standard_errors(), &format!("{block}/mle/se"), 1e-10);
        close(fit.log_likelihood(), &format!("{block}/mle/loglik"), 1e-13);
        for (i, row) in fit.covariance().rows().into_iter().enumerate() {
            let row: Vec<_> = row.iter().copied().collect();
            all_close(&row, &format!("{block}/mle/cov/{i}"), 1e-9);
        }
        assert_eq!(
            fit.observations(),
            churn(&format!("{block}/n")).as_f64().unwrap()
        );
    }
}

#[test]
fn balanced_classes() {
    for block in BLOCKS {
        let path = |field: &str| format!("{block}/mle_class_weight_balanced/{field}");
        let fit = fit(block, LogisticFitter::balanced);
        all_close(&coefficients(&fit), &path("coef"), 1e-10);
        all_close(fit.standard_errors(), &path("se_model_based"), 1e-10);
        close(fit.log_likelihood(), &path("weighted_loglik"), 1e-13);
    }
}

#[test]
fn ridges() {
    for block in ["spector", "fair", "anes96", "breast_cancer_30"] {
        let raw = fit(block, |options| options.ridge_raw(1.0));
        let path = |field: &str| format!("{block}/ridge_C1_raw/{field}");
        all_close(&coefficients(&raw), &path("coef"), 1e-11);
        close(raw.log_likelihood(), &path("loglik"), 1e-12);

        let fit = fit(block, |options| options.ridge(1.0));
        let path = |field: &str| format!("{block}/ridge_C1_standardised/{field}");
        let scales = numbers(&churn(&format!(
            "{block}/standardiser/std_population_ddof0"
        )));
        let own = fit.model().coefficients().iter().zip(&scales);
        let mut standardised: Vec<f64> = own.map(|(b, s)| b * s).collect();
        let means = numbers(&churn(&format!("{block}/standardiser/mean")));
        let shift = fit.model().coefficients().iter().zip(&means);
        standardised.insert(
            0,
            fit.model().intercept() + shift.map(|(b, m)| b * m).sum::<f64>(),
        );
        all_close(&standardised, &path("coef"), 1e-11);
        close(fit.log_likelihood(), &path("loglik"), 1e-12);
    }
}

#[test]
fn firth() {
    let check = |fit: &Fit<LogisticChurn>, rows: &LabelledRows, block: &str| {
        all_close(&coefficients(fit), &format!("{block}/firth/coef"), 1e-10);
        // The log-likelihood is not at its own maximum, so it errs as the coefficients do.
        let path = format!("{block}/firth/se_from_inverse_information");
        all_close(fit.standard_errors(), &path, 1e-10);
        let augmented = fit.augmented_terms(rows.view()).unwrap();
        let errors: Vec<_> = augmented
            .iter()
            .map(tenure::scoring::Term::standard_error)
            .collect();
        let path = format!("{block}/firth/se_augmented_weights_1_plus_h");
        all_close(&errors, &path, 1e-10);
        close(
            fit.log_likelihood(),
            &format!("{block}/firth/loglik"),
            1e-11,
        );
    };
    let rows = LabelledRows::try_from_iter(data("spector").1).unwrap();
    check(&fit("spector", LogisticFitter::firth), &rows, "spector");
    for block in ["complete_separation", "quasi_separation", "two_by_two"] {
        let rows = tiny(block);
        let fit = LogisticChurn::fitter().firth().fit(rows).unwrap();
        let rows = LabelledRows::try_from_iter(tiny(block)).unwrap();
        check(&fit, &rows, &format!("tiny/{block}"));
    }
}

pub(super) fn tiny(block: &str) -> Vec<([f64; 1], bool)> {
    let x = numbers(&churn(&format!("tiny/{block}/x")));
    let y = numbers(&churn(&format!("tiny/{block}/y")));
    let rows = x.into_iter().zip(y);
    rows.map(|(x, y)| ([x], y == 1.0)).collect()
}

#[test]
pub(super) fn closed_forms() {
    for block in ["two_by_two", "four_points"] {
        let fit = LogisticChurn::fitter().fit(tiny(block)).unwrap();
        let path = |field: &str| format!("tiny/{block}/{field}");
        all_close(&coefficients(&fit), &path("coef"), 1e-13);
        all_close(fit.standard_errors(), &path("se"), 1e-10);
        close(fit.log_likelihood(), &path("loglik"), 1e-14);
    }
    // The same customers counted by weights.
    let weighted = [
        ([0.0], false, 3.0),
        ([0.0], true, 1.0),
        ([1.0], false, 1.0),
        ([1.0], true, 3.0),
    ];
    let fit = LogisticChurn::fitter().fit_weighted(weighted).unwrap();
    all_close(&coefficients(&fit), "tiny/two_by_two/coef", 1e-13);
    all_close(fit.standard_errors(), "tiny/two_by_two/se", 1e-10);
    close(fit.log_likelihood(), "tiny/two_by_two/loglik", 1e-14);
    let rows = LabelledRows::try_from_iter(tiny("two_by_two")).unwrap();
    let same = LogisticChurn::fitter().fit_view(rows.view()).unwrap();
    assert_close(same.model().intercept(), fit.model().intercept(), 1e-13);
}
