//! The reference triangle.

use tenure::retention::cohorts::{
    ActivityLog, AgeWindow, CohortActivity, CohortLog, CohortTriangle,
};

use crate::support::assert_close;
use crate::support::golden::{Golden, counts, golden, numbers};

fn rows(item: &Golden) -> Vec<(String, i64)> {
    let customers = item.input("activity_periods").as_object().unwrap().iter();
    customers
        .flat_map(|(id, periods)| {
            let periods = periods.as_array().unwrap().iter();
            periods.map(|period| (id.clone(), period.as_i64().unwrap()))
        })
        .collect()
}

/// The finished cells of the cohort; no others may be finished.
fn active(triangle: &CohortTriangle, cohort: i64) -> Vec<u64> {
    let row = triangle.cohort(cohort).unwrap();
    let finished: Vec<_> = row.cells().map_while(|cell| cell).collect();
    assert_eq!(
        row.cells().flatten().count(),
        finished.len(),
        "cohort {cohort}"
    );
    finished.iter().map(|cell| cell.active()).collect()
}

fn check(n_period: &CohortTriangle, unbounded: &CohortTriangle, bracket: &CohortTriangle) {
    let item = golden("cohort_triangle");
    let expected = item.expected("triangle").as_object().unwrap();
    assert_eq!(n_period.rows().len(), expected.len());
    for (cohort, expected) in expected {
        let cohort: i64 = cohort.parse().unwrap();
        let row = n_period.cohort(cohort).unwrap();
        assert_eq!(Some(row.size()), expected["size"].as_u64());
        assert_eq!(active(n_period, cohort), counts(&expected["n_period"]));
        assert_eq!(active(unbounded, cohort), counts(&expected["unbounded"]));
        let cell = bracket.cohort(cohort).unwrap().cell(0);
        assert_eq!(
            cell.map(|cell| cell.active()),
            expected["bracket_1to2"].as_u64()
        );
    }
    let weighted = |triangle: &CohortTriangle, path| {
        let expected = numbers(item.expected(path));
        assert_eq!(triangle.weighted_means().len(), expected.len());
        for (mean, expected) in triangle.weighted_means().zip(expected) {
            assert_close(mean.unwrap().share().get(), expected, 1e-12);
        }
    };
    weighted(n_period, "weighted_average_n_period");
    weighted(unbounded, "weighted_average_unbounded");
    for (column, expected) in numbers(item.expected("simple_average_n_period"))
        .into_iter()
        .enumerate()
    {
        assert_close(n_period.simple_mean(column).unwrap().get(), expected, 1e-12);
    }
}

#[test]
fn by_first_activity() {
    let item = golden("cohort_triangle");
    let log = ActivityLog::try_from_iter(rows(&item)).unwrap();
    let through = item.input("last_period").as_i64().unwrap();
    let bracket = log
        .triangle([AgeWindow::between(1, 2).unwrap()], through)
        .unwrap();
    check(
        &log.n_period(through).unwrap(),
        &log.unbounded(through).unwrap(),
        &bracket,
    );
}

#[test]
fn by_known_cohort() {
    let item = golden("cohort_triangle");
    let rows = rows(&item);
    let first = |id: &String| {
        rows.iter()
            .filter(|row| row.0 == *id)
            .map(|row| row.1)
            .min()
            .unwrap()
    };
    let log: CohortLog<_> = rows
        .iter()
        .map(|(id, period)| CohortActivity::new(id.as_str(), first(id), *period).unwrap())
        .collect();
    let through = item.input("last_period").as_i64().unwrap();
    let bracket = log
        .triangle([AgeWindow::between(1, 2).unwrap()], through)
        .unwrap();
    check(
        &log.n_period(through).unwrap(),
        &log.unbounded(through).unwrap(),
        &bracket,
    );
}
