//! What is refused, with what words; what is extreme, and still has an answer.

use ndarray::{Array2, array};
use tenure::Error;
use tenure::scoring::{Cell, LogisticChurn};
use tenure::units::Proportion;

use super::model;

#[track_caller]
fn says<T: core::fmt::Debug>(result: tenure::Result<T>, message: &str) {
    assert_eq!(result.unwrap_err().to_string(), message);
}

#[test]
fn coefficients_that_are_none() {
    let of = |coefficients: &[(&str, f64)]| LogisticChurn::new(0.5, coefficients.iter().copied());
    says(
        LogisticChurn::new(f64::NAN, [("a", 1.0)]),
        "intercept must be a finite number, got NaN",
    );
    says(
        of(&[("a", 1.0), ("b", f64::INFINITY)]),
        "feature \"b\": coefficient must be a finite number, got inf",
    );
    says(
        of(&[("a", 1.0), ("b", 2.0), ("a", 1.0)]),
        "feature \"a\": its name occurs twice",
    );
    says(
        of(&[("a", 1.0), ("", 2.0)]),
        "feature \"\": its name must be at least one character long",
    );
    says(
        model().with_means([1.0, 2.0]),
        "features of the model and their means must be equal in number, got 3 and 2",
    );
    says(
        model().with_means([1.0, f64::NAN, 3.0]),
        "feature \"tickets\": mean must be a finite number, got NaN",
    );
}

#[test]
fn rows_of_the_wrong_width() {
    let model = model();
    for (row, got) in [
        (&[1.0, 2.0][..], 2),
        (&[1.0; 5], 5),
        (&[], 0),
        (&[1.0; 4], 4),
    ] {
        let message = format!(
            "features of the model and values of the customer must be equal in number, got 3 and {got}"
        );
        says(model.score(row), &message);
        says(model.logit(row), &message);
        says(model.explain(row), &message);
        says(
            model.score_all([&[1.0, 2.0, 3.0][..], row]),
            &format!("item 1 was rejected: {message}"),
        );
    }
    let message =
        "features of the model and columns of the matrix must be equal in number, got 3 and 2";
    says(model.score_view(Array2::zeros((4, 2)).view()), message);
    #[cfg(feature = "rayon")]
    says(model.par_score_view(Array2::zeros((4, 2)).view()), message);
}

#[test]
fn values_that_are_none() {
    let model = model();
    for (bad, shown) in [
        (f64::NAN, "NaN"),
        (f64::INFINITY, "inf"),
        (f64::NEG_INFINITY, "-inf"),
    ] {
        let message = format!("feature \"tickets\": value must be a finite number, got {shown}");
        says(model.score([1.0, bad, 2.0]), &message);
        says(model.explain([1.0, bad, 2.0]), &message);
        // Not by way of a coefficient of 0 either, nor after an overflow.
        let idle = LogisticChurn::new(0.0, [("a", 1e300), ("tickets", 0.0)]).unwrap();
        says(idle.score([1.0, bad]), &message);
        says(idle.score([1e300, bad]), &message);

        let mut rows = Array2::from_elem((500, 3), 1.0);
        rows[[317, 1]] = bad;
        rows[[400, 2]] = bad;
        let message = format!("item 317 was rejected: {message}");
        says(model.score_view(rows.view()), &message);
        says(
            model.score_view(rows.clone().reversed_axes().as_standard_layout().t()),
            &message,
        );
        says(model.score_all(rows.rows()), &message);
    }
}

/// On many threads the first bad row is named, whichever thread comes upon one first.
#[cfg(feature = "rayon")]
#[test]
fn the_first_bad_row_is_named_on_any_number_of_threads() {
    let mut rows = Array2::from_elem((40_000, 3), 1.0);
    for bad in [20_123, 20_124, 39_999] {
        rows[[bad, 2]] = f64::NAN;
    }
    says(
        model().par_score_view(rows.view()),
        "item 20123 was rejected: feature \"age\": value must be a finite number, got NaN",
    );
}

#[test]
fn names_that_are_wrong() {
    let model = model();
    let right = [("tickets", 1.0), ("age", 2.0), ("tenure", 3.0)];
    assert!(model.score_named(right).is_ok());
    says(
        model.score_named(right[..2].to_vec()),
        "feature \"tenure\": its value must be given",
    );
    let mut unknown = right.to_vec();
    unknown.push(("Tenure", 3.0));
    says(
        model.score_named(unknown.clone()),
        "feature \"Tenure\": its name must be one of the model's features",
    );
    unknown[3].0 = "age";
    says(
        model.score_named(unknown.clone()),
        "feature \"age\": its value occurs twice",
    );
    says(
        model.explain_named(unknown),
        "feature \"age\": its value occurs twice",
    );
    says(
        model.score_named([("tickets", f64::NAN), ("age", 2.0), ("tenure", 3.0)]),
        "feature \"tickets\": value must be a finite number, got NaN",
    );
    assert!(matches!(
        model.score_named([("x", 1.0)]).unwrap_err(),
        Error::Feature { name, .. } if &*name == "x"
    ));
}

