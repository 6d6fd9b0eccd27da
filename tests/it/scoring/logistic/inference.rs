//! Tests, intervals, criteria and robust errors, against fifty digits.

use tenure::scoring::{LabelledRows, LogisticChurn, Sandwich};
use tenure::units::Level;

use super::reference::{all_close, close, fit, tiny};
use crate::support::assert_close;
use crate::support::churn::{churn, data};

const BLOCKS: [&str; 3] = ["spector", "fair", "anes96"];

#[test]
fn the_table() {
    for block in BLOCKS {
        let fit = fit(block, |options| options);
        let terms = fit.terms();
        let path = |field: &str| format!("{block}/mle/{field}");
        let column = |field: &str, relative: f64, of: &dyn Fn(&tenure::scoring::Term) -> f64| {
            let got: Vec<f64> = terms.iter().map(of).collect();
            all_close(&got, &path(field), relative);
        };
        column("z", 1e-10, &|term| term.z().unwrap());
        column("p_value", 1e-9, &|term| term.p_value().unwrap());
        let wald = |term: &tenure::scoring::Term| term.interval(Level::P95).unwrap();
        column("ci95_low", 1e-9, &|term| wald(term).lower());
        column("ci95_high", 1e-9, &|term| wald(term).upper());
        // An error of 1e-10 in an exponent of −13 is one of 1e-9 in its power.
        column("odds_ratio", 1e-9, &|term| term.odds_ratio().unwrap());
        for term in &terms {
            let ratio = term.odds_ratio_interval(Level::P95).unwrap();
            assert_close(ratio.lower(), wald(term).lower().exp(), 1e-14);
            assert_close(ratio.upper(), wald(term).upper().exp(), 1e-14);
        }
        assert_eq!(terms[0].name(), "(intercept)");
        let features = churn(&format!("{block}/features"));
        assert_eq!(terms[1].name(), features[1].as_str().unwrap());
        assert_eq!(fit.term(terms[1].name()).as_ref(), Some(&terms[1]));
    }
}

#[test]
fn the_whole_fit() {
    for block in BLOCKS {
        let fit = fit(block, |options| options);
        let path = |field: &str| format!("{block}/mle/{field}");
        close(fit.null_log_likelihood(), &path("loglik_null"), 1e-14);
        close(fit.deviance(), &path("deviance"), 1e-13);
        close(fit.null_deviance(), &path("null_deviance"), 1e-14);
        let test = fit.likelihood_ratio().unwrap();
        close(test.statistic(), &path("lr_chi2"), 1e-12);
        close(test.p_value(), &path("lr_p"), 1e-9);
        close(test.degrees_of_freedom() as f64, &path("lr_df"), 0.0);
        close(fit.aic().unwrap(), &path("aic"), 1e-13);
        close(fit.bic().unwrap(), &path("bic"), 1e-13);
        let r2 = fit.pseudo_r2().unwrap();
        close(r2.mcfadden, &path("r2_mcfadden"), 1e-12);
        close(r2.mcfadden_adjusted, &path("r2_mcfadden_adj"), 1e-12);
        close(r2.cox_snell, &path("r2_cox_snell"), 1e-12);
        close(r2.nagelkerke, &path("r2_nagelkerke"), 1e-12);
        close(fit.churned(), &path("events"), 0.0);
        close(fit.coefficients_estimated() as f64, &path("k_params"), 0.0);
    }
}

#[test]
fn robust_errors() {
    for block in BLOCKS {
        let fit = fit(block, |options| options);
        let rows = LabelledRows::try_from_iter(data(block).1).unwrap();
        let errors = |kind| -> Vec<f64> {
            let terms = fit.robust_terms(rows.view(), kind).unwrap();
            terms
                .iter()
                .map(tenure::scoring::Term::standard_error)
                .collect()
        };
        let hc0 = errors(Sandwich::Hc0);
        all_close(&hc0, &format!("{block}/mle/se_hc0"), 1e-10);
        let (n, k) = (fit.observations(), fit.coefficients_estimated() as f64);
        for (hc1, hc0) in errors(Sandwich::Hc1).iter().zip(hc0) {
            assert_close(*hc1, hc0 * (n / (n - k)).sqrt(), 1e-14);
        }
    }
}

#[test]
fn penalised_fits_have_no_tests() {
    for fit in [
        fit("spector", |options| options.ridge(1.0)),
        fit("spector", |options| options.ridge_raw(1.0)),
        fit("spector", tenure::scoring::LogisticFitter::firth),
        fit("spector", tenure::scoring::LogisticFitter::balanced),
    ] {
        assert!(fit.terms().iter().all(|term| term.p_value().is_none()));
        assert_eq!(fit.likelihood_ratio(), None);
        assert_eq!((fit.aic(), fit.bic(), fit.pseudo_r2()), (None, None, None));
        let rows = LabelledRows::try_from_iter(data("spector").1).unwrap();
        let undefined = "the profile likelihood of a coefficient is not defined: \
                         the fit is penalised or class-weighted; fit without either";
        let test = fit.drop_test("GPA", rows.view());
        assert_eq!(test.unwrap_err().to_string(), undefined);
        let interval = fit.profile_interval("GPA", Level::P95, rows.view());
        assert_eq!(interval.unwrap_err().to_string(), undefined);
        assert!(!fit.to_string().contains("AIC"), "{fit}");
    }
    // A ridge of 0 is none.
    let none = fit("spector", |options| options.ridge(0.0));
    assert_eq!(none, fit("spector", |options| options));
}

