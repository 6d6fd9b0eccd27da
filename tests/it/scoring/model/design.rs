//! Records become rows: the same way every time, from what the training rows said alone.

use ndarray::array;
use proptest::prelude::*;
use tenure::scoring::{Cell, ChurnScorer, Column, Design, LogisticChurn, Missing, Unseen, records};
use tenure::stats::{QuantileRule, Sample};
use tenure::units::Proportion;

const PLANS: [&str; 4] = ["Monthly", "One year", "Two year", "Ünlimited"];

fn share(p: f64) -> Proportion {
    Proportion::new(p).unwrap()
}

/// (spend, plan, age), two of them missing now and then.
type Record = (Option<f64>, Option<usize>, f64);

fn record() -> impl Strategy<Value = Record> {
    let spend = prop::option::weighted(0.8, prop_oneof![-50.0..50.0, -1e9..1e9, Just(-0.0)]);
    (
        spend,
        prop::option::weighted(0.9, 0..PLANS.len()),
        -9.0..9.0,
    )
}

fn cells(record: &Record) -> [Cell<'static>; 3] {
    let plan = record.1.map(|place| PLANS[place]);
    [record.0.into(), plan.into(), record.2.into()]
}

fn columns(missing: Missing) -> [Column; 3] {
    [
        Column::number("spend")
            .missing(missing)
            .winsorise(share(0.1), QuantileRule::Linear),
        Column::text("plan").missing(Missing::Level),
        Column::number("age"),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn rows_are_what_the_policies_say(
        mut training in prop::collection::vec(record(), 1..60),
        later in prop::collection::vec(record(), 0..20),
        median: bool,
    ) {
        training.push((Some(1.5), Some(0), 0.0)); // something to learn from
        let policy = if median { Missing::Median } else { Missing::Mean };
        let design = Design::learn(columns(policy), training.iter().map(cells)).unwrap();

        let seen = Sample::try_from_iter(training.iter().filter_map(|r| r.0)).unwrap();
        let low = seen.quantile(share(0.1), QuantileRule::Linear).unwrap();
        let high = seen.quantile(share(0.9), QuantileRule::Linear).unwrap();
        let used = Sample::try_from_iter(seen.sorted().iter().map(|x| x.clamp(low, high))).unwrap();
        let fill = if median { seen.median().unwrap() } else { used.moments().mean().unwrap() };
        let indicator = training.iter().any(|r| r.0.is_none());

        let names: Vec<_> = design.names().map(String::from).collect();
        prop_assert_eq!(names.len(), design.width());
        prop_assert_eq!(&names[0], "spend");
        prop_assert_eq!(names.contains(&"spend missing".to_string()), indicator);
        prop_assert_eq!(
            names.contains(&"plan missing".to_string()),
            training.iter().any(|r| r.1.is_none())
        );
        prop_assert!(!names.contains(&"plan=Monthly".to_string()), "the first level is the reference");

        for record in training.iter().chain(&later) {
            let row = match design.encode(cells(record)) {
                Ok(row) => row.unwrap(),
                Err(error) => {
                    let message = error.to_string();
                    prop_assert_eq!(message, "feature \"plan\": value must be one that occurred in training");
                    prop_assert!(training.iter().all(|r| r.1 != record.1));
                    continue;
                }
            };
            prop_assert_eq!(&design.encode(cells(record)).unwrap().unwrap(), &row);
            let spend = record.0.map_or(fill, |x| x.clamp(low, high));
            prop_assert!((row[0] - spend).abs() <= 1e-12 * spend.abs().max(1e-300), "{} {}", row[0], spend);
            prop_assert!((low..=high).contains(&row[0]));
            for x in &row {
                prop_assert!(x.is_finite() && (*x != 0.0 || x.is_sign_positive()));
            }
            let levels: f64 = names.iter().zip(&row).filter(|(n, _)| n.starts_with("plan")).map(|(_, x)| x).sum();
            prop_assert_eq!(levels, if record.1 == Some(0) { 0.0 } else { 1.0 });
            if indicator {
                prop_assert_eq!(row[1], if record.0.is_none() { 1.0 } else { 0.0 });
            }
            prop_assert_eq!(*row.last().unwrap(), record.2);
        }
    }

    /// Whoever is encoded with them or before them, customers have the same row; the order of the training
    /// rows does not matter; what is dropped is counted and teaches nothing.
    #[test]
    fn dropped_rows_are_counted_and_teach_nothing(
        mut training in prop::collection::vec((record(), any::<bool>()), 1..40),
    ) {
        training.push(((Some(1.5), Some(0), 0.0), true));
        let design = Design::learn(columns(Missing::Drop), training.iter().map(|(r, _)| cells(r))).unwrap();
        let complete: Vec<_> = training.iter().filter(|(r, _)| r.0.is_some()).copied().collect();
        let of_complete = Design::learn(columns(Missing::Drop), complete.iter().rev().map(|(r, _)| cells(r)));
        prop_assert_eq!(&of_complete.unwrap(), &design);

        let known = |r: &Record| complete.iter().any(|(seen, _)| seen.1 == r.1);
        let asked: Vec<_> = training.iter().filter(|(r, _)| known(r)).copied().collect();
        let encoded = design.rows(asked.iter().map(|(r, label)| (cells(r), *label))).unwrap();
        let dropped: Vec<_> = (0..asked.len()).filter(|i| asked[*i].0.0.is_none()).collect();
        prop_assert_eq!(&*encoded.dropped, &dropped);
        let view = encoded.rows.view();
        prop_assert_eq!(view.len() + dropped.len(), asked.len());
        let kept = asked.iter().filter(|(r, _)| r.0.is_some());
        for (((record, label), row), churned) in kept.zip(view.features().rows()).zip(view.churned()) {
            prop_assert_eq!(label, churned);
            prop_assert_eq!(Some(row.to_vec()), design.encode(cells(record)).unwrap());
        }
    }

    /// The scorer is the design and then the model, and its reasons are added up by column.
    #[test]
    fn a_scorer_is_its_two_parts(training in prop::collection::vec(record(), 1..40), slopes in prop::collection::vec(-2.0..2.0_f64, 8)) {
        let mut training = training;
        training.push((Some(1.5), Some(0), 0.0));
        let [spend, plan, age] = columns(Missing::Mean);
        let plan = plan.unseen(Unseen::Average);
        let design = Design::learn([spend, plan, age], training.iter().map(cells)).unwrap();
        let named = design.names().map(String::from).zip(slopes);
        let model = LogisticChurn::new(-0.5, named).unwrap();
        let means = (0..design.width()).map(|j| j as f64 / 7.0).collect::<Vec<_>>();
        let model = model.with_means(means).unwrap();
        let scorer = ChurnScorer::new(design.clone(), model.clone()).unwrap();
        let all = scorer.score_all(training.iter().map(cells)).unwrap();
        for (record, score) in training.iter().zip(all) {
            let row = design.encode(cells(record)).unwrap().unwrap();
            prop_assert_eq!(score, Some(model.score(&row).unwrap()));
            prop_assert_eq!(scorer.score(cells(record)).unwrap(), score);
            let why = scorer.explain(cells(record)).unwrap().unwrap();
            prop_assert_eq!(Some(why.probability()), score);
            let features: Vec<_> = why.contributions().iter().map(|c| &*c.feature).collect();
            prop_assert_eq!(features, ["spend", "plan", "age"]);
            let sum: f64 = why.contributions().iter().map(|c| c.logit).sum();
            let size = 1.0 + row.iter().fold(0.0, |s, x| s + 2.0 * x.abs());
            prop_assert!((why.base_logit() + sum - why.logit()).abs() <= 1e-12 * size);
        }
    }
}

fn of_plans(column: Column, plans: &[&str]) -> tenure::Result<Design> {
    Design::learn([column], plans.iter().map(|plan| [*plan]))
}

fn names(design: &Design) -> Vec<&str> {
    design.names().collect()
}

#[test]
fn the_reference_may_be_named() {
    let plans = ["b", "a", "c", "b"];
    assert_eq!(
        names(&of_plans(Column::text("p"), &plans).unwrap()),
        ["p=b", "p=c"]
    );
    for (reference, shown) in [
        ("a", ["p=b", "p=c"]),
        ("b", ["p=a", "p=c"]),
        ("c", ["p=a", "p=b"]),
    ] {
        let design = of_plans(Column::text("p").reference(reference), &plans).unwrap();
        assert_eq!(names(&design), shown);
        assert_eq!(design.encode([reference]).unwrap().unwrap(), [0.0, 0.0]);
        for (place, name) in shown.iter().enumerate() {
            let mut row = [0.0, 0.0];
            row[place] = 1.0;
            assert_eq!(
                design
                    .encode([name.strip_prefix("p=").unwrap()])
                    .unwrap()
                    .unwrap(),
                row
            );
        }
    }
    // A text that never changes says nothing, in no columns.
    assert_eq!(of_plans(Column::text("p"), &["a", "a"]).unwrap().width(), 0);
}

#[test]
fn a_new_level_is_what_its_policy_says() {
    let plans = ["b", "a", "c", "b"];
    let of = |unseen| of_plans(Column::text("p").unseen(unseen), &plans).unwrap();
    assert!(of(Unseen::Refuse).encode(["z"]).is_err());
    assert_eq!(
        of(Unseen::Reference).encode(["z"]).unwrap().unwrap(),
        [0.0, 0.0]
    );
    assert_eq!(
        of(Unseen::Average).encode(["z"]).unwrap().unwrap(),
        [0.5, 0.25]
    );
    // Missing is a new level too, where it never was one in training.
    let design = of_plans(Column::text("p").missing(Missing::Level), &plans).unwrap();
    let error = design.encode([Cell::Missing]).unwrap_err().to_string();
    assert_eq!(
        error,
        "feature \"p\": value must be one that occurred in training"
    );
    // And an answer among others where it was.
    let column = Column::text("p")
        .missing(Missing::Level)
        .unseen(Unseen::Average);
    let some = [Some("b"), None, Some("a"), None, Some("b")];
    let design = Design::learn([column], some.map(|plan| [plan])).unwrap();
    assert_eq!(names(&design), ["p=b", "p missing"]);
    assert_eq!(design.encode([None::<&str>]).unwrap().unwrap(), [0.0, 1.0]);
    assert_eq!(design.encode(["z"]).unwrap().unwrap(), [0.4, 0.4]);
}

/// Rows of a matrix, and data kept by column.
#[test]
fn records_come_in_many_shapes() {
    let matrix = array![[1.0, 2.0], [3.0, 4.0]];
    let design = Design::learn(["a", "b"].map(Column::number), matrix.rows()).unwrap();
    assert_eq!(design.encode(matrix.row(1)).unwrap().unwrap(), [3.0, 4.0]);

    let tenure = [1, 2, 3].map(Cell::from);
    let owned = ["x", "y", "x"].map(String::from);
    let plan: Vec<_> = owned.iter().map(Cell::from).collect();
    let by_column: [&[Cell<'_>]; 2] = [&tenure, &plan];
    let columns = [Column::number("tenure"), Column::text("plan")];
    let design = Design::learn(columns, records(&by_column).unwrap()).unwrap();
    let rows = design
        .rows(records(&by_column).unwrap().zip([true, false, true]))
        .unwrap();
    assert_eq!(
        rows.rows.view().features(),
        array![[1.0, 0.0], [2.0, 1.0], [3.0, 0.0]]
    );
    assert_eq!(records(&[]).unwrap().count(), 0);
}

/// No row of the hold-out changes anything, however far out it is.
#[test]
fn the_mean_of_winsorised_numbers_stands_in() {
    let column = Column::number("x")
        .missing(Missing::Mean)
        .winsorise(share(0.25), QuantileRule::NearestRank);
    let training = [Some(1.0), Some(2.0), Some(3.0), Some(1e6), None];
    let design = Design::learn([column], training.map(|x| [x])).unwrap();
    // The quartiles are 1 and 3, so that 1e6 counts as 3.
    assert_eq!(design.encode([1e9]).unwrap().unwrap(), [3.0, 0.0]);
    assert_eq!(design.encode([-1e9]).unwrap().unwrap(), [1.0, 0.0]);
    assert_eq!(design.encode([None::<f64>]).unwrap().unwrap(), [2.25, 1.0]);
    // Nothing was missing in training: no indicator, which would say nothing there.
    let column = Column::number("x").missing(Missing::Median);
    let design = Design::learn([column], [[1.0], [2.0], [4.0]]).unwrap();
    assert_eq!(names(&design), ["x"]);
    assert_eq!(design.encode([Cell::Missing]).unwrap().unwrap(), [2.0]);
}

#[test]
fn a_dropped_customer_has_no_score() {
    let design = Design::learn([Column::number("x").missing(Missing::Drop)], [[1.0]]).unwrap();
    let model = LogisticChurn::new(0.0, [("x", 1.0)]).unwrap();
    let scorer = ChurnScorer::new(design, model).unwrap();
    assert_eq!(scorer.score([Cell::Missing]).unwrap(), None);
    assert_eq!(scorer.explain([Cell::Missing]).unwrap(), None);
    assert_eq!(
        scorer
            .score_all([[Cell::Missing], [Cell::Number(0.0)]])
            .unwrap(),
        [None, Some(share(0.5))]
    );
}

/// A level that only occurs in records left out for another column is not known, and need not be: the training rows
/// themselves would be refused.
#[test]
fn what_is_left_out_may_have_levels_of_its_own() {
    let columns = [
        Column::text("plan"),
        Column::number("spend").missing(Missing::Drop),
    ];
    let training: [([Cell<'_>; 2], bool); 3] = [
        (["a".into(), 1.into()], true),
        (["rare".into(), Cell::Missing], false),
        (["b".into(), 2.into()], false),
    ];
    let design = Design::learn(columns, training.iter().map(|(record, _)| record)).unwrap();
    assert_eq!(names(&design), ["plan=b", "spend"]);
    let encoded = design.rows(training).unwrap();
    assert_eq!(*encoded.dropped, [1]);
    assert_eq!(
        encoded.rows.view().features(),
        array![[0.0, 1.0], [1.0, 2.0]]
    );
    let kept: [Cell<'_>; 2] = ["rare".into(), 1.into()];
    assert_eq!(
        design.encode(kept).unwrap_err().to_string(),
        "feature \"plan\": value must be one that occurred in training"
    );
}

/// Fields of a file and of a program's own records.
#[test]
fn cells_come_of_whatever_records_hold() {
    assert_eq!(Cell::parsed(" -1.5e3 ").unwrap(), Cell::Number(-1500.0));
    assert_eq!(Cell::parsed("").unwrap(), Cell::Missing);
    for wrong in ["1,5", "1 000", "0x10", "n/a", "-"] {
        assert_eq!(
            Cell::parsed(wrong).unwrap_err().to_string(),
            "value must be a number, or nothing where it is missing",
            "{wrong}"
        );
    }
    for (never, shown) in [("NaN", "NaN"), ("1e999", "inf"), ("-Infinity", "-inf")] {
        assert_eq!(
            Cell::parsed(never).unwrap_err().to_string(),
            format!("value must be a finite number, got {shown}")
        );
    }
    assert_eq!(
        [Cell::from(true), (&false).into()],
        [Cell::Number(1.0), Cell::Number(0.0)]
    );
    let texts = [Some("a".to_string()), None];
    assert_eq!(
        texts.each_ref().map(Cell::from),
        [Cell::Text("a"), Cell::Missing]
    );

    // By reference as by value.
    let design = Design::learn([Column::number("x").missing(Missing::Mean)], [[1.0]]).unwrap();
    let given = [Some(2.0)];
    assert_eq!(
        design.encode(given.iter()).unwrap(),
        design.encode(given).unwrap()
    );
    let design = Design::learn([Column::text("x")], [["a"], ["b"]]).unwrap();
    assert_eq!(
        design.encode(["b"].iter()).unwrap(),
        design.encode(["b"]).unwrap()
    );
    assert_eq!(design.encode([Some("b")].iter()).unwrap().unwrap(), [1.0]);
}

/// Case and blanks count; an `=` in a name or a level is harmless until two columns would have one name.
#[test]
fn levels_are_compared_letter_by_letter() {
    let levels = [["Monthly"], ["monthly"], ["Monthly "], ["="]];
    let design = Design::learn([Column::text("plan")], levels).unwrap();
    assert_eq!(
        names(&design),
        ["plan=Monthly", "plan=Monthly ", "plan=monthly"]
    );
    let columns = [Column::text("a"), Column::text("a=b")];
    let clash = Design::learn(columns, [["a", "a"], ["b=c", "c"]]);
    assert_eq!(
        clash.unwrap_err().to_string(),
        "feature \"a=b=c\": its name occurs twice"
    );
}

#[test]
fn ten_thousand_levels() {
    let texts: Vec<_> = (0..10_000).map(|i| format!("{i:05}")).collect();
    let column = Column::text("postcode").unseen(Unseen::Average);
    let design = Design::learn([column], texts.iter().map(|text| [text])).unwrap();
    assert_eq!(design.width(), 9_999);
    for (place, text) in texts.iter().enumerate().step_by(997) {
        let row = design.encode([text]).unwrap().unwrap();
        assert_eq!(row.iter().sum::<f64>(), f64::from(place > 0));
        assert!(place == 0 || row[place - 1] == 1.0);
    }
    let average = design.encode(["no such"]).unwrap().unwrap();
    assert!(average.iter().all(|share| *share == 1e-4));
}
