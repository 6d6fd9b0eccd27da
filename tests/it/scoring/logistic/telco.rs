//! Telco, 7,043 customers: what a real table does to a fit.

use std::collections::BTreeSet;
use std::path::Path;

use tenure::Error;
use tenure::scoring::{LogisticChurn, OnAliased};

type Rows = Vec<(Vec<f64>, bool)>;

/// Every text column one-hot with its first level as the reference: naive, because "No internet service" is a
/// level of seven columns.
fn telco() -> (Vec<String>, Rows) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/telco_churn.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    let numeric = ["SeniorCitizen", "tenure", "MonthlyCharges", "TotalCharges"];
    let mut names = Vec::new();
    let mut rows: Rows = records
        .iter()
        .map(|record| (Vec::new(), &record[20] == "Yes"))
        .collect();
    for (place, column) in header.iter().enumerate().skip(1).take(19) {
        if numeric.contains(&column) {
            names.push(column.to_owned());
            for ((row, _), record) in rows.iter_mut().zip(&records) {
                row.push(record[place].trim().parse().unwrap_or(0.0));
            }
            continue;
        }
        let levels: BTreeSet<_> = records
            .iter()
            .map(|record| record[place].to_owned())
            .collect();
        for level in levels.iter().skip(1) {
            names.push(format!("{column}={level}"));
            for ((row, _), record) in rows.iter_mut().zip(&records) {
                row.push(f64::from(u8::from(&record[place] == level.as_str())));
            }
        }
    }
    (names, rows)
}

#[test]
fn seven_columns_are_aliased_by_name() {
    let (names, rows) = telco();
    let fitter = LogisticChurn::fitter().features(names);
    let Err(Error::Aliased { features, .. }) = fitter.clone().fit(rows.clone()) else {
        panic!("accepted");
    };
    let no_internet: Vec<_> = features
        .iter()
        .filter(|name| name.ends_with("=No internet service"))
        .collect();
    assert_eq!(features.len(), 7, "{features:?}");
    assert_eq!(no_internet.len(), 6, "{features:?}");
    assert_eq!(&*features[0], "MultipleLines=No phone service");

    let fit = fitter
        .on_aliased(OnAliased::Drop)
        .fit(rows.clone())
        .unwrap();
    assert_eq!(
        fit.dropped().collect::<Vec<_>>(),
        features.iter().map(|f| &**f).collect::<Vec<_>>()
    );
    assert_eq!(fit.coefficients_estimated(), 24);
    assert_eq!(fit.terms().len(), 24);
    assert_eq!(fit.churned(), 1869.0);
    // The same fit as without these columns.
    let kept: Vec<_> = fit
        .model()
        .names()
        .enumerate()
        .filter(|(_, name)| !features.iter().any(|f| &**f == *name))
        .map(|(i, _)| i)
        .collect();
    let part = rows
        .iter()
        .map(|(x, churned)| (kept.iter().map(|&i| x[i]).collect::<Vec<_>>(), *churned));
    let without = LogisticChurn::fitter().fit(part).unwrap();
    crate::support::assert_close(fit.log_likelihood(), without.log_likelihood(), 1e-14);
    for (&place, want) in kept.iter().zip(without.model().coefficients()) {
        crate::support::assert_close(fit.model().coefficients()[place], *want, 1e-9);
    }
    assert_eq!(
        fit.model().coefficients()[6],
        if kept.contains(&6) {
            fit.model().coefficients()[6]
        } else {
            0.0
        }
    );
}

/// One dummy that is 1 for 41 customers who all stayed: R and statsmodels call that fit converged.
#[test]
fn a_pure_dummy_is_proved_and_named() {
    let (mut names, mut rows) = telco();
    names.push("vip".into());
    let mut left = 41;
    for (row, churned) in &mut rows {
        let vip = !*churned && left > 0;
        left -= i32::from(vip);
        row.push(f64::from(u8::from(vip)));
    }
    let fitter = LogisticChurn::fitter()
        .features(names.clone())
        .on_aliased(OnAliased::Drop);
    let error = fitter.clone().fit(rows.clone()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "\"vip\" settles the outcome of some customers without exception (quasi-complete separation), \
         so no finite coefficients fit best; use .firth() or .ridge(λ), or drop it"
    );

    // Hidden in two columns, neither of which does it alone: found by the search.
    for (place, (row, _)) in rows.iter_mut().enumerate() {
        let noise = f64::from(u8::try_from(place % 7).unwrap());
        let vip = row.pop().unwrap();
        row.extend([noise, vip + noise]);
    }
    names.pop();
    names.extend(["noise".into(), "vip and noise".into()]);
    let hidden = LogisticChurn::fitter()
        .features(names)
        .on_aliased(OnAliased::Drop);
    let Err(Error::Separated {
        complete, features, ..
    }) = hidden.fit(rows.clone())
    else {
        panic!("not found");
    };
    assert!(!complete);
    assert_eq!(
        features.iter().collect::<BTreeSet<_>>(),
        BTreeSet::from([&"noise".into(), &"vip and noise".into()])
    );
    // The remedies that the message names work.
    let fit = LogisticChurn::fitter()
        .on_aliased(OnAliased::Drop)
        .ridge(1.0)
        .fit(rows)
        .unwrap();
    assert!(fit.convergence().iterations < 12);
}
