//! Penalties where they are hard: next to nothing, or with hardly more customers than features.

use tenure::Error;
use tenure::scoring::{LabelledRows, LogisticChurn, LogisticFitter, OnAliased, Sandwich, Term};
use tenure::units::Level;

use super::dice::Dice;
use crate::support::assert_close;

type Rows = Vec<(Vec<f64>, bool)>;

fn random(n: usize, width: usize, churned: impl Fn(usize) -> bool) -> Rows {
    let mut rng = Dice::new(11);
    let mut row = || (0..width).map(|_| 6.0 * rng.share() - 3.0).collect();
    (0..n).map(|i| (row(), churned(i))).collect()
}

/// A ridge of nearly nothing where the data separate: the optimum lies far out, and is found or the search fails.
#[test]
fn a_ridge_of_nearly_nothing() {
    let rows: Rows = random(50, 2, |i| i > 24)
        .into_iter()
        .map(|(mut x, churned)| {
            x.push(f64::from(u8::from(churned)));
            (x, churned)
        })
        .collect();
    for lambda in [1e-5, 1e-10] {
        let fit = LogisticChurn::fitter()
            .ridge_raw(lambda)
            .fit(rows.clone())
            .unwrap();
        // There, Σ (y − p)·x = λ·b.
        for (column, b) in fit.model().coefficients().iter().enumerate() {
            let slope: f64 = rows
                .iter()
                .map(|(x, churned)| {
                    let eta = fit.model().intercept()
                        + x.iter()
                            .zip(fit.model().coefficients())
                            .map(|(x, b)| x * b)
                            .sum::<f64>();
                    let miss = 1.0 / (1.0 + if *churned { eta } else { -eta }.exp());
                    if *churned {
                        miss * x[column]
                    } else {
                        -miss * x[column]
                    }
                })
                .sum();
            assert!(
                (slope - lambda * b).abs() < 1e-6 * lambda * 40.0,
                "{lambda} {column}: {slope} {b}"
            );
        }
    }
    let none = LogisticChurn::fitter()
        .ridge(1e-300)
        .fit(rows.clone())
        .unwrap_err();
    assert!(matches!(none, Error::NotConverged { .. }), "{none}");
    // Twice the same feature, and nothing of the ridge left to tell them apart.
    let twice = rows
        .iter()
        .map(|(x, churned)| ([x[0], x[0]], *churned ^ (x[1] > 0.0)));
    for (lambda, aliased) in [(1e-300, true), (1e-11, true), (1e-3, false)] {
        match LogisticChurn::fitter().ridge(lambda).fit(twice.clone()) {
            Err(Error::Aliased { features, .. }) => assert!(aliased && *features == ["x2".into()]),
            Err(error) => panic!("{error}"),
            Ok(fit) => {
                let [a, b] = fit.model().coefficients() else {
                    panic!("two")
                };
                assert!(!aliased);
                assert_close(*a, *b, 1e-9);
            }
        }
    }
    let tiny = rows.iter().map(|(x, churned)| ([x[0] * 1e-9], *churned));
    let error = LogisticChurn::fitter()
        .ridge_raw(1e300)
        .fit(tiny)
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the ridge penalty has no finite value: λ is too large for features this small"
    );
}

/// Of as many coefficients as customers every leverage is 1, so that each log-odds is ±ln 3.
#[test]
fn firth_with_hardly_more_customers_than_features() {
    let rows = random(6, 5, |i| i % 2 == 0);
    let fit = LogisticChurn::fitter().firth().fit(rows.clone()).unwrap();
    assert!(fit.convergence().iterations < 10, "{fit}");
    for (x, churned) in &rows {
        let eta = fit.model().intercept()
            + x.iter()
                .zip(fit.model().coefficients())
                .map(|(x, b)| x * b)
                .sum::<f64>();
        assert_close(
            eta,
            if *churned {
                3.0_f64.ln()
            } else {
                -(3.0_f64.ln())
            },
            1e-9,
        );
    }
    let many = LogisticChurn::fitter()
        .firth()
        .fit(random(50, 40, |i| i > 24))
        .unwrap();
    assert!(
        many.convergence().iterations < 60,
        "{}",
        many.convergence().iterations
    );
    let all = LabelledRows::try_from_iter(rows).unwrap();
    assert_eq!(
        fit.robust_terms(all.view(), Sandwich::Hc1)
            .unwrap_err()
            .to_string(),
        "the factor n/(n − k) of HC1 has no finite value: there are no more customers than coefficients"
    );
}

