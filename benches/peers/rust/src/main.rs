//! One fit of customers read from a file, by one tool, and the CPU seconds it took: `benches/peers/churn.py` calls this.
//!
//! `tenure-peers TOOL FILE ROWS FEATURES RUNS`. The file is `f64`s in the machine's order: the features row by row, then the
//! labels (1 = churned). Printed are the least CPU time of the runs and the largest coefficient, so that nobody is fast at
//! something else.

use std::error::Error;
use std::hint::black_box;

use cpu_time::ProcessTime;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [tool, file, rows, width, runs] = &arguments[..] else {
        return Err("TOOL FILE ROWS FEATURES RUNS".into());
    };
    let (rows, width): (usize, usize) = (rows.parse()?, width.parse()?);
    let bytes = std::fs::read(file)?;
    let numbers = bytes.as_chunks::<8>().0.iter().map(|b| f64::from_ne_bytes(*b));
    let mut features: Vec<f64> = numbers.collect();
    drop(bytes);
    let churned: Vec<bool> = features.split_off(rows * width).iter().map(|y| *y > 0.5).collect();
    let mut best = f64::INFINITY;
    let mut largest = 0.0;
    let fit: Box<dyn Fn() -> Outcome<f64>> = match tool.as_str() {
        "tenure" => {
            let features = ndarray::Array2::from_shape_vec((rows, width), features)?;
            Box::new(move || tenure(&features, &churned))
        }
        "linfa" => {
            let features = ndarray_of_linfa::Array2::from_shape_vec((rows, width), features)?;
            Box::new(move || linfa(&features, &churned))
        }
        "smartcore" => {
            use smartcore::linalg::basic::matrix::DenseMatrix;
            let labels: Vec<i32> = churned.iter().map(|y| i32::from(*y)).collect();
            let features = DenseMatrix::new(rows, width, features, false)?;
            Box::new(move || smartcore(&features, &labels))
        }
        other => return Err(format!("no tool {other}").into()),
    };
    for _ in 0..runs.parse()? {
        let start = ProcessTime::now();
        largest = black_box(fit()?);
        best = f64::min(best, start.elapsed().as_secs_f64());
    }
    println!("{best} {largest}");
    Ok(())
}

/// The whole fit: standard errors, null model and all, not the coefficients alone.
fn tenure(features: &ndarray::Array2<f64>, churned: &[bool]) -> Outcome<f64> {
    use tenure::scoring::{LabelledView, LogisticChurn};
    let fit = LogisticChurn::fitter().fit_view(LabelledView::new(features.view(), churned)?)?;
    black_box(fit.standard_errors());
    let coefficients = fit.model().coefficients();
    Ok(coefficients.iter().fold(0.0, |most, b| f64::max(most, b.abs())))
}

/// Without a penalty, to the same tolerance as scikit-learn.
fn linfa(features: &ndarray_of_linfa::Array2<f64>, churned: &[bool]) -> Outcome<f64> {
    use linfa::prelude::Fit as _;
    let labels: ndarray_of_linfa::Array1<bool> = churned.iter().copied().collect();
    let data = linfa::Dataset::new(features.clone(), labels);
    let fit = linfa_logistic::LogisticRegression::default()
        .alpha(0.0)
        .gradient_tolerance(1e-8 * features.nrows() as f64)
        .max_iterations(10_000)
        .fit(&data)?;
    Ok(fit.params().iter().fold(0.0, |most, b| f64::max(most, b.abs())))
}

fn smartcore(
    features: &smartcore::linalg::basic::matrix::DenseMatrix<f64>,
    labels: &Vec<i32>,
) -> Outcome<f64> {
    use smartcore::linalg::basic::arrays::Array;
    use smartcore::linear::logistic_regression::LogisticRegression;
    let fit = LogisticRegression::fit(features, labels, Default::default())?;
    Ok(fit.coefficients().iterator(0).fold(0.0, |most, b| f64::max(most, b.abs())))
}
