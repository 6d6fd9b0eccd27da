//! What the logs do with what cannot be, and at the ends of time.

use tenure::Error;
use tenure::retention::cohorts::{
    Activity, ActivityLog, AgeWindow, CohortActivity, CohortLog, RollingAges, day_stretch_index,
    month_index, quarter_index,
};
use tenure::units::Money;

#[test]
fn activity_before_the_cohort_is_refused_by_its_index_and_nothing_is_kept() {
    let wrong = CohortLog::try_from_iter([("ann", 0, 0), ("bob", 3, 5), ("cy", 3, 2)]).unwrap_err();
    assert_eq!(
        wrong.to_string(),
        "item 2 was rejected: cohort period (3) cannot exceed the period of the activity (2)"
    );
    assert!(matches!(wrong, Error::Item { index: 2, .. }));
    let mut log = CohortLog::try_from_iter([("ann", 0, 0)]).unwrap();
    let before = log.clone();
    let euro = Money::from_minor(100);
    assert!(
        log.try_extend([("ann", 0, 1, euro), ("ann", 0, -1, euro)])
            .is_err()
    );
    assert_eq!(log, before);
    log.try_extend([("ann", 0, 1, euro)]).unwrap();
    assert_eq!(
        log.n_period(1).unwrap().weighted_mean(1).unwrap().revenue(),
        euro
    );
}

#[test]
fn an_age_beyond_the_end_of_time_is_refused() {
    assert_eq!(
        CohortActivity::at_age("ann", i64::MAX, 1)
            .unwrap_err()
            .to_string(),
        "age of an activity must be small enough for its period to fit in 64 bits, got 1"
    );
    let last = CohortActivity::at_age("ann", i64::MIN, u64::MAX).unwrap();
    assert_eq!((last.period(), last.age()), (i64::MAX, u64::MAX));
}

#[test]
fn the_ends_of_time_do_not_overflow_and_allocate_nothing() {
    let (first, last) = (i64::MIN, i64::MAX);
    let log = ActivityLog::try_from_iter([("ann", first), ("ann", last), ("bob", last), ("cy", 0)])
        .unwrap();
    for through in [-1, 0, last] {
        assert_eq!(
            log.n_period(through)
                .unwrap_err()
                .to_string()
                .split(", got")
                .next(),
            Some("number of columns of a cohort triangle must be at most 65536")
        );
    }
    assert_eq!(log.n_period(first).unwrap().columns().len(), 1);
    let columns = [
        AgeWindow::period(u64::MAX),
        AgeWindow::on_or_after(1),
        AgeWindow::between(0, 1 << 63).unwrap(),
    ];
    let triangle = log.triangle(columns, last).unwrap();
    let active = |cohort: i64| {
        let cells = triangle.cohort(cohort).unwrap().cells();
        cells
            .map(|cell| cell.map(|cell| cell.active()))
            .collect::<Vec<_>>()
    };
    assert_eq!(active(first), [Some(1), Some(1), Some(1)]);
    assert_eq!(active(0), [None, Some(0), None]);
    assert_eq!(active(last), [None, None, None]);
    let known = CohortLog::try_from_iter([("ann", first, last), ("bob", last, last)]).unwrap();
    assert!(known.unbounded(last).is_err());
    assert_eq!(
        known
            .triangle(columns, last)
            .unwrap()
            .weighted_mean(0)
            .unwrap()
            .active(),
        1
    );
}

#[test]
fn a_triangle_has_a_limit_however_its_columns_are_made() {
    let log = ActivityLog::try_from_iter([("ann", 0), ("bob", 1)]).unwrap();
    let endless = (0..).map(AgeWindow::period);
    assert_eq!(
        log.triangle(endless, 1).unwrap_err().to_string(),
        "number of columns of a cohort triangle must be at most 65536, got 65537"
    );
    let many: ActivityLog<i64> = (0..300).map(|id| Activity::new(id, id)).collect();
    assert_eq!(
        many.triangle((0..60_000).map(AgeWindow::period), 300)
            .unwrap_err()
            .to_string(),
        "number of cells of a cohort triangle must be at most 16777216, got 18000000"
    );
    // Windows inside each other, a chain for each.
    let nested = (0..400).map(|k| AgeWindow::between(k, 1000 - k).unwrap());
    let log: ActivityLog<u8> = [(1, 0), (1, 500), (2, 0), (2, 700)]
        .map(Activity::from)
        .into_iter()
        .collect();
    let triangle = log.triangle(nested, 1000).unwrap();
    let row = triangle.cohort(0).unwrap();
    for (k, cell) in row.cells().enumerate() {
        assert_eq!(cell.unwrap().active(), 1 + u64::from(k <= 300), "{k}");
    }
}

#[test]
fn nothing_is_nothing() {
    let log = ActivityLog::<u8>::new();
    let triangle = log.n_period(5).unwrap();
    assert!(log.is_empty() && triangle.columns().is_empty());
    assert_eq!((triangle.rows().len(), triangle.customers()), (0, 0));
    assert_eq!(
        triangle.to_string(),
        "cohort         size\nweighted mean     0"
    );
    let triangle = CohortLog::<u8>::new()
        .triangle([AgeWindow::period(1)], 5)
        .unwrap();
    assert_eq!(
        (triangle.weighted_mean(0), triangle.simple_mean(0)),
        (None, None)
    );
    assert_eq!(
        triangle.simple_mean_revenue_per_customer_in_major(0, 2),
        None
    );
    assert_eq!(triangle.weighted_mean(7), None);
    assert_eq!(triangle.weighted_activity_curve(1.0).count(), 0);
    // Everything after the right edge is nothing, too.
    let late = ActivityLog::try_from_iter([("ann", 9)]).unwrap();
    assert_eq!(late.n_period(8).unwrap().rows().len(), 0);
}

#[test]
fn months_and_lengths_are_checked() {
    for month in [0, 13, 255] {
        let message = format!("month must be from 1 to 12, got {month}");
        assert_eq!(month_index(2024, month).unwrap_err().to_string(), message);
        assert_eq!(quarter_index(2024, month).unwrap_err().to_string(), message);
    }
    assert_eq!(
        day_stretch_index(5, 0, 0).unwrap_err().to_string(),
        "days in a period must be at least 1, got 0"
    );
    assert_eq!(
        RollingAges::new(0).unwrap_err().to_string(),
        "length of an age (in ticks) must be at least 1, got 0"
    );
    assert_eq!(
        RollingAges::new(9)
            .unwrap()
            .rounded_down_to(-3)
            .unwrap_err()
            .to_string(),
        "ticks to round down to must be at least 1, got -3"
    );
    assert_eq!(
        RollingAges::new(9)
            .unwrap()
            .age(5, 4)
            .unwrap_err()
            .to_string(),
        "first moment of a customer (5) cannot exceed the moment of the activity (4)"
    );
    assert_eq!(
        AgeWindow::between(2, 1).unwrap_err().to_string(),
        "first age of a window (2) cannot exceed its last age (1)"
    );
}

/// The same row for ever: what is kept stays small.
#[test]
fn the_same_rows_again_and_again_are_one() {
    let mut log = CohortLog::new();
    for turn in 0..40_000_u32 {
        for id in [7, 3, 5_u32] {
            log.push(CohortActivity::new(id, 0, i64::from(turn % 2)).unwrap());
        }
    }
    let triangle = log.n_period(1).unwrap();
    assert_eq!(triangle.weighted_mean(1).unwrap().active(), 3);
    let mut merged = CohortLog::new();
    for _ in 0..100 {
        tenure::Merge::merge(&mut merged, log.clone());
    }
    assert_eq!(merged, log);
}