/// A weight of three is three customers for Firth's penalty and its errors, too.
#[test]
fn firth_counts_copies() {
    let rows = random(20, 2, |i| i % 3 == 0);
    let weight = |i: usize| i % 4;
    let weighted = rows.iter().enumerate();
    let weighted = weighted.map(|(i, (x, churned))| (x.clone(), *churned, weight(i) as f64));
    let copies = rows.iter().enumerate();
    let copies = copies.flat_map(|(i, row)| core::iter::repeat_n(row.clone(), weight(i)));
    let errors = |all: LabelledRows| -> Vec<f64> {
        let fit = LogisticChurn::fitter()
            .firth()
            .fit_view(all.view())
            .unwrap();
        let augmented = fit.augmented_terms(all.view()).unwrap();
        let augmented = augmented.iter().map(Term::standard_error);
        fit.standard_errors()
            .iter()
            .copied()
            .chain(augmented)
            .collect()
    };
    let one = errors(LabelledRows::try_from_weighted_iter(weighted).unwrap());
    let other = errors(LabelledRows::try_from_iter(copies).unwrap());
    for (a, b) in one.iter().zip(&other) {
        assert_close(*a, *b, 1e-9);
    }
}

/// Whatever the options: as if the columns left out had never been there.
#[test]
fn dropping_is_leaving_out() {
    let rows = random(60, 2, |i| i % 5 < 2 || i % 7 == 3);
    let more = rows
        .iter()
        .map(|(x, churned)| ([x[0], 3.0 - 2.0 * x[0], x[1], 4.0, x[0] + x[1]], *churned));
    let options: [fn(LogisticFitter) -> LogisticFitter; 4] = [
        |fitter| fitter,
        LogisticFitter::firth,
        |fitter| fitter.balanced().correct_intercept(),
        |fitter| fitter.class_weights(1.0, 1e6),
    ];
    for option in options {
        let fit = option(LogisticChurn::fitter().on_aliased(OnAliased::Drop))
            .fit(more.clone())
            .unwrap();
        let plain = option(LogisticChurn::fitter()).fit(rows.clone()).unwrap();
        assert_eq!(fit.dropped().collect::<Vec<_>>(), ["x2", "x4", "x5"]);
        for (term, other) in fit.terms().iter().zip(plain.terms()) {
            assert_close(term.estimate(), other.estimate(), 1e-9);
            assert_close(term.standard_error(), other.standard_error(), 1e-9);
        }
        assert_close(fit.objective(), plain.objective(), 1e-11);
    }
}

/// However far from 0 the features lie, the intercept has its interval.
#[test]
fn the_intercept_of_features_far_from_0() {
    let rows = random(60, 2, |i| i % 5 < 2 || i % 7 == 3);
    for shift in [1.0, 1e3, 1e6] {
        let far = rows
            .iter()
            .map(|(x, churned)| ([x[0] + shift, x[1] - shift], *churned));
        let all = LabelledRows::try_from_iter(far).unwrap();
        let fit = LogisticChurn::fitter().fit_view(all.view()).unwrap();
        let of = |name| fit.profile_interval(name, Level::P95, all.view()).unwrap();
        let wald = fit.terms()[0].interval(Level::P95).unwrap();
        let profile = of("(intercept)");
        let width = wald.upper() - wald.lower();
        assert!(
            (profile.lower() - wald.lower()).abs() < 0.2 * width,
            "{profile} {wald}"
        );
        assert!(
            (profile.upper() - wald.upper()).abs() < 0.2 * width,
            "{profile} {wald}"
        );
        assert!(of("x1").lower() < fit.model().coefficients()[0]);
    }
}

#[test]
fn weights_too_far_apart() {
    // Of customers, since those of classes are bounded.
    let rows = random(20, 1, |i| i % 3 == 0);
    for [stayed, churned] in [[1e-300, 1e300], [1e305, 1e305], [1e300, 1e-300]] {
        let weigh = |(row, left): (_, bool)| (row, left, if left { churned } else { stayed });
        let weighted = rows.clone().into_iter().map(weigh);
        assert_eq!(
            LogisticChurn::fitter()
                .fit_weighted(weighted)
                .unwrap_err()
                .to_string(),
            "the weight of those who churned against that of those who stayed has no finite value: \
             weights are too large, too small, or too far apart"
        );
    }
}
