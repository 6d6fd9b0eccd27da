//! Triangles small enough to be checked by eye.

use tenure::retention::cohorts::{Activity, ActivityLog, AgeWindow, CohortLog};
use tenure::units::Money;

const fn euros(amount: i64) -> Money {
    Money::from_minor(amount * 100)
}

#[test]
fn revenue_is_net_and_exact() {
    let log = ActivityLog::try_from_iter([
        ("ann", 0, euros(30)),
        ("ann", 0, euros(10)),
        ("bob", 0, euros(10)),
        ("ann", 1, euros(60)),
        ("bob", 1, euros(-10)),
        ("cy", 1, euros(20)),
        ("cy", 2, euros(5)),
        ("di", 1, euros(0)),
    ])
    .unwrap();
    let triangle = log.n_period(2).unwrap();
    let first = triangle.cohort(0).unwrap();
    assert_eq!(first.first_revenue(), euros(50));
    let cells: Vec<_> = first.cells().map(Option::unwrap).collect();
    assert_eq!(cells[1].revenue(), euros(50));
    assert_eq!(cells[1].revenue_retention(), Some(1.0));
    assert_eq!(cells[1].revenue_per_customer_in_major(2), 25.0);
    assert_eq!((cells[2].revenue(), cells[2].active()), (Money::ZERO, 0));
    let second = triangle.cohort(1).unwrap().cell(1).unwrap();
    assert_eq!(second.revenue_per_customer_in_major(2), 2.5);
    assert_eq!(second.revenue_retention(), Some(0.25));
    // Weighted: 55 of 70 and 55 for 4 customers; simple: (1 + 1/4)/2 and (25 + 2.5)/2.
    let mean = triangle.weighted_mean(1).unwrap();
    assert_eq!(mean.revenue_retention(), Some(55.0 / 70.0));
    assert_eq!(mean.revenue_per_customer_in_major(2), 13.75);
    assert_eq!(triangle.simple_mean_revenue_retention(1), Some(0.625));
    assert_eq!(
        triangle.simple_mean_revenue_per_customer_in_major(1, 2),
        Some(13.75)
    );
    assert_eq!(
        triangle.simple_mean_revenue_per_customer_in_major(1, 0),
        Some(1375.0)
    );
    // Of ages 1 and later together.
    let later = log
        .unbounded(2)
        .unwrap()
        .cohort(0)
        .unwrap()
        .cell(1)
        .unwrap();
    assert_eq!(later.revenue(), euros(50));
}

#[test]
fn without_revenue_at_age_0_there_is_no_revenue_retention() {
    let mut log = ActivityLog::try_from_iter([("ann", 1, euros(5))]).unwrap();
    log.push_start("ann", 0);
    let triangle = log.n_period(1).unwrap();
    assert_eq!(
        triangle
            .cohort(0)
            .unwrap()
            .cell(1)
            .unwrap()
            .revenue_retention(),
        None
    );
    assert_eq!(triangle.simple_mean_revenue_retention(1), None);
    let owed = ActivityLog::try_from_iter([("ann", 0, euros(-5)), ("ann", 1, euros(5))]).unwrap();
    let triangle = owed.n_period(1).unwrap();
    assert_eq!(triangle.weighted_mean(1).unwrap().revenue_retention(), None);
}

#[test]
fn a_member_may_never_be_active_and_a_customer_in_several_cohorts() {
    let mut log = CohortLog::try_from_iter([("ann", 0, 1), ("ann", 1, 1), ("ann", 1, 2)]).unwrap();
    log.push_member("bob", 0);
    log.push_member("bob", 0);
    log.push_member("ann", 0);
    log.push_member("cy", 3);
    let triangle = log.n_period(2).unwrap();
    let active = |cohort: i64| {
        let row = triangle.cohort(cohort).unwrap();
        let cells = row.cells().map(|cell| cell.map(|cell| cell.active()));
        (row.size(), cells.collect::<Vec<_>>())
    };
    assert_eq!(active(0), (2, vec![Some(0), Some(1), Some(0)]));
    assert_eq!(active(1), (1, vec![Some(1), Some(1), None]));
    assert!(triangle.cohort(3).is_none() && triangle.cohort(2).is_none());
    assert_eq!(triangle.customers(), 3);
}

#[test]
fn the_earliest_start_holds_and_what_is_before_it_is_left_out() {
    let mut log: ActivityLog<_> = [("ann", 0), ("ann", 3), ("bob", 3)]
        .map(Activity::from)
        .into_iter()
        .collect();
    log.push_start("ann", 2);
    log.push_start("ann", 5);
    log.push_start("zoe", 2);
    log.push_start("abe", 2);
    log.push_start("eve", 9);
    let triangle = log.n_period(4).unwrap();
    assert_eq!(triangle.activity_before_start(), 1);
    let cohorts: Vec<_> = triangle
        .rows()
        .map(|row| (row.cohort(), row.size()))
        .collect();
    assert_eq!(cohorts, [(2, 3), (3, 1)]);
    assert_eq!(triangle.cohort(2).unwrap().cell(1).unwrap().active(), 1);
}

#[test]
fn columns_come_in_any_order_and_twice() {
    let log = ActivityLog::try_from_iter([("ann", 0), ("ann", 4), ("bob", 0), ("bob", 2)]).unwrap();
    let wide = AgeWindow::between(1, 4).unwrap();
    let narrow = AgeWindow::between(2, 3).unwrap();
    let columns = [
        AgeWindow::period(4),
        wide,
        narrow,
        AgeWindow::on_or_after(3),
        wide,
        AgeWindow::period(0),
    ];
    let triangle = log.triangle(columns, 4).unwrap();
    assert_eq!(triangle.columns(), columns);
    let active: Vec<_> = triangle
        .cohort(0)
        .unwrap()
        .cells()
        .map(|cell| cell.unwrap().active())
        .collect();
    assert_eq!(active, [1, 2, 1, 1, 2, 2]);
}

#[test]
fn days_over_two_years() {
    // Everybody comes on their own day and is back every third day for a month.
    let rows = (0..730_i64).flat_map(|day| (0..10).map(move |visit| (day as u64, day + 3 * visit)));
    let log = ActivityLog::try_from_iter(rows).unwrap();
    let triangle = log.unbounded(729).unwrap();
    assert_eq!(
        (triangle.rows().len(), triangle.columns().len()),
        (730, 730)
    );
    for row in triangle.rows() {
        for (age, cell) in row
            .cells()
            .enumerate()
            .filter_map(|(age, cell)| Some((age as i64, cell?)))
        {
            let last = (729 - row.cohort()).min(27) / 3 * 3;
            assert_eq!(
                cell.active(),
                u64::from(age <= last),
                "{} {age}",
                row.cohort()
            );
        }
    }
}

#[test]
fn who_starts_in_the_last_period_is_a_cohort() {
    let mut log = ActivityLog::try_from_iter([("ann", 0), ("ann", 1)]).unwrap();
    let without = log.clone();
    log.push_start("bob", 2);
    log.push_start("cy", 3);
    assert_ne!(log, without);
    let triangle = log.n_period(2).unwrap();
    let sizes: Vec<_> = triangle
        .rows()
        .map(|row| (row.cohort(), row.size()))
        .collect();
    assert_eq!(sizes, [(0, 1), (2, 1)]);
    let cell = triangle.cohort(2).unwrap().cell(0).unwrap();
    assert_eq!((cell.active(), cell.size()), (0, 1));
}
