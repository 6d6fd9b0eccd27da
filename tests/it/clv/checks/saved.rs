use tenure::clv::checks::*;
use tenure::clv::history::HistoryTable;

use super::{Steady, history, weeks};
use crate::support::wire::{saved, writes};

#[test]
fn the_timeline_is_saved_and_read_back_checked() {
    let mut timeline = PurchaseTimeline::default();
    timeline.push(0.5, [2.0, 3.0]).unwrap();
    timeline.push(1.0, [3.0]).unwrap();
    saved(
        &timeline,
        r#"{"first":[[0.5,1],[1.0,1]],"repeat":[[2.0,1],[3.0,2]]}"#,
    );
    saved(
        &HoldoutBinning::Frequency { most: 7 },
        r#"{"frequency":{"most":7}}"#,
    );
    saved(
        &HoldoutBinning::SinceLast { width: weeks(4.0) },
        r#"{"since_last":{"width":{"length":4.0,"period":"week"}}}"#,
    );
    for (wrong, message) in [
        (
            r#"{"first":[[1.0,1],[1.0,1]],"repeat":[]}"#,
            "not a timeline: each day once, within 1e9",
        ),
        (
            r#"{"first":[[1.0,0]],"repeat":[]}"#,
            "not a timeline: each day once, within 1e9",
        ),
        (
            r#"{"first":[[2e9,1]],"repeat":[]}"#,
            "not a timeline: each day once, within 1e9",
        ),
        (
            r#"{"first":[],"repeat":[[1.0,1]]}"#,
            "a repeat purchase before any first purchase",
        ),
        (
            r#"{"first":[[1.0,1]],"repeat":[[1.0,1]]}"#,
            "a repeat purchase before any first purchase",
        ),
    ] {
        let error = serde_json::from_str::<PurchaseTimeline>(wrong).unwrap_err();
        assert!(error.to_string().starts_with(message), "{error}");
    }
}

#[test]
fn reports_are_written() {
    let table: HistoryTable = [history(1, 1.0, 2.0)].into_iter().collect();
    let histogram = FrequencyHistogram::new(&Steady(1e-9), &table, 0).unwrap();
    writes(
        &histogram,
        r#"{"classes":[{"purchases":0,"and_more":true,"actual":1,"expected":1.0}]}"#,
    );
    let customers = [(history(1, 1.0, 2.0), 3)];
    let check = HoldoutCheck::new(&Steady(0.5), weeks(2.0), customers).unwrap();
    writes(
        &check.bins(HoldoutBinning::Frequency { most: 7 }).unwrap(),
        r#"{"by":{"frequency":{"most":7}},"bins":[{"from":1.0,"to":1.0,"customers":1,"mean_expected":1.0,"mean_actual":3.0}]}"#,
    );
    let mut timeline = PurchaseTimeline::default();
    timeline.push(0.0, [3.0]).unwrap();
    let tracking = Tracking::new(&Steady(1.0), &timeline, weeks(1.0), 7.0, 7.0).unwrap();
    writes(
        &tracking,
        r#"{"periods":[{"from":0.0,"until":7.0,"is_holdout":false,"expected":1.0,"actual":1,"expected_so_far":1.0,"actual_so_far":1}]}"#,
    );
    writes(
        &tracking.calibration_error().unwrap(),
        r#"{"periods":1,"expected":1.0,"actual":1,"total_error":0.0,"mape":0.0,"weighted_mape":0.0,"cumulative_mape":0.0}"#,
    );
    writes(&ModelComparison::default(), "[]");
}
