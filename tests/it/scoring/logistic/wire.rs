//! Saved fits and searches: they go on where they were, and forged ones do no harm.

use serde_json::json;
use tenure::saved::Saved as _;
use tenure::scoring::{
    FeatureSummary, LabelledRows, LikelihoodRatio, LogisticChurn, LogisticFitter, LogisticSearch,
    OnAliased, Sandwich,
};
use tenure::stats::Fit;
use tenure::units::Level;

use super::reference::tiny;
use crate::support::churn::data;

/// At every pass of a search, also one that ends with an error.
#[test]
fn a_search_goes_on_where_it_was_saved() {
    let fits: [fn(LogisticFitter) -> LogisticFitter; 5] = [
        |options| options,
        |options| options.ridge(0.1 + 0.2),
        |options| options.ridge_raw(2.0).balanced().correct_intercept(),
        LogisticFitter::firth,
        |options| options.class_weights(1.0, 3.0).max_iterations(2),
    ];
    let (names, rows) = data("spector");
    // A constant, and a linear combination of others.
    let width = names.len();
    let names = names
        .iter()
        .cloned()
        .chain(["constant".into(), "sum".into()]);
    let names: Vec<_> = names.collect();
    let rows = rows.into_iter().map(|(row, churned)| {
        let sum = row.iter().sum();
        (
            row.into_iter().chain([1.0, sum]).collect::<Vec<f64>>(),
            churned,
        )
    });
    let rows = LabelledRows::try_from_iter(rows).unwrap();
    assert_eq!(rows.view().width(), width + 2);
    let summary = FeatureSummary::try_from_view(rows.view()).unwrap();
    for options in fits {
        let fitter = LogisticChurn::fitter()
            .features(names.clone())
            .on_aliased(OnAliased::Drop);
        let mut search = options(fitter).search(&summary).unwrap();
        let mut passes = 0;
        while let Some(point) = search.point() {
            let pass = point.pass_view(rows.view()).unwrap();
            let mut resumed = read_back(&search);
            let (here, there) = (search.advance(&pass), resumed.advance(&pass));
            assert_eq!((here, &search), (there, &resumed));
            passes += 1;
        }
        assert!(passes > 2);
        assert_eq!(read_back(&search).finish(), search.finish());
    }
}

fn read_back(search: &LogisticSearch) -> LogisticSearch {
    let back = LogisticSearch::from_bytes(&search.to_bytes().unwrap()).unwrap();
    assert_eq!(&back, search);
    let text = serde_json::to_string(search).unwrap();
    assert_eq!(
        &serde_json::from_str::<LogisticSearch>(&text).unwrap(),
        search
    );
    back
}

#[test]
fn forged_searches_are_refused() {
    let rows = LabelledRows::try_from_iter(tiny("two_by_two")).unwrap();
    let summary = FeatureSummary::try_from_view(rows.view()).unwrap();
    let mut search = LogisticChurn::fitter().search(&summary).unwrap();
    let pass = search.point().unwrap().pass_view(rows.view()).unwrap();
    search.advance(&pass).unwrap();
    let tree = serde_json::to_value(&search).unwrap();
    assert!(serde_json::from_value::<LogisticSearch>(tree.clone()).is_ok());
    for (part, forged) in [
        ("kept", json!([1])),
        ("kept", json!([0, 2])),
        ("length", json!(1e-300)),
        ("base/step", json!([1.0])),
        ("point/scales", json!([2.0])),
        ("facts/means", json!([])),
        ("facts/class_totals", json!([0.0, 1.0])),
        ("fitter/penalty", json!(["lasso", 1.0])),
        ("fitter/tolerance", json!(-1.0)),
        (
            "waiting",
            json!([
                [0.0, 0.0],
                -1.0,
                [0.0, 0.0],
                -1.0,
                [0.0, 0.0],
                [1.0, 0.0, 1.0]
            ]),
        ),
    ] {
        let mut tree = tree.clone();
        let place = tree.pointer_mut(&format!("/value/{part}")).expect(part);
        assert_ne!(*place, forged, "{part}");
        *place = forged;
        assert!(
            serde_json::from_value::<LogisticSearch>(tree).is_err(),
            "{part}"
        );
    }
}

/// Collects the paths of all numbers.
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
        _ => {}
    }
}

/// A forged file is refused, or every figure of it is finite.
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

/// The weights of the classes add up to the total.
#[test]
fn a_summary_that_does_not_add_up_is_refused() {
    let summary = FeatureSummary::try_from_iter([([1.0], true), ([2.0], false), ([4.0], false)]);
    let text = serde_json::to_string(&summary.unwrap()).unwrap();
    assert!(serde_json::from_str::<FeatureSummary>(&text).is_ok());
    let forged = text.replacen("\"limbs\":[1]", "\"limbs\":[16]", 1);
    assert_ne!(forged, text);
    let refused = serde_json::from_str::<FeatureSummary>(&forged).unwrap_err();
    assert!(
        refused
            .to_string()
            .contains("figures that customers can have"),
        "{refused}"
    );
}
