//! The table.

use tenure::retention::cohorts::{ActivityLog, AgeWindow};

#[test]
fn it_is_aligned_and_unfinished_cells_are_blank() {
    let rows = (0..120_u32).map(|id| (id, i64::from(id % 3) - 1));
    let back = (0..40_u32).map(|id| (id * 3, 1));
    let log = ActivityLog::try_from_iter(rows.chain(back)).unwrap();
    let columns = [
        AgeWindow::period(0),
        AgeWindow::period(1),
        AgeWindow::between(1, 2).unwrap(),
        AgeWindow::on_or_after(2),
    ];
    let triangle = log.triangle(columns, 1).unwrap();
    assert_eq!(
        format!("\n{triangle}"),
        "
cohort         size       0     1     1-2      2+
-1               40  100.0%  0.0%  100.0%  100.0%
0                40  100.0%  0.0%
1                40  100.0%
weighted mean   120  100.0%  0.0%  100.0%  100.0%"
    );
    let named = triangle.display_with(|period| format!("the month {period} after"));
    assert_eq!(
        format!("\n{named:.2}"),
        "
cohort              size        0      1      1-2       2+
the month -1 after    40  100.00%  0.00%  100.00%  100.00%
the month 0 after     40  100.00%  0.00%
the month 1 after     40  100.00%
weighted mean        120  100.00%  0.00%  100.00%  100.00%"
    );
}

#[test]
fn a_window_is_as_wide_as_asked_for() {
    let window = AgeWindow::between(10, 12).unwrap();
    assert_eq!(
        format!(
            "{window:>8}|{:6}|{:^5}|",
            AgeWindow::on_or_after(3),
            AgeWindow::period(7)
        ),
        "   10-12|3+    |  7  |"
    );
}
