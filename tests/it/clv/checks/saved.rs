use tenure::clv::checks::*;

use super::weeks;
use crate::support::wire::{form, saved};

#[test]
fn the_timeline_is_saved_and_read_back_checked() {
    let mut timeline = PurchaseTimeline::default();
    timeline.push(0.5, [2.0, 3.0]).unwrap();
    timeline.push(1.0, [3.0]).unwrap();
    saved(
        &timeline,
        &form::<PurchaseTimeline>(r#"{"first":[[0.5,1],[1.0,1]],"repeat":[[2.0,1],[3.0,2]]}"#),
    );
    saved(
        &HoldoutBinning::Frequency { most: 7 },
        r#"{"frequency":{"most":7}}"#,
    );
    saved(
        &HoldoutBinning::SinceLast { width: weeks(4.0) },
        r#"{"since_last":{"width":{"length":4.0,"period":"week"}}}"#,
    );
    let order = "purchase timeline must be rows in order, each once, with counts of at least 1";
    let early = "purchase timeline must be repeat purchases after the earliest first purchase";
    for (wrong, message) in [
        (r#"{"first":[[1.0,1],[1.0,1]],"repeat":[]}"#, order),
        (r#"{"first":[[1.0,0]],"repeat":[]}"#, order),
        (
            r#"{"first":[[2e9,1]],"repeat":[]}"#,
            "day of purchases must be from -1e9 to 1e9 days, got 2000000000",
        ),
        (r#"{"first":[],"repeat":[[1.0,1]]}"#, early),
        (r#"{"first":[[1.0,1]],"repeat":[[1.0,1]]}"#, early),
    ] {
        let wrong = form::<PurchaseTimeline>(wrong);
        let error = serde_json::from_str::<PurchaseTimeline>(&wrong).unwrap_err();
        assert!(error.to_string().contains(message), "{error}");
    }
}

/// What no check can come to is refused.
#[test]
fn reports_are_read_back_checked() {
    fn refused<T: tenure::saved::Saved + serde::de::DeserializeOwned + core::fmt::Debug>(
        value: &str,
        message: &str,
    ) {
        let error = serde_json::from_str::<T>(&form::<T>(value)).unwrap_err();
        assert!(error.to_string().starts_with(message), "{error}");
    }
    refused::<FrequencyHistogram>(
        r#"[{"purchases":0,"and_more":false,"actual":1,"expected":1.0}]"#,
        "frequency histogram must be classes of 0, 1, 2 … repeat purchases, the last including more",
    );
    refused::<HoldoutCheck>(
        r#"{"groups":[[{"repeat_purchases":0,"last_day":0.0,"days_seen":9.0},0,0,0.5]],"absolute":0.0,"squared":0.0}"#,
        "holdout check must be each history once and in order, with figures of at least 0",
    );
    let period = r#"{"from":0.0,"until":7.0,"is_holdout":false,"expected":1.0,"actual":1,"expected_so_far":1.0,"actual_so_far":1}"#;
    refused::<Tracking>(
        &format!("[{period},{period}]"),
        "tracking must be periods in order whose purchases add up",
    );
    refused::<ChiSquare>(
        r#"{"statistic":1.0,"classes":1,"lowest_p_value":null,"highest_p_value":0.5}"#,
        "chi-square of a frequency histogram must be of at least 2 classes, with p-values from 0 to 1",
    );
}
