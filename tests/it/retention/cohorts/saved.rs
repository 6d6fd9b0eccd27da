//! The saved forms.

use serde_json::from_str;
use tenure::retention::cohorts::{ActivityLog, AgeWindow, CohortLog, CohortTriangle};
use tenure::units::Money;

use crate::support::wire::{saved, tagged};

const fn cents(minor: i64) -> Money {
    Money::from_minor(minor)
}

#[test]
fn logs() {
    let mut log = ActivityLog::try_from_iter([
        ("bob".to_string(), 0, cents(0)),
        ("ann".to_string(), 0, cents(500)),
        ("ann".to_string(), 1, cents(300)),
        ("ann".to_string(), 1, cents(-300)),
    ])
    .unwrap();
    log.push_start("cy".to_string(), -1);
    saved(
        &log,
        &tagged(
            "activity log",
            r#"{"active":[[0,["bob"]],[1,["ann"]]],"paid":[[0,[["ann",500]]]],"starts":[["cy",-1]]}"#,
        ),
    );
    let mut log = CohortLog::try_from_iter([
        ("bob".to_string(), 0, 1, cents(0)),
        ("ann".to_string(), 0, 1, cents(500)),
        ("ann".to_string(), 0, 0, cents(-5)),
    ])
    .unwrap();
    log.push_member("cy".to_string(), 0);
    saved(
        &log,
        &tagged(
            "cohort log",
            r#"{"active":[[0,0,-5,["ann"]],[0,1,500,["ann","bob"]]],"members":[[0,["cy"]]]}"#,
        ),
    );
}

#[test]
fn any_order_reads_back_and_nothing_that_cannot_be() {
    let read = |text: &str| {
        from_str::<CohortLog<u8>>(&tagged("cohort log", text)).map_err(|error| error.to_string())
    };
    let log = read(
        r#"{"active":[[0,1,7,[3,1,3]],[0,0,0,[2]],[0,1,-2,[1]]],"members":[[0,[9,4]],[0,[4]]]}"#,
    );
    let text = serde_json::to_string(&log.unwrap()).unwrap();
    assert_eq!(
        text,
        tagged(
            "cohort log",
            r#"{"active":[[0,0,0,[2]],[0,1,5,[1,3]]],"members":[[0,[4,9]]]}"#
        )
    );
    for (text, message) in [
        (
            r#"{"active":[[2,1,0,[3]]],"members":[]}"#,
            "cohort period (2) cannot exceed the period of the activity (1)",
        ),
        (
            r#"{"active":[[0,1,7,[]]],"members":[]}"#,
            "cell of a cohort log must be one with at least 1 customer",
        ),
        (
            r#"{"active":[],"members":[],"extra":1}"#,
            "unknown field `extra`",
        ),
    ] {
        let wrong = read(text).unwrap_err();
        assert!(wrong.starts_with(message), "{wrong}");
    }
    let text = tagged(
        "activity log",
        r#"{"active":[[1,[3,3]],[0,[2]],[1,[1]]],"paid":[[1,[[3,5],[3,-5],[1,2]]]],"starts":[[7,4],[7,2]]}"#,
    );
    let log = from_str::<ActivityLog<u8>>(&text);
    let text = serde_json::to_string(&log.unwrap()).unwrap();
    assert_eq!(
        text,
        tagged(
            "activity log",
            r#"{"active":[[0,[2]],[1,[3]]],"paid":[[1,[[1,2]]]],"starts":[[7,2]]}"#
        )
    );
}

#[test]
fn triangles() {
    let log = ActivityLog::try_from_iter([("ann", 0, cents(500)), ("bob", 1, cents(0))]).unwrap();
    let columns = [AgeWindow::period(0), AgeWindow::on_or_after(1)];
    crate::support::wire::writes(&columns, r#"[{"from":0,"to":0},{"from":1,"to":null}]"#);
    assert_eq!(
        from_str::<AgeWindow>(r#"{"from":0,"to":0}"#).unwrap(),
        columns[0]
    );
    assert_eq!(
        from_str::<AgeWindow>(r#"{"from":1,"to":null}"#).unwrap(),
        columns[1]
    );
    let triangle = log.triangle(columns, 1).unwrap();
    let text = tagged(
        "cohort triangle",
        concat!(
            r#"{"through":1,"columns":[{"from":0,"to":0},{"from":1,"to":null}],"#,
            r#""rows":[[0,1,500,[1,0],[500,0]],[1,1,0,[1,0],[0,0]]],"before_start":0}"#
        ),
    );
    crate::support::wire::writes(&triangle, &text);
    assert_eq!(from_str::<CohortTriangle>(&text).unwrap(), triangle);
    for (right, wrong) in [
        ("[[0,1,500", "[[1,1,500"),       // out of order
        ("[1,1,0,[1,0]", "[2,1,0,[1,0]"), // after the right edge
        ("[1,0],[500", "[2,0],[500"),     // more active than there are
        ("[1,0],[500", "[1],[500"),       // a column without a count
        ("[500,0]", "[500]"),
    ] {
        let wrong = text.replacen(right, wrong, 1);
        assert!(
            wrong != text && from_str::<CohortTriangle>(&wrong).is_err(),
            "{wrong}"
        );
    }
    let cell = triangle.rows().next().unwrap().cell(0).unwrap();
    saved(
        &cell,
        &tagged(
            "cohort cell",
            r#"{"active":1,"size":1,"revenue":500,"first_revenue":500}"#,
        ),
    );
}
