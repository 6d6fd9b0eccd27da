//! Separation: proved, never guessed, never missed.

use microlp::{ComparisonOp, OptimizationDirection, Problem};
use tenure::Error;
use tenure::scoring::LogisticChurn;

use super::dice::Dice;

type Rows = Vec<(Vec<f64>, bool)>;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Found {
    Overlap,
    Quasi,
    Complete,
    Aliased,
}

/// The linear programme of Konis (2007): is there a direction with nobody on the wrong side and somebody
/// on the right one, and is there one with everybody on the right one?
fn oracle(rows: &Rows) -> Found {
    let solve = |strict: bool| {
        let mut problem = Problem::new(OptimizationDirection::Maximize);
        let width = rows[0].0.len();
        let sums: Vec<f64> = (0..=width)
            .map(|j| {
                let part = |(x, y): &(Vec<f64>, bool)| {
                    let x = if j == 0 { 1.0 } else { x[j - 1] };
                    if *y { x } else { -x }
                };
                rows.iter().map(part).sum()
            })
            .collect();
        let direction: Vec<_> = sums
            .iter()
            .map(|sum| problem.add_var(if strict { 0.0 } else { *sum }, (-1.0, 1.0)))
            .collect();
        let least = strict.then(|| problem.add_var(1.0, (-1.0, 1.0)));
        for (x, y) in rows {
            let sign = if *y { 1.0 } else { -1.0 };
            let mut margin = vec![(direction[0], sign)];
            margin.extend(direction[1..].iter().zip(x).map(|(d, x)| (*d, sign * x)));
            margin.extend(least.map(|least| (least, -1.0)));
            problem.add_constraint(&margin, ComparisonOp::Ge, 0.0);
        }
        let solved = problem.solve().unwrap().into_solution().unwrap();
        solved.objective() > 1e-7
    };
    match (solve(false), solve(true)) {
        (false, false) => Found::Overlap,
        (_, true) => Found::Complete,
        (true, false) => Found::Quasi,
    }
}

fn fitted(rows: &Rows) -> (Found, Vec<usize>, u32) {
    match LogisticChurn::fitter().fit(rows.clone()) {
        Ok(fit) => (Found::Overlap, Vec::new(), fit.convergence().passes),
        Err(Error::Separated {
            complete, features, ..
        }) => {
            let named = features
                .iter()
                .map(|name| name.trim_start_matches('x').parse::<usize>().unwrap() - 1);
            let found = if complete {
                Found::Complete
            } else {
                Found::Quasi
            };
            (found, named.collect(), 0)
        }
        Err(Error::Aliased { .. }) => (Found::Aliased, Vec::new(), 0),
        Err(error) => panic!("{error} for {rows:?}"),
    }
}

/// Integer grids, dummies, ties, repeated rows, and labels that follow a line nearly or not at all.
fn design(rng: &mut Dice) -> Rows {
    let width = rng.index(4) + 1;
    let n = rng.index(17) + 4;
    let kinds: Vec<i32> = (0..width).map(|_| rng.roll(0, 3)).collect();
    let line: Vec<i32> = (0..width).map(|_| rng.roll(-2, 2)).collect();
    let noise = [0.0, 0.03, 0.15, 0.5][rng.index(4)];
    let mut rows: Rows = Vec::new();
    for _ in 0..n {
        if !rows.is_empty() && rng.happens(0.1) {
            let again = rows[rng.index(rows.len())].clone();
            rows.push(again);
            continue;
        }
        let x: Vec<f64> = kinds
            .iter()
            .map(|kind| match kind {
                0 => f64::from(rng.roll(0, 1)),
                1 => f64::from(rng.roll(0, 3)),
                2 => f64::from(rng.roll(-5, 5)),
                _ => f64::from(u8::from(rng.happens(0.15))),
            })
            .collect();
        let score: f64 = x.iter().zip(&line).map(|(x, b)| x * f64::from(*b)).sum();
        let churned = if score == 0.0 || rng.happens(noise) {
            rng.happens(0.5)
        } else {
            score > 0.0
        };
        rows.push((x, churned));
    }
    if rows.iter().all(|(_, y)| *y) || rows.iter().all(|(_, y)| !*y) {
        rows[0].1 = !rows[0].1;
    }
    rows
}

/// No false proof and no missed separation, over small designs where the programme is exact.
///
/// `TENURE_DESIGNS=20000` takes that many.
#[test]
fn the_linear_programme_agrees() {
    let count = std::env::var("TENURE_DESIGNS").map_or(2_000, |n| n.parse().unwrap());
    let mut rng = Dice::new(7);
    let mut tally = [0; 4];
    for _ in 0..count {
        let rows = design(&mut rng);
        let (found, named, passes) = fitted(&rows);
        tally[found as usize] += 1;
        if found == Found::Aliased {
            continue;
        }
        let truth = oracle(&rows);
        let of = |columns: &[usize]| {
            let part = |(x, y): &(Vec<f64>, bool)| (columns.iter().map(|&j| x[j]).collect(), *y);
            oracle(&rows.iter().map(part).collect())
        };
        match (found, truth) {
            (found, truth) if found == truth => {}
            // Seen in the ranges already: of each of these features, not of all together.
            (Found::Quasi, Found::Complete) => {
                assert!(
                    named.iter().all(|&one| of(&[one]) == Found::Quasi),
                    "{rows:?}"
                );
            }
            wrong => panic!("found, true: {wrong:?} for {rows:?}"),
        }
        // What is named separates without the others.
        assert!(
            named.is_empty() || of(&named) != Found::Overlap,
            "{named:?} {rows:?}"
        );
        assert!(passes <= 15, "{rows:?}");
    }
    assert!(tally.iter().all(|seen| *seen > count / 50), "{tally:?}");
}

/// Thirty features that separate 569 tumours together, as the programme says of the reference.
#[test]
fn separation_by_many_features() {
    let (names, rows) = crate::support::churn::data("breast_cancer_30");
    let fitter = LogisticChurn::fitter().features(names);
    let Err(Error::Separated {
        complete, features, ..
    }) = fitter.fit(rows)
    else {
        panic!("accepted");
    };
    assert!(complete);
    assert!(!features.is_empty());
}
