use tenure::clv::checks::{PurchaseTimeline, Tracking};
use tenure::clv::history::{Observation, PurchaseLog};
use tenure::clv::models::{Nbd, PurchaseModel};
use tenure::units::{Money, TimeUnit};

use super::{Steady, days, weeks};
use crate::support::assert_close;
use crate::support::clv::{
    cdnow_calibration_end, cdnow_customers, cdnow_observation_end, cdnow_purchases,
};

fn timeline() -> PurchaseTimeline {
    let mut timeline = PurchaseTimeline::default();
    timeline.push(0.0, [5.0, 10.0, 14.0, 15.0, 20.0]).unwrap();
    timeline.push(7.0, [8.0, 30.0]).unwrap();
    timeline
}

#[test]
fn each_customer_is_expected_from_their_own_start() {
    // Periods that end with day 16: (0, 2], (2, 9], (9, 16]; then (16, 23], (23, 28].
    let tracking = Tracking::new(&Steady(0.7), &timeline(), weeks(1.0), 16.0, 28.0).unwrap();
    let periods = tracking.periods();
    let ends: Vec<_> = periods
        .iter()
        .map(|p| (p.from, p.until, p.is_holdout))
        .collect();
    assert_eq!(
        ends,
        [
            (0.0, 2.0, false),
            (2.0, 9.0, false),
            (9.0, 16.0, false),
            (16.0, 23.0, true),
            (23.0, 28.0, true)
        ]
    );
    let actual: Vec<_> = periods
        .iter()
        .map(|p| (p.actual, p.actual_so_far))
        .collect();
    assert_eq!(actual, [(0, 0), (2, 2), (3, 5), (1, 6), (0, 6)]);
    // A tenth a day of each, from day 0 and from day 7.
    for (period, [expected, so_far]) in
        periods
            .iter()
            .zip([[0.2, 0.2], [0.9, 1.1], [1.4, 2.5], [1.4, 3.9], [1.0, 4.9]])
    {
        assert_close(period.expected, expected, 1e-14);
        assert_close(period.expected_so_far, so_far, 1e-14);
    }
    let error = tracking.calibration_error().unwrap();
    assert_eq!((error.periods, error.actual), (3, 5));
    assert_close(error.total_error.unwrap(), -0.5, 1e-14);
    assert_eq!(error.mape, None); // nobody bought in the first
    assert_close(error.weighted_mape.unwrap(), (0.2 + 1.1 + 1.6) / 5.0, 1e-14);
    // From the second on: 0.9 of 2 and 2.5 of 5 too few.
    assert_close(error.cumulative_mape.unwrap(), 0.475, 1e-14);
    let error = tracking.holdout_error().unwrap();
    assert_close(error.cumulative_mape.unwrap(), (2.1 + 1.1) / 12.0, 1e-14);
    assert_eq!(
        tracking.to_string(),
        "until day     actual  expected  actual so far  expected so far\n\
         2                  0       0.2              0              0.2\n\
         9                  2       0.9              2              1.1\n\
         16                 3       1.4              5              2.5\n\
         23 (holdout)       1       1.4              6              3.9\n\
         28 (holdout)       0       1.0              6              4.9\n\
         calibration: 2.5 expected, 5 actual (-50.0%); MAPE –, weighted 58.0%, cumulative 47.5%\n\
         holdout: 2.4 expected, 1 actual (+140.0%); MAPE –, weighted 140.0%, cumulative 26.7%"
    );
}

#[test]
fn without_a_holdout_there_is_no_error_of_one() {
    let any: &dyn PurchaseModel = &Steady(0.7);
    let tracking = Tracking::new(any, &timeline(), days(30.0), 30.0, 30.0).unwrap();
    assert_eq!(tracking.periods().len(), 1);
    assert_eq!(tracking.periods()[0].actual, 7);
    assert_eq!(tracking.holdout_error(), None);
    // A period that does not divide exactly leaves no crumb.
    let third = days(30.0 / 7.0);
    let tracking = Tracking::new(any, &timeline(), third, 30.0, 60.0).unwrap();
    assert_eq!(tracking.periods().len(), 14);
    assert_eq!(tracking.periods().last().unwrap().until, 60.0);
}

/// The CDNOW customers, 39 weeks and 39 more: the actual side is that of the log, whatever the model.
#[test]
fn cdnow_is_tracked_by_the_week() {
    let mut customers = std::collections::BTreeMap::<String, Vec<i64>>::new();
    for (id, day, _) in cdnow_purchases() {
        customers.entry(id).or_default().push(day);
    }
    let mut timeline = PurchaseTimeline::default();
    for days in customers.values_mut() {
        days.sort_unstable();
        days.dedup();
        let later = days[1..].iter().map(|day| *day as f64);
        timeline.push(days[0] as f64, later).unwrap();
    }
    let model = Nbd::new(0.385, 12.072, TimeUnit::WEEK).unwrap();
    let ends = [cdnow_calibration_end(), cdnow_observation_end()].map(|day| day as f64);
    let tracking = Tracking::new(&model, &timeline, weeks(1.0), ends[0], ends[1]).unwrap();
    assert_eq!(tracking.periods().len(), 78);
    let calibration = tracking.calibration_error().unwrap();
    let holdout = tracking.holdout_error().unwrap();
    assert_eq!([calibration.actual, holdout.actual], [2457, 1882]);
    assert_eq!([calibration.periods, holdout.periods], [39, 39]);
    // The log counts the same by itself.
    let lines = cdnow_purchases()
        .into_iter()
        .map(|(id, day, cents)| (id, day, Money::from_minor(cents)));
    let log = PurchaseLog::try_from_iter(lines).unwrap();
    let observation =
        Observation::until(cdnow_calibration_end()).holdout_until(cdnow_observation_end());
    let counts = log.repeat_purchase_counts(observation, 7).unwrap();
    let of_counts = Tracking::of_counts(&model, &counts).unwrap();
    assert_eq!(of_counts.periods().len(), 78);
    assert_eq!(of_counts.periods()[1..], tracking.periods()[1..]);
    assert_eq!(of_counts.periods()[0].actual, tracking.periods()[0].actual);
    // E[X(t)] = t·r/α of each, from their own first day.
    let ages: f64 = cdnow_customers().iter().map(|c| c.age as f64).sum();
    assert_close(calibration.expected, ages / 7.0 * 0.385 / 12.072, 1e-12);
    assert_close(holdout.expected, 2357.0 * 39.0 * 0.385 / 12.072, 1e-11);
    // Fitted to the calibration it holds there; without churn it runs away after.
    assert!(
        calibration.total_error.unwrap().abs() < 0.02,
        "{calibration}"
    );
    assert!(holdout.total_error.unwrap() > 0.4, "{holdout}");
    assert!(calibration.cumulative_mape.is_some() && holdout.mape.is_some());
}