#[test]
fn prevalence_of_nobody_and_of_everybody() {
    let half = Proportion::new(0.5).unwrap();
    for (edge, shown) in [(Proportion::ZERO, "0"), (Proportion::ONE, "1")] {
        says(
            model().with_prevalence(edge, half),
            &format!("prevalence in training must be above 0 and below 1, got {shown}"),
        );
        says(
            model().with_prevalence(half, edge),
            &format!("real prevalence must be above 0 and below 1, got {shown}"),
        );
    }
    // The rarest churn there is has a score still.
    let rarest = Proportion::new(f64::from_bits(1)).unwrap();
    let model = model().with_prevalence(half, rarest).unwrap();
    assert!(model.intercept() > -746.0 && model.intercept() < -740.0);
}

/// Logits far beyond where e^η overflows, sums that overflow on their way, and sums that come back.
#[test]
fn enormous_logits_saturate() {
    let model = LogisticChurn::new(0.0, [("a", 1e200), ("b", -1e200), ("c", 1.0)]).unwrap();
    let cases: [([f64; 3], f64, f64); 8] = [
        ([0.0, 0.0, 1000.0], 1000.0, 1.0),
        ([0.0, 0.0, -1000.0], -1000.0, 0.0),
        ([1e200, 0.0, 0.0], f64::MAX, 1.0),
        ([0.0, 1e200, 0.0], f64::MIN, 0.0),
        ([1e200, 1e200, 3.0], 3.0, 0.952_574_126_822_433_4),
        ([f64::MAX, f64::MAX, -3.0], -3.0, 0.047_425_873_177_566_78),
        ([f64::MAX, f64::MIN, 0.0], f64::MAX, 1.0),
        ([f64::MIN, f64::MAX, 0.0], f64::MIN, 0.0),
    ];
    let mut rows = Array2::zeros((cases.len(), 3));
    for (index, (row, logit, p)) in cases.iter().enumerate() {
        assert_eq!(model.logit(row).unwrap(), *logit, "{row:?}");
        let score = model.score(row).unwrap().get();
        assert!((score - p).abs() <= 1e-15, "{row:?}: {score}");
        let why = model.explain(row).unwrap();
        assert!(why.contributions().iter().all(|c| c.logit.is_finite()));
        assert!(!why.to_string().contains("inf"));
        rows.row_mut(index).assign(&array![row[0], row[1], row[2]]);
    }
    let scores = model.score_view(rows.view()).unwrap();
    assert_eq!(scores, model.score_all(rows.rows()).unwrap());
    assert_eq!(
        scores,
        model
            .score_view(rows.clone().reversed_axes().as_standard_layout().t())
            .unwrap()
    );

    // A distance from the mean that overflows, times almost nothing.
    let model = LogisticChurn::new(0.0, [("a", 1e-308)]).unwrap();
    let model = model.with_means([f64::MIN]).unwrap();
    let c = model.explain([f64::MAX]).unwrap().contributions()[0].logit;
    assert!((c / 3.595_386_269_724_631 - 1.0).abs() < 1e-12, "{c}");
    let idle = LogisticChurn::new(0.0, [("a", 0.0)]).unwrap();
    let idle = idle.with_means([f64::MIN]).unwrap();
    assert_eq!(
        idle.explain([f64::MAX]).unwrap().contributions()[0].logit,
        0.0
    );
}

/// Negative zeros go in, none comes out.
#[test]
fn negative_zero_does_not_leave() {
    let model = LogisticChurn::new(-0.0, [("a", -0.0)]).unwrap();
    let model = model.with_means([-0.0]).unwrap();
    let why = model.explain([-0.0]).unwrap();
    let all = [
        model.intercept(),
        model.coefficients()[0],
        model.means()[0],
        model.logit([-0.0]).unwrap(),
        why.contributions()[0].logit,
        why.base_logit(),
        why.logit(),
    ];
    for x in all {
        assert_eq!(x.to_bits(), 0);
    }
    assert_eq!(&*why.contributions()[0].value, "0");
}

/// What would print as 0 is no reason, and no number fills three lines.
#[test]
fn explanations_read_well_whatever_the_numbers() {
    let slopes = [
        ("a", 1e-9),
        ("b", -1e-9),
        ("c", -1.0),
        ("d", 1e-300),
        ("e", 1e300),
    ];
    let model = LogisticChurn::new(0.0, slopes).unwrap();
    let why = model.explain([1.0, 1.0, 2.0, 1e300, -1e-300]).unwrap();
    assert_eq!(
        why.to_string(),
        "churn probability 11.9%, against 50.0% for the baseline customer\n\
         raised by\n  d = 1e300     +1.00\n\
         lowered by\n  c = 2         -2.00\n  e = -1e-300   -1.00"
    );
    assert_eq!(format!("{why:.10}").matches("0.0000000010").count(), 2);
    let printed: Vec<_> = why
        .contributions()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(printed[1], "b = 1 (+0.00)");
    assert_eq!(printed[4], "e = -1e-300 (-1.00)");
    for (x, shown) in [
        (0.25, "0.25"),
        (1e6, "1000000"),
        (1e16, "1e16"),
        (1e-6, "0.000001"),
        (-9e-7, "-9e-7"),
        (f64::MAX, "1.7976931348623157e308"),
        (5e-324, "5e-324"),
        (-0.0, "0"),
    ] {
        assert_eq!(Cell::Number(x).to_string(), shown);
        let why = model.explain([x, 0.0, 0.0, 0.0, 0.0]).unwrap();
        assert_eq!(&*why.contributions()[0].value, shown);
    }
}
