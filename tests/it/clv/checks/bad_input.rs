//! What is refused, and in which words.

use tenure::clv::checks::{
    FrequencyHistogram, HoldoutBinning, HoldoutCheck, PurchaseTimeline, Simulation, Tracking,
};
use tenure::clv::history::HistoryTable;
use tenure::units::{Horizon, Period};

use super::{Steady, days, history, weeks};

#[track_caller]
fn refused<T: core::fmt::Debug>(result: tenure::Result<T>, message: &str) {
    assert_eq!(result.unwrap_err().to_string(), message);
}

#[test]
fn purchases_that_cannot_be() {
    let mut timeline = PurchaseTimeline::default();
    timeline.push(1.0, [2.0]).unwrap();
    let before = timeline.clone();
    refused(
        timeline.push(f64::NAN, []),
        "time of a first purchase must be a finite number, got NaN",
    );
    refused(
        timeline.push(1e10, []),
        "time of a first purchase must be from -1e9 to 1e9 days, got 10000000000",
    );
    refused(
        timeline.push(3.0, [4.0, f64::INFINITY]),
        "item 1 was rejected: time of a repeat purchase must be a finite number, got inf",
    );
    refused(
        timeline.push(3.0, [4.0, 5.0, 3.0]),
        "item 2 was rejected: time of a repeat purchase must be after the first purchase, got 3",
    );
    assert_eq!(timeline, before);
}

#[test]
fn trackings_that_cannot_be() {
    let (mut timeline, none) = (PurchaseTimeline::default(), PurchaseTimeline::default());
    timeline.push(1.0, [2.0]).unwrap();
    let track = |ends: [f64; 2], every: Horizon| {
        Tracking::new(&Steady(1.0), &timeline, every, ends[0], ends[1])
    };
    let week = weeks(1.0);
    refused(
        Tracking::new(&Steady(1.0), &none, week, 1.0, 2.0),
        "tracking needs at least 1 customer, got 0",
    );
    refused(
        track([0.5, 2.0], week),
        "time of a first purchase (1) cannot exceed end of the calibration (0.5)",
    );
    refused(
        track([5.0, 4.0], week),
        "end of the calibration (5) cannot exceed end of the observation (4)",
    );
    refused(
        track([f64::NAN, 4.0], week),
        "end of the calibration must be a finite number, got NaN",
    );
    refused(
        track([2.0, f64::INFINITY], week),
        "end of the observation must be a finite number, got inf",
    );
    refused(
        track([2.0, 1e9], days(0.001)),
        "number of periods must be at most 100000, got 999999999000",
    );
    refused(
        Tracking::new(&Steady(f64::NAN), &timeline, week, 2.0, 3.0),
        "expected number of purchases must be a finite number, got NaN",
    );
}

#[test]
fn models_that_give_no_numbers() {
    let table: HistoryTable = [history(1, 1.0, 2.0)].into_iter().collect();
    refused(
        FrequencyHistogram::new(&Steady(f64::NAN), &table, 7),
        "probability must be a finite number, got NaN",
    );
    refused(
        FrequencyHistogram::new(&Steady(1.0), &table, 10_001),
        "number of classes must be at most 10000, got 10001",
    );
    let customers = [(history(1, 1.0, 2.0), 1)];
    refused(
        HoldoutCheck::new(&Steady(-1.0), weeks(1.0), customers),
        "item 0 was rejected: expected number of purchases must be at least 0, got -1",
    );
    let check = HoldoutCheck::new(&Steady(1.0), weeks(1.0), customers).unwrap();
    let width = Horizon::new(1e-9, Period::Day).unwrap();
    refused(
        check.bins(HoldoutBinning::Age { width }),
        "number of groups must be at most 10000, got 14000000000",
    );
}

#[test]
fn ages_beyond_what_a_history_has() {
    let ages = [days(1.0), days(2e9)];
    refused(
        Simulation::new(&Steady(1e-3), 1).histories(ages),
        "item 1 was rejected: time since the first purchase must be above 0 and at most 1e9 days, got 2000000000",
    );
}
