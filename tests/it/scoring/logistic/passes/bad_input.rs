//! What is refused, in which words, and what is extreme but right.

use ndarray::arr2;
use tenure::Error;
use tenure::scoring::{FeatureSummary, LabelledRows, LabelledView, NewtonPoint};

use crate::support::assert_close;

fn line(slope: f64) -> NewtonPoint {
    NewtonPoint::new(0.0, &[slope]).unwrap()
}

#[track_caller]
fn says<T: core::fmt::Debug>(result: Result<T, Error>, text: &str) {
    assert_eq!(result.unwrap_err().to_string(), text);
}

/// |η| of 37, 710 and 1000: p is 0 or 1 to the last bit, but no sum is lost or infinite.
#[test]
fn confident_customers() {
    for eta in [37.0, 710.0, 745.0, 1000.0, 1e300] {
        let right = line(eta).pass([([1.0], true), ([-1.0], false)]).unwrap();
        // ln(1 + t) and t/(1 + t) are t, to the last bit.
        let t = libm_exp(-eta);
        assert_close(right.log_likelihood().unwrap(), -2.0 * t, 1e-15);
        assert_close(right.gradient().unwrap()[1], 2.0 * t, 1e-15);
        assert_close(right.gram().unwrap()[[1, 1]], 2.0 * t, 1e-15);

        let wrong = line(eta).pass([([1.0], false)]).unwrap();
        assert_eq!(wrong.log_likelihood().unwrap(), -eta);
        assert_eq!(wrong.gradient().unwrap(), [-1.0, -1.0]);
        assert_close(wrong.gram().unwrap()[[0, 0]], t, 1e-15);
    }
    // statsmodels and p·(1 − p) lose this one: 8.53e-17.
    let gram = line(37.0).pass([([1.0], true)]).unwrap().gram().unwrap();
    assert_close(gram[[0, 0]], 8.533_047_625_744_066e-17, 1e-14);
}

fn libm_exp(x: f64) -> f64 {
    #[allow(clippy::disallowed_methods, reason = "an oracle to 1e-15")]
    x.exp()
}

#[test]
fn features_that_are_not_numbers() {
    let text = r#"item 2 was rejected: feature "x2": feature must be a finite number, got NaN"#;
    let rows = [
        ([0.0, 1.0], true),
        ([1.0, 2.0], false),
        ([2.0, f64::NAN], true),
    ];
    let point = NewtonPoint::new(0.0, &[0.0, 0.0]).unwrap();
    says(point.pass(rows), text);
    says(FeatureSummary::try_from_iter(rows), text);
    // Nor are they passed over where the customer counts for nothing.
    let weighted = rows.map(|(x, y)| (x, y, if x[1].is_nan() { 0.0 } else { 1.0 }));
    says(point.pass_weighted(weighted), text);
    says(FeatureSummary::try_from_weighted_iter(weighted), text);
    let nobody = weighted.map(|(x, y, _)| (x, y, 0.0));
    says(FeatureSummary::try_from_weighted_iter(nobody), text);

    let features = arr2(&[[0.0, 1.0], [f64::NEG_INFINITY, 1.0]]);
    let names = ["tenure".into(), "tickets".into()];
    let view = LabelledView::new(features.view(), &[true, false]).unwrap();
    let view = view.named(&names).unwrap();
    let text =
        r#"item 1 was rejected: feature "tenure": feature must be a finite number, got -inf"#;
    says(point.pass_view(view), text);
    says(FeatureSummary::try_from_view(view), text);

    // The index is that of the whole, not of a block.
    let far = (0..5000).map(|i| ([0.0, if i == 3333 { f64::NAN } else { 0.0 }], true));
    let text = r#"item 3333 was rejected: feature "x2": feature must be a finite number, got NaN"#;
    says(point.pass(far.clone()), text);
    says(FeatureSummary::try_from_iter(far), text);
}