#[test]
fn objectives() {
    for block in ["spector", "fair", "anes96", "breast_cancer_30"] {
        let raw = fit(block, |options| options.ridge_raw(1.0));
        let path = format!("{block}/ridge_C1_raw/penalised_objective");
        assert_close(-raw.objective(), churn(&path).as_f64().unwrap(), 1e-12);
        let own = fit(block, |options| options.ridge(1.0));
        let path = format!("{block}/ridge_C1_standardised/penalised_objective");
        assert_close(-own.objective(), churn(&path).as_f64().unwrap(), 1e-12);
    }
    let firth = fit("spector", tenure::scoring::LogisticFitter::firth);
    close(firth.objective(), "spector/firth/penalised_loglik", 1e-12);
}

/// ln L of one feature and an intercept, by plain sums.
fn log_likelihood(rows: &[([f64; 1], bool)], intercept: f64, slope: f64) -> f64 {
    let of = |([x], churned): &([f64; 1], bool)| {
        let eta = intercept + slope * x;
        if *churned {
            -(-eta).exp().ln_1p()
        } else {
            -eta.exp().ln_1p()
        }
    };
    rows.iter().map(of).sum()
}

/// The ends are where twice the fall of the log-likelihood, the intercept at its best, is χ²'s quantile.
#[test]
fn profile_intervals() {
    let rows = tiny("two_by_two");
    let fit = LogisticChurn::fitter().fit(rows.clone()).unwrap();
    let all = LabelledRows::try_from_iter(rows.clone()).unwrap();
    let of = |name| fit.profile_interval(name, Level::P95, all.view()).unwrap();
    let golden = |f: &dyn Fn(f64) -> f64| {
        let (mut a, mut b) = (-40.0, 40.0);
        for _ in 0..200 {
            let (p, q) = (a + 0.382 * (b - a), a + 0.618 * (b - a));
            if f(p) > f(q) { b = q } else { a = p }
        }
        f(f64::midpoint(a, b))
    };
    let chi2 = 3.841_458_820_694_124;
    for end in [of("x1").lower(), of("x1").upper()] {
        let most = golden(&|intercept| log_likelihood(&rows, intercept, end));
        assert_close(2.0 * (fit.log_likelihood() - most), chi2, 1e-8);
    }
    for end in [of("(intercept)").lower(), of("(intercept)").upper()] {
        let most = golden(&|slope| log_likelihood(&rows, end, slope));
        assert_close(2.0 * (fit.log_likelihood() - most), chi2, 1e-8);
    }
    // Of a table of two by two the interval is not symmetric in the intercept, and wider than nothing.
    let wald = fit.terms()[0].interval(Level::P95).unwrap();
    assert!(of("(intercept)").lower() < wald.lower());
}

/// Against fits of the same customers without the feature.
#[test]
fn drop_tests() {
    for block in ["spector", "anes96"] {
        let (names, rows) = data(block);
        let whole = fit(block, |options| options);
        let all = LabelledRows::try_from_iter(rows.clone()).unwrap();
        for (place, name) in names.iter().enumerate() {
            let test = whole.drop_test(name, all.view()).unwrap();
            let without = rows.iter().map(|(x, churned)| {
                let mut x = x.clone();
                x.remove(place);
                (x, *churned)
            });
            let part = LogisticChurn::fitter().fit(without).unwrap();
            let twice = 2.0 * (whole.log_likelihood() - part.log_likelihood());
            assert!(
                (test.statistic() - twice).abs() < 1e-9,
                "{name}: {test} {twice}"
            );
        }
        let unknown = whole.drop_test("nonsense", all.view()).unwrap_err();
        assert_eq!(
            unknown.to_string(),
            "name of a term must be a feature of the fit, or \"(intercept)\""
        );
    }
}

#[test]
fn the_printed_table() {
    let table = fit("spector", |options| options).to_string();
    let expected = "\
Churn of 32 customers, 11 left (34.4%)
maximum likelihood, 7 iterations

             estimate  std. error      z       p  95% from       to  odds ratio
(intercept)  -13.0213      4.9313  -2.64  0.0083  -22.6866  -3.3561    2.213e-6
GPA            2.8261      1.2629   2.24  0.0252    0.3508   5.3014     16.8797
TUCE           0.0952      0.1416   0.67  0.5014   -0.1823   0.3726      1.0998
PSI            2.3787      1.0646   2.23  0.0255    0.2922   4.4652     10.7907

log-likelihood -12.89, with the intercept alone -20.59; χ²(3) = 15.40, p = 0.0015
AIC 33.78, BIC 39.64, McFadden's R² 0.374";
    assert_eq!(table, expected);
    let ridge = fit("spector", |options| options.ridge(1.0)).to_string();
    assert!(
        ridge.contains("\nridge, λ = 1, features standardised, 6 iterations\n"),
        "{ridge}"
    );
    assert!(ridge.contains("–"), "no p-values: {ridge}");
}
