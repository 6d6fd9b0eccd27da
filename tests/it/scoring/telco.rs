//! From the records of a real file to a judged score, as a user would do it.
//!
//! The expected figures were computed with scikit-learn 1.9 on the same split (every fifth of the 7,032 customers whose
//! `TotalCharges` is known, from the first on, is put aside); they were printed to the digits given here.

use std::path::Path;

use tenure::scoring::evaluation::{CalibrationBins, Forecasts, Payoffs, ProfitCurve, Ranking};
use tenure::scoring::validation::Split;
use tenure::scoring::{Cell, ChurnScorer, Column, Design, LogisticChurn, OnAliased};
use tenure::units::Proportion;

const NUMBERS: [&str; 4] = ["SeniorCitizen", "tenure", "MonthlyCharges", "TotalCharges"];

type Customer = (Vec<String>, bool);

/// The names of the 19 features, and each customer's values of them.
fn telco() -> (Vec<String>, Vec<Customer>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/telco_churn.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let names: Vec<_> = header.iter().skip(1).take(19).map(String::from).collect();
    let customers = reader.records().map(Result::unwrap);
    let customers = customers
        .filter(|record| record.iter().all(|cell| !cell.trim().is_empty()))
        .map(|record| {
            let features = record.iter().skip(1).take(19).map(String::from).collect();
            (features, &record[20] == "Yes")
        })
        .collect();
    (names, customers)
}

fn cells<'a>(names: &[String], features: &'a [String]) -> Vec<Cell<'a>> {
    let cell = |(name, text): (&String, &'a String)| {
        if NUMBERS.contains(&name.as_str()) {
            Cell::Number(text.parse().unwrap())
        } else {
            Cell::Text(text)
        }
    };
    names.iter().zip(features).map(cell).collect()
}

/// Equal to the last digit printed, whose place is `unit`.
fn close(got: Option<f64>, printed: f64, unit: f64) {
    let got = got.unwrap();
    let half = 0.5 * unit;
    assert!(
        (got - printed).abs() <= half,
        "got {got}, expected {printed}"
    );
}

#[test]
fn from_a_file_to_a_judged_score() {
    let (names, customers) = telco();
    assert_eq!(customers.len(), 7032);
    let split = Split::every(customers.len(), 5).unwrap();
    let part = |rows: &[usize]| -> Vec<(Vec<Cell<'_>>, bool)> {
        let customer = |&row: &usize| (cells(&names, &customers[row].0), customers[row].1);
        rows.iter().map(customer).collect()
    };
    let (train, test) = (part(split.train()), part(split.test()));

    let columns = names.iter().map(|name| {
        if NUMBERS.contains(&name.as_str()) {
            Column::number(name.as_str())
        } else {
            Column::text(name.as_str())
        }
    });
    let design = Design::learn(columns, train.iter().map(|(record, _)| record.clone())).unwrap();
    let rows = design.rows(train.iter().cloned()).unwrap().rows;
    let fit = LogisticChurn::fitter()
        .features(design.names())
        .on_aliased(OnAliased::Drop)
        .fit_view(rows.view())
        .unwrap();
    assert_eq!(fit.dropped().count(), 7);

    let scorer = ChurnScorer::new(design, fit.into_model()).unwrap();
    let judged: Vec<_> = test
        .iter()
        .map(|(record, churned)| (scorer.score(record.clone()).unwrap().unwrap(), *churned))
        .collect();
    let ranking = Ranking::try_from_iter(judged.iter().copied()).unwrap();
    close(ranking.average_precision(), 0.6502, 1e-4);
    close(ranking.pr_auc_trapezoid(), 0.6488, 1e-4);
    let forecasts = Forecasts::try_from_iter(judged.iter().copied()).unwrap();
    let cox = forecasts.cox_calibration().unwrap();
    close(Some(cox.slope()), 0.951, 1e-3);
    close(Some(cox.intercept()), 0.052, 1e-3);
    // Calling a stayer costs 1, missing a churner 5: 596 at the threshold of theory, 594 at the best one.
    let curve = ProfitCurve::of_ranking(Payoffs::from_costs(1.0, 5.0).unwrap(), &ranking);
    let best = curve.best().unwrap();
    assert_eq!(best.profit, -594.0);
    close(best.threshold, 0.1638, 1e-4);
    let theory = curve.at(Proportion::new(1.0 / 6.0).unwrap()).unwrap();
    assert_eq!(theory.profit, -596.0);
}

/// In-sample, where the two ways to cut bins give two calibration errors.
#[test]
fn the_calibration_error_depends_on_the_bins() {
    let (names, customers) = telco();
    let columns = names.iter().map(|name| {
        if NUMBERS.contains(&name.as_str()) {
            Column::number(name.as_str())
        } else {
            Column::text(name.as_str())
        }
    });
    let records: Vec<_> = customers
        .iter()
        .map(|(features, churned)| (cells(&names, features), *churned))
        .collect();
    let design = Design::learn(columns, records.iter().map(|(record, _)| record.clone())).unwrap();
    let rows = design.rows(records).unwrap().rows;
    let fit = LogisticChurn::fitter()
        .on_aliased(OnAliased::Drop)
        .fit_view(rows.view())
        .unwrap();
    let scores = fit.model().score_view(rows.view().features()).unwrap();
    let outcomes = rows.view().churned().iter().copied();
    let forecasts = Forecasts::try_from_iter(scores.into_iter().zip(outcomes)).unwrap();
    let error = |bins| forecasts.calibration(bins).unwrap().expected_error();
    close(error(CalibrationBins::EqualWidth(10)), 0.01427, 1e-5);
    close(error(CalibrationBins::Quantiles(10)), 0.01402, 1e-5);
}
