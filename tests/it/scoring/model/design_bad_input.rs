//! What a design refuses, and with what words.

use tenure::scoring::{Cell, ChurnScorer, Column, Design, LogisticChurn, Missing, Unseen, records};
use tenure::stats::QuantileRule;
use tenure::units::Proportion;

#[track_caller]
fn says<T: core::fmt::Debug>(result: tenure::Result<T>, message: &str) {
    assert_eq!(result.unwrap_err().to_string(), message);
}

fn design() -> Design {
    let columns = [Column::number("tenure"), Column::text("plan")];
    let training: [[Cell<'_>; 2]; 2] = [[1.into(), "a".into()], [2.into(), "b".into()]];
    Design::learn(columns, training).unwrap()
}

#[test]
fn policies_that_do_not_fit_the_column() {
    let of = |column: Column| Design::learn([column], [[Cell::Missing]]);
    let half = Proportion::new(0.5).unwrap();
    says(
        of(Column::number("x").missing(Missing::Level)),
        "feature \"x\": missing numbers must be refused, dropped, or the mean or median",
    );
    says(
        of(Column::text("x").missing(Missing::Mean)),
        "feature \"x\": missing text must be refused, dropped, or a level of its own",
    );
    says(
        of(Column::text("x").winsorise(half, QuantileRule::Linear)),
        "feature \"x\": a column to be winsorised must be one of numbers",
    );
    for (share, shown) in [(half, "0.5"), (Proportion::ZERO, "0")] {
        says(
            of(Column::number("x").winsorise(share, QuantileRule::Linear)),
            &format!(
                "feature \"x\": share to be winsorised must be above 0 and below 0.5, got {shown}"
            ),
        );
    }
    for column in [
        Column::number("x").reference("a"),
        Column::number("x").unseen(Unseen::Refuse),
    ] {
        says(
            of(column),
            "feature \"x\": a column with a reference or unseen levels must be one of text",
        );
    }
    says(
        Design::learn([Column::text("x").reference("c")], [["a"], ["b"]]),
        "feature \"x\": reference must be a level that occurs in the training rows",
    );
}

#[test]
fn columns_of_the_same_name() {
    let of =
        |columns: [Column; 2], cells: [Cell<'static>; 2]| Design::learn(columns, [cells, cells]);
    says(
        of(["x", "x"].map(Column::number), [1.into(), 2.into()]),
        "feature \"x\": its name occurs twice",
    );
    says(
        of(["x", ""].map(Column::number), [1.into(), 2.into()]),
        "feature \"\": its name must be at least one character long",
    );
    // Not by way of a level either.
    let columns = [Column::number("p=b"), Column::text("p")];
    let training: [[Cell<'_>; 2]; 2] = [[1.into(), "a".into()], [2.into(), "b".into()]];
    says(
        Design::learn(columns, training),
        "feature \"p=b\": its name occurs twice",
    );
}

#[test]
fn nothing_to_learn_from() {
    let none: [[Cell<'_>; 1]; 0] = [];
    says(
        Design::learn([Column::number("x")], none),
        "learning a design needs at least 1 complete record, got 0",
    );
    says(
        Design::learn(
            [Column::number("x").missing(Missing::Drop)],
            [[Cell::Missing]; 3],
        ),
        "learning a design needs at least 1 complete record, got 0",
    );
    says(
        Design::learn(
            [Column::number("x").missing(Missing::Median)],
            [[Cell::Missing]; 3],
        ),
        "feature \"x\": learning a column needs at least 1 value, got 0",
    );
    says(
        Design::learn(
            [Column::text("x").missing(Missing::Level)],
            [[Cell::Missing]; 3],
        ),
        "feature \"x\": learning a column needs at least 1 value, got 0",
    );
}

#[test]
fn cells_that_are_wrong() {
    let good: [Cell<'_>; 2] = [1.into(), "a".into()];
    let cases: [([Cell<'_>; 2], &str); 7] = [
        (
            [f64::NAN.into(), "a".into()],
            "feature \"tenure\": value must be a finite number, got NaN",
        ),
        (
            [f64::INFINITY.into(), "a".into()],
            "feature \"tenure\": value must be a finite number, got inf",
        ),
        (
            ["1".into(), "a".into()],
            "feature \"tenure\": value must be a number, not text",
        ),
        (
            [1.into(), 2.into()],
            "feature \"plan\": value must be text, not a number",
        ),
        (
            [1.into(), "".into()],
            "feature \"plan\": value must be text that is not empty (is it missing?)",
        ),
        (
            [Cell::Missing, "a".into()],
            "feature \"tenure\": value must be present, because the column does not accept missing values",
        ),
        (
            [1.into(), Cell::Missing],
            "feature \"plan\": value must be present, because the column does not accept missing values",
        ),
    ];
    let model = LogisticChurn::new(0.0, [("tenure", 1.0), ("plan=b", 1.0)]).unwrap();
    let scorer = ChurnScorer::new(design(), model).unwrap();
    for (record, message) in cases {
        let at = format!("item 1 was rejected: {message}");
        says(design().encode(record), message);
        says(scorer.score(record), message);
        says(scorer.explain(record), message);
        says(scorer.score_all([good, record]), &at);
        says(design().rows([(good, true), (record, false)]), &at);
        let columns = [Column::number("tenure"), Column::text("plan")];
        says(Design::learn(columns, [good, record]), &at);
    }
}

#[test]
fn records_of_the_wrong_length() {
    let message = |got| {
        format!(
            "columns of the design and cells of the record must be equal in number, got 2 and {got}"
        )
    };
    let long: [Cell<'_>; 4] = [1.into(), "a".into(), 3.into(), Cell::Missing];
    for got in [0, 1, 3, 4] {
        says(design().encode(&long[..got]), &message(got));
        let columns = [Column::number("tenure"), Column::text("plan")];
        says(
            Design::learn(columns, [&long[..got]]),
            &format!("item 0 was rejected: {}", message(got)),
        );
    }
    for places in [1, 3] {
        says(
            design().encode_into(&long[..2], &mut vec![0.0; places]),
            &format!(
                "columns of the design's rows and places for them must be equal in number, got 2 and {places}"
            ),
        );
    }
    let uneven: [&[Cell<'_>]; 2] = [&long[..3], &long[..2]];
    says(
        records(&uneven).map(Iterator::count),
        "cells of all columns must be equal in number, got 3 and 2",
    );
}

#[test]
fn a_model_of_other_rows() {
    let of = |names: &[&str]| {
        let slopes = names.iter().map(|name| (*name, 1.0));
        ChurnScorer::new(design(), LogisticChurn::new(0.0, slopes).unwrap())
    };
    assert!(of(&["tenure", "plan=b"]).is_ok());
    says(
        of(&["tenure"]),
        "columns of the design's rows and features of the model must be equal in number, got 2 and 1",
    );
    for wrong in ["plan=c", "plan"] {
        says(
            of(&["tenure", wrong]),
            &format!(
                "feature \"{wrong}\": its position in the model must be the position of the column of that name in the design"
            ),
        );
    }
    assert!(
        of(&["plan=b", "tenure"]).is_err(),
        "another order is another model"
    );
}
