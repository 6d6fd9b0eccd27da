//! From a triangle to a lifetime value.

use tenure::clv::CurveClv;
use tenure::retention::cohorts::{ActivityLog, AgeWindow, CohortTriangle};
use tenure::units::{DiscountRate, Money, Period, Proportion};

use crate::support::assert_close;

/// Cohort 0: 4, 1, 3, 2 of 4 active, paying 40, 10, 45, 20; cohort 1: 1, 1, 0 of 1, paying 5, 5.
fn log() -> ActivityLog<&'static str> {
    let rows = [
        ("ann", 0, 10),
        ("bob", 0, 10),
        ("cy", 0, 10),
        ("di", 0, 10),
        ("ann", 1, 10),
        ("ann", 2, 15),
        ("bob", 2, 15),
        ("cy", 2, 15),
        ("ann", 3, 10),
        ("di", 3, 10),
        ("eve", 1, 5),
        ("eve", 2, 5),
    ];
    ActivityLog::try_from_iter(
        rows.map(|(id, period, euros)| (id, period, Money::from_minor(euros * 100))),
    )
    .unwrap()
}

fn clv() -> CurveClv {
    CurveClv {
        period: Period::Month,
        discount: DiscountRate::new(0.25, Period::Month).unwrap(),
    }
}

#[test]
fn a_row_that_rises_is_worth_what_it_brings() {
    let triangle = log().n_period(3).unwrap();
    let row = triangle.cohort(0).unwrap();
    // 1·8 + 0.25·8/1.25 + 0.75·8/1.25² + 0.5·8/1.25³
    let value = clv().activity_value(row.activity_curve(8.0)).unwrap();
    assert_close(value.present_value(), 8.0 + 1.6 + 3.84 + 2.048, 1e-14);
    assert_eq!(
        clv()
            .value(row.activity_curve(8.0))
            .unwrap_err()
            .to_string(),
        "item 2 was rejected: share still there (0.75) cannot exceed the share a period before (0.25)"
    );
    // 10 + 2.5/1.25 + 11.25/1.25² + 5/1.25³ per customer of the four.
    let value = clv().value(row.revenue_curve_in_major(2)).unwrap();
    assert_close(value.present_value(), 10.0 + 2.0 + 7.2 + 2.56, 1e-14);
    assert_eq!(
        value.to_string(),
        "21.76 (horizon 4 months, discounted at 25.0% per month)"
    );
}

#[test]
fn an_unbounded_row_is_a_curve_of_survivors() {
    let triangle = log().unbounded(3).unwrap();
    let row = triangle.cohort(0).unwrap();
    let shares: Vec<_> = row
        .activity_curve(())
        .map(|(share, ())| share.get())
        .collect();
    assert_eq!(shares, [1.0, 1.0, 1.0, 0.5]);
    let value = clv().value(row.activity_curve(8.0)).unwrap();
    assert_close(value.present_value(), 8.0 + 6.4 + 5.12 + 2.048, 1e-14);
}

#[test]
fn the_weighted_mean_is_a_curve_too() {
    let triangle = log().n_period(3).unwrap();
    // 5/5, 2/5, 3/5, and 2/4 of the one cohort that is old enough.
    let shares: Vec<_> = triangle
        .weighted_activity_curve(())
        .map(|(share, ())| share.get())
        .collect();
    assert_eq!(shares, [1.0, 0.4, 0.6, 0.5]);
    let revenue: Vec<_> = triangle.weighted_revenue_curve_in_major(2).collect();
    assert_eq!(
        revenue,
        [9.0, 3.0, 9.0, 5.0].map(|euros| (Proportion::ONE, euros))
    );
}

#[test]
fn a_curve_ends_where_the_cells_do() {
    let log = log();
    let points = |triangle: &CohortTriangle, cohort| {
        triangle.cohort(cohort).unwrap().activity_curve(1.0).count()
    };
    let triangle = log.n_period(3).unwrap();
    assert_eq!((points(&triangle, 0), points(&triangle, 1)), (4, 3));
    // Only ages one after the other from 0 are a curve.
    let gap = log.triangle([0, 1, 3].map(AgeWindow::period), 3).unwrap();
    assert_eq!(points(&gap, 0), 2);
    let bracket = log
        .triangle([AgeWindow::between(0, 1).unwrap()], 3)
        .unwrap();
    assert_eq!(points(&bracket, 0), 0);
    assert_eq!(
        clv()
            .activity_value(bracket.weighted_activity_curve(1.0))
            .unwrap_err()
            .to_string(),
        "a retention curve needs at least 1 point, got 0"
    );
}

#[test]
fn activity_curves_are_checked_but_for_their_order() {
    assert_eq!(
        clv()
            .activity_value([(1.0, 5.0), (1.2, 5.0)])
            .unwrap_err()
            .to_string(),
        "item 1 was rejected: proportion must be a fraction from 0 to 1 (percentages: use from_percent), got 1.2"
    );
    assert_eq!(
        clv()
            .activity_value([(0.0, 5.0), (0.5, f64::NAN)])
            .unwrap_err()
            .to_string(),
        "item 1 was rejected: value must be a finite number, got NaN"
    );
    let falls = [(1.0, 100.0), (0.5, 90.0), (0.2, 80.0)];
    assert_eq!(
        clv().activity_value(falls).unwrap(),
        clv().value(falls).unwrap()
    );
}
