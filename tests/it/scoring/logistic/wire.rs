//! What is saved of a fit: the exact JSON, and that nothing like it but wrong is read.

use tenure::scoring::{
    Estimator, LabelledRows, LikelihoodRatio, LogisticChurn, OnAliased, Sandwich,
};
use tenure::stats::{Convergence, Fit};
use tenure::units::Level;

use super::reference::{fit, tiny};
use crate::support::churn::data;
use crate::support::wire::{saved, tagged, writes};

#[test]
fn options_and_figures() {
    saved(&OnAliased::Drop, r#""drop""#);
    saved(&Sandwich::Hc0, r#""hc0""#);
    saved(&Sandwich::Hc1, r#""hc1""#);
    saved(&Estimator::MaximumLikelihood, r#""maximum_likelihood""#);
    saved(&Estimator::ClassWeighted, r#""class_weighted""#);
    saved(&Estimator::Ridge(0.5), r#"{"ridge":0.5}"#);
    saved(&Estimator::RawRidge(2.0), r#"{"raw_ridge":2.0}"#);
    saved(&Estimator::Firth, r#""firth""#);
    tagged(
        &Convergence::default(),
        r#"{"iterations":0,"passes":0,"gradient":0.0,"decrement":0.0,"step_halvings":0}"#,
    );
    // An intercept alone, as likely as not: every figure is exact.
    let half = LogisticChurn::fitter()
        .fit([([0.0; 0], true), ([], true), ([], false), ([], false)])
        .unwrap();
    writes(
        &half.terms(),
        r#"[{"name":"(intercept)","estimate":0.0,"standard_error":1.0,"p":1.0}]"#,
    );
    let text = serde_json::to_string(&half).unwrap();
    let figures = r#","log_likelihood":-2.772588722239781,"observations":4.0,"covariance":[[1.0]],"convergence":{"iterations":1,"passes":1,"gradient":0.0,"decrement":0.0,"step_halvings":0},"evidence":{"estimator":"maximum_likelihood","null_log_likelihood":-2.772588722239781,"objective":-2.772588722239781,"class_weight":[2.0,2.0],"class_factors":[1.0,1.0],"centres":[],"scales":[],"coefficients":[0.0],"inverse":[1.0],"kept":[0]}}}"#;
    assert!(text.ends_with(figures), "{text}");
    saved(&half, &text);
}

/// A whole fit, and everything that is read of it.
#[test]
fn fits() {
    for (name, fit) in [
        ("spector", fit("spector", |options| options)),
        ("spector", fit("spector", |options| options.l2(1.0))),
        ("spector", fit("spector", |options| options.l2_raw(0.25))),
        (
            "spector",
            fit("spector", tenure::scoring::LogisticFitter::firth),
        ),
        (
            "anes96",
            fit("anes96", |options| options.balanced().correct_intercept()),
        ),
    ] {
        let text = serde_json::to_string(&fit).unwrap();
        let back: Fit<LogisticChurn> = serde_json::from_str(&text).unwrap();
        assert_eq!(back, fit);
        assert_eq!(back.to_string(), fit.to_string());
        let rows = LabelledRows::try_from_iter(data(name).1).unwrap();
        assert_eq!(
            back.robust_terms(rows.view(), Sandwich::Hc1),
            fit.robust_terms(rows.view(), Sandwich::Hc1)
        );
        assert_eq!(
            back.augmented_terms(rows.view()),
            fit.augmented_terms(rows.view())
        );
    }
}

/// Where the numbers are.
fn walk(tree: &serde_json::Value, path: String, leaves: &mut Vec<String>) {
    match tree {
        serde_json::Value::Object(fields) => fields
            .iter()
            .for_each(|(name, part)| walk(part, format!("{path}/{name}"), leaves)),
        serde_json::Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(place, part)| walk(part, format!("{path}/{place}"), leaves)),
        serde_json::Value::Number(_) => leaves.push(path),
        serde_json::Value::String(text) if text.parse::<f64>().is_ok() => leaves.push(path),
        _ => {}
    }
}

/// From a file of someone who means harm: refused, or every figure is a number.
#[test]
fn no_figure_of_a_fit_that_was_read_is_not_a_number() {
    let fit = LogisticChurn::fitter().fit(tiny("two_by_two")).unwrap();
    let rows = LabelledRows::try_from_iter(tiny("two_by_two")).unwrap();
    let text = serde_json::to_string(&fit).unwrap();
    let tree: serde_json::Value = serde_json::from_str(&text).unwrap();
    let (mut read, mut refused) = (0, 0);
    let mut leaves = Vec::new();
    walk(&tree, String::new(), &mut leaves);
    for leaf in leaves {
        for odd in [0.0, -1.0, 1e300, -1e300, 1.7e308, -1.7e308, 1e-300] {
            let mut tree = tree.clone();
            *tree.pointer_mut(&leaf).unwrap() = odd.into();
            let Ok(fit) = serde_json::from_value::<Fit<LogisticChurn>>(tree) else {
                refused += 1;
                continue;
            };
            read += 1;
            let mut figures = vec![fit.deviance(), fit.null_deviance(), fit.churned()];
            figures.extend(fit.aic().into_iter().chain(fit.bic()));
            if let Some(r2) = fit.pseudo_r2() {
                figures.extend([
                    r2.mcfadden,
                    r2.mcfadden_adjusted,
                    r2.cox_snell,
                    r2.nagelkerke,
                ]);
            }
            figures.extend(fit.likelihood_ratio().map(LikelihoodRatio::statistic));
            let robust = fit.robust_terms(rows.view(), Sandwich::Hc0);
            for term in fit.terms().iter().chain(robust.iter().flatten()) {
                figures.extend([term.estimate(), term.standard_error()]);
                figures.extend(term.z().into_iter().chain(term.p_value()));
                figures.extend(term.odds_ratio());
            }
            for name in ["(intercept)", "x1"] {
                let _ends_or_an_error = fit.profile_interval(name, Level::P95, rows.view());
                let _answer_or_an_error = fit.drop_test(name, rows.view());
            }
            assert!(
                figures.iter().all(|x| x.is_finite()),
                "{leaf} {odd}: {figures:?}"
            );
            let table = fit.to_string();
            assert!(
                !table.contains("NaN") && !table.contains("inf%"),
                "{leaf} {odd}: {fit}"
            );
        }
    }
    assert!(read > 20 && refused > 20, "{read} {refused}");
}

/// Classes that do not weigh together what all weigh are no summary of anybody.
#[test]
fn a_summary_that_does_not_add_up_is_refused() {
    use tenure::scoring::FeatureSummary;
    let summary = FeatureSummary::try_from_iter([([1.0], true), ([2.0], false), ([4.0], false)]);
    let text = serde_json::to_string(&summary.unwrap()).unwrap();
    assert!(serde_json::from_str::<FeatureSummary>(&text).is_ok());
    let forged = text.replacen("\"limbs\":[1]", "\"limbs\":[16]", 1);
    assert_ne!(forged, text);
    let refused = serde_json::from_str::<FeatureSummary>(&forged).unwrap_err();
    assert!(
        refused.to_string().contains("not that of any customers"),
        "{refused}"
    );
}