#[test]
fn sums_that_overflow() {
    says(
        line(1e300).pass([([1.0], true), ([1e300], true)]),
        "item 1 was rejected: linear predictor must be a finite number, got inf",
    );
    // But who counts for nothing overflows nothing.
    let weighted = [([1.0], true, 1.0), ([1e300], true, 0.0)];
    let counted = line(1e300).pass([([1.0], true)]).unwrap();
    assert_eq!(line(1e300).pass_weighted(weighted).unwrap(), counted);
    says(
        line(0.0).pass_weighted([([1e200], true, 1e200)]),
        "a sum over the customers has no finite value: weights or features are too large to be added up",
    );
    says(
        FeatureSummary::try_from_iter([([1.0, 1e151], true)]),
        r#"item 0 was rejected: feature "x2": feature must be at most 1e150 in size, got 1e151"#,
    );
    says(
        FeatureSummary::try_from_iter([([f64::MAX], true), ([f64::MIN], false)]),
        r#"item 0 was rejected: feature "x1": feature must be at most 1e150 in size, got 1.7976931348623157e308"#,
    );
    says(
        FeatureSummary::try_from_weighted_iter([([1.0], true, 1e308), ([-1.0], true, 1e308)]),
        "the sum of the weights has no finite value: they are too large to be added up",
    );
    says(
        FeatureSummary::try_from_weighted_iter([([1e150], true, 1e300), ([-1e150], true, 1e300)]),
        r#"feature "x1": the spread of the values has no finite value: values or weights are too large to be added up"#,
    );
}

#[test]
fn shapes_that_do_not_fit() {
    says(
        line(1.0).pass([([1.0, 2.0], true)]),
        "item 0 was rejected: the features of each customer must be equal in number, got 1 and 2",
    );
    says(
        FeatureSummary::try_from_iter([(vec![1.0, 2.0], true), (vec![1.0], true)]),
        "item 1 was rejected: the features of each customer must be equal in number, got 2 and 1",
    );
    // A row before the one of another width is told of first.
    says(
        FeatureSummary::try_from_iter([(vec![f64::NAN, 2.0], true), (vec![1.0], true)]),
        r#"item 0 was rejected: feature "x1": feature must be a finite number, got NaN"#,
    );
    let features = arr2(&[[0.0, 1.0]]);
    let view = LabelledView::new(features.view(), &[true]).unwrap();
    says(
        line(1.0).pass_view(view),
        "the features of the customers and of the model must be equal in number, got 2 and 1",
    );
    says(
        LabelledView::new(features.view(), &[]),
        "rows of features and labels must be equal in number, got 1 and 0",
    );
    let two = [1.0, 2.0];
    says(
        view.weighted(&two),
        "rows and weights must be equal in number, got 1 and 2",
    );
    let one = ["one".into()];
    says(
        view.named(&one),
        "features and names must be equal in number, got 2 and 1",
    );
    for (weight, text) in [
        (
            -1.0,
            "item 0 was rejected: weight must be at least 0, got -1",
        ),
        (
            f64::NAN,
            "item 0 was rejected: weight must be a finite number, got NaN",
        ),
    ] {
        let weights = [weight];
        let features = features.view();
        let view = LabelledView::new(features, &[true]).unwrap();
        says(view.weighted(&weights), text);
        says(line(1.0).pass_weighted([([1.0], true, weight)]), text);
        says(
            LabelledRows::try_from_weighted_iter([([1.0], true, weight)]),
            text,
        );
    }
    says(
        NewtonPoint::new(f64::NAN, &[]),
        "coefficient must be a finite number, got NaN",
    );
}

#[test]
fn nobody() {
    let nothing = LabelledRows::default();
    let pass = line(1.0).pass_view(nothing.view()).unwrap();
    assert_eq!(pass.log_likelihood(), Some(0.0));
    assert_eq!(pass.gradient(), Some(vec![0.0, 0.0]));
    let summary = FeatureSummary::try_from_view(nothing.view()).unwrap();
    assert_eq!(summary, FeatureSummary::default());
    assert_eq!((summary.customers(), summary.means()), (0, None));
    assert_eq!((summary.width(), summary.deviations()), (None, None));
    // Of weight 0 is nobody, too.
    let weightless = FeatureSummary::try_from_weighted_iter([([1.0], true, 0.0)]).unwrap();
    assert_eq!(weightless, FeatureSummary::default());
    let none: [([f64; 1], bool); 0] = [];
    assert_eq!(line(1.0).pass(none).unwrap(), pass);
    assert_eq!(line(1.0).pass_weighted([([7.0], true, 0.0)]).unwrap(), pass);
    // No features: the intercept alone.
    let alone = NewtonPoint::new(0.0, &[]).unwrap();
    let pass = alone.pass([([0.0; 0], true), ([0.0; 0], false)]).unwrap();
    assert_eq!(pass.gradient(), Some(vec![0.0]));
    assert_eq!(pass.gram().unwrap()[[0, 0]], 0.5);
}
