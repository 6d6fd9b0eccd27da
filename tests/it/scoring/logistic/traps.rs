//! What breaks other fits: extreme logits, degenerate designs, bad data, and what is said of them.

use tenure::scoring::{FeatureSummary, LabelledRows, LogisticChurn, NewtonPass, OnAliased};

fn refused<const P: usize>(rows: &[([f64; P], bool)]) -> String {
    LogisticChurn::fitter()
        .fit(rows.to_vec())
        .unwrap_err()
        .to_string()
}

const ROWS: [([f64; 1], bool); 6] = [
    ([1.0], false),
    ([2.0], false),
    ([3.0], true),
    ([4.0], false),
    ([6.0], true),
    ([9.0], true),
];

fn with<const P: usize>(of: impl Fn(f64) -> [f64; P]) -> Vec<([f64; P], bool)> {
    ROWS.iter()
        .map(|([x], churned)| (of(*x), *churned))
        .collect()
}

#[test]
fn degenerate_data() {
    assert_eq!(
        refused::<1>(&[]),
        "a churn model needs at least 1 customer who churned, got 0"
    );
    assert_eq!(
        refused(&[([1.0], true), ([2.0], true)]),
        "a churn model needs at least 1 customer who stayed, got 0"
    );
    assert_eq!(
        refused(&with(|x| [x, 7.0])),
        "\"x2\" can be computed from the features before, so their effects cannot be told apart; drop it"
    );
    assert_eq!(
        refused(&with(|x| [x, 3.0 - 2.0 * x, 1e9 + x])),
        "\"x2\" and \"x3\" can be computed from the features before, so their effects cannot be told apart; drop them"
    );
    // More coefficients than customers; as many.
    let wide = [
        ([1.0, 2.0, 5.0], false),
        ([2.0, 1.0, 3.0], true),
        ([2.0, 1.0, 3.0], false),
        ([1.0, 2.0, 5.0], true),
    ];
    assert!(
        refused(&wide).starts_with("\"x2\" and \"x3\" can be computed"),
        "{}",
        refused(&wide)
    );
    let square = [
        ([0.0, 1.0], false),
        ([1.0, 0.0], false),
        ([1.0, 2.0], true),
        ([0.0, 0.0], true),
    ];
    assert!(refused(&square[..3]).contains("separation"));
    assert!(refused(&[square[0], square[1], square[3]]).contains("complete separation"));
    assert_eq!(
        refused(&[([1.0], false), ([2.0], true)]),
        "\"x1\" tells every customer who churned from every one who stayed (complete separation), \
         so no finite coefficients fit best; use .firth() or .ridge(λ), or drop it"
    );
    assert_eq!(
        refused(&[([0.0], false), ([1.0], false), ([1.0], true), ([1.0], true)]),
        "\"x1\" settles the outcome of some customers without exception (quasi-complete separation), \
         so no finite coefficients fit best; use .firth() or .ridge(λ), or drop it"
    );
}

#[test]
fn bad_numbers() {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = refused(&[([1.0], true), ([bad], false)]);
        assert!(error.starts_with("item 1 was rejected: "), "{error}");
        assert!(
            error.ends_with(&format!("must be a finite number, got {bad}")),
            "{error}"
        );
    }
    let named = LogisticChurn::fitter()
        .features(["months"])
        .fit([([1.0], true), ([f64::NAN], false)])
        .unwrap_err();
    assert_eq!(
        named.to_string(),
        "item 1 was rejected: feature \"months\": feature must be a finite number, got NaN"
    );
    let ragged = LogisticChurn::fitter()
        .fit([(vec![1.0], true), (vec![1.0, 2.0], false)])
        .unwrap_err();
    assert!(
        ragged.to_string().starts_with("item 1 was rejected: "),
        "{ragged}"
    );
    let weight = LogisticChurn::fitter()
        .fit_weighted([([1.0], true, -1.0)])
        .unwrap_err();
    assert_eq!(
        weight.to_string(),
        "item 0 was rejected: weight must be at least 0, got -1"
    );
    // Weights that add up to nothing are nobody.
    let nobody = LogisticChurn::fitter()
        .fit_weighted(ROWS.map(|(x, y)| (x, y, 0.0)))
        .unwrap_err();
    assert_eq!(
        nobody.to_string(),
        "a churn model needs at least 1 customer who churned, got 0"
    );
}

#[test]
fn bad_options() {
    let of = |fitter: tenure::scoring::LogisticFitter| fitter.fit(ROWS).unwrap_err().to_string();
    let fitter = LogisticChurn::fitter;
    assert_eq!(
        of(fitter().ridge(-1.0)),
        "ridge penalty λ must be at least 0, got -1"
    );
    assert_eq!(
        of(fitter().ridge_raw(f64::NAN)),
        "ridge penalty λ must be a finite number, got NaN"
    );
    assert_eq!(
        of(fitter().tolerance(0.0)),
        "tolerance must be above 0, got 0"
    );
    assert_eq!(
        of(fitter().class_weights(1.0, 0.0)),
        "class weight of those who churned must be from 1e-100 to 1e100, got 0"
    );
    assert_eq!(
        of(fitter().features(["a", "b"])),
        "names and features must be equal in number, got 2 and 1"
    );
    let twice = fitter().features(["a", "a"]).fit(with(|x| [x, x * x]));
    assert_eq!(
        twice.unwrap_err().to_string(),
        "the name of a feature occurs twice"
    );
    assert!(
        of(fitter().max_iterations(1))
            .starts_with("the churn model did not converge in 1 iterations"),
        "{}",
        of(fitter().max_iterations(1))
    );
}

/// A column of a billion, one of a billionth, one far from 0: the fit is that of the plain column.
#[test]
fn extreme_columns() {
    let plain = LogisticChurn::fitter().fit(ROWS).unwrap();
    for (scale, shift) in [
        (1e9, 0.0),
        (1e-9, 0.0),
        (1.0, 1e7),
        (-1e140, 0.0),
        (1e-140, 0.0),
    ] {
        let fit = LogisticChurn::fitter()
            .fit(with(|x| [x * scale + shift]))
            .unwrap();
        let relative = if shift == 0.0 { 1e-12 } else { 1e-8 };
        crate::support::assert_close(fit.log_likelihood(), plain.log_likelihood(), 1e-13);
        crate::support::assert_close(
            fit.model().coefficients()[0] * scale,
            plain.model().coefficients()[0],
            relative,
        );
    }
}

/// Logits of ±40 and ±750 in a fit that exists: no NaN, no infinity, the right answer.
#[test]
fn extreme_logits() {
    for far in [60.0, 1000.0] {
        let mut rows: Vec<([f64; 1], bool)> = ROWS.to_vec();
        rows.extend([([-far], false), ([far], true)]);
        let fit = LogisticChurn::fitter().fit(rows).unwrap();
        assert!(fit.log_likelihood() < 0.0);
        assert!(
            fit.standard_errors()
                .iter()
                .all(|error| error.is_finite() && *error > 0.0)
        );
    }
}

#[test]
fn options_in_effect() {
    // Without features: the share alone.
    let alone = LogisticChurn::fitter()
        .fit([([0.0; 0], true), ([], false), ([], false), ([], false)])
        .unwrap();
    crate::support::assert_close(alone.model().intercept(), -(3.0_f64.ln()), 1e-15);
    crate::support::assert_close(
        alone.standard_errors()[0],
        (1.0_f64 + 1.0 / 3.0).sqrt(),
        1e-12,
    );
    assert_eq!(alone.likelihood_ratio(), None);
    // A constant is dropped where that is the policy, and has no part in a ridge.
    let plain = LogisticChurn::fitter().fit(ROWS).unwrap();
    let fitter = LogisticChurn::fitter().on_aliased(OnAliased::Drop);
    let dropped = fitter.fit(with(|x| [x, 7.0])).unwrap();
    assert_eq!(
        dropped.model().coefficients(),
        [plain.model().coefficients()[0], 0.0]
    );
    assert_eq!(dropped.dropped().collect::<Vec<_>>(), ["x2"]);
    assert_eq!(dropped.term("x2"), None);
    let ridge = LogisticChurn::fitter()
        .ridge(1.0)
        .fit(with(|x| [x, 7.0]))
        .unwrap();
    assert_eq!(ridge.model().coefficients()[1], 0.0);
    let firth = LogisticChurn::fitter().firth().on_aliased(OnAliased::Drop);
    let both = firth.clone().fit(with(|x| [x, 7.0, 2.0 * x])).unwrap();
    let one = firth.fit(ROWS).unwrap();
    crate::support::assert_close(
        both.model().coefficients()[0],
        one.model().coefficients()[0],
        1e-10,
    );
    // King and Zeng: a balanced fit's intercept is moved by ln of the ratio of the weights.
    let weighted = LogisticChurn::fitter().class_weights(1.0, 4.0);
    let moved = weighted.clone().fit(ROWS).unwrap().model().intercept();
    let back = weighted
        .correct_intercept()
        .fit(ROWS)
        .unwrap()
        .model()
        .intercept();
    crate::support::assert_close(moved - back, 4.0_f64.ln(), 1e-13);
}

#[test]
fn a_search_takes_its_own_passes_only() {
    let rows = LabelledRows::try_from_iter(ROWS).unwrap();
    let mut search = LogisticChurn::fitter()
        .search(&FeatureSummary::try_from_view(rows.view()).unwrap())
        .unwrap();
    assert!(
        search
            .clone()
            .finish()
            .unwrap_err()
            .to_string()
            .contains("did not converge")
    );
    assert!(search.advance(&NewtonPass::default()).is_err());
    assert!(search.point().is_none()); // over
    assert!(search.finish().is_err());
}

#[test]
fn the_table_reads_well() {
    let fit = LogisticChurn::fitter()
        .features(["months"])
        .fit(ROWS)
        .unwrap();
    let lines: Vec<_> = fit.to_string().lines().map(String::from).collect();
    assert_eq!(lines[0], "Churn of 6 customers, 3 left (50.0%)");
    let widths: Vec<_> = lines[3..6]
        .iter()
        .map(|line| line.chars().count())
        .collect();
    assert!(widths.windows(2).all(|pair| pair[0] == pair[1]), "{fit}");
    assert!(!fit.to_string().ends_with('\n'));
}

/// Values over eleven orders of size: every fit ends with an answer or a proof, and some steps had to be halved.
#[test]
fn heavy_tails() {
    let mut rng = super::dice::Dice::new(3);
    let (mut halved, mut separated) = (0, 0);
    for _ in 0..2_000 {
        let (n, width) = (rng.index(30) + 8, rng.index(3) + 1);
        let rows: Vec<(Vec<f64>, bool)> = (0..n)
            .map(|_| {
                let value = |rng: &mut super::dice::Dice| ((rng.share() * 2.0 - 1.0) * 12.0).sinh();
                let x: Vec<f64> = (0..width).map(|_| value(&mut rng)).collect();
                let churned = rng.happens(0.15) || (x[0] > 0.0 && rng.happens(0.9));
                (x, churned)
            })
            .collect();
        match LogisticChurn::fitter().fit(rows) {
            Ok(fit) => halved += u32::from(fit.convergence().step_halvings > 0),
            Err(tenure::Error::Separated { .. }) => separated += 1,
            Err(tenure::Error::NotEnoughData { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
    assert!(halved > 2 && separated > 100, "{halved} {separated}");
}

/// Nothing of weight: a reason, not an empty list of names or a variance beyond numbers.
#[test]
fn weights_next_to_nothing_and_beyond_everything() {
    let rows = [([1.0], true), ([2.0], false), ([3.0], true), ([4.0], false)];
    let of = |weight: f64| {
        let weighted = rows.map(|(row, churned)| (row, churned, weight));
        LogisticChurn::fitter().fit_weighted(weighted)
    };
    for weight in [5e-324, 1e-200, 1e303] {
        assert_eq!(
            of(weight).unwrap_err().to_string(),
            "the weight of those who churned against that of those who stayed has no finite value: \
             weights are too large, too small, or too far apart"
        );
    }
    let fit = of(1e-90).unwrap();
    let plain = of(1.0).unwrap();
    let [weighted, plain] = [
        fit.model().coefficients()[0],
        plain.model().coefficients()[0],
    ];
    assert!((weighted / plain - 1.0).abs() < 1e-9, "{weighted} {plain}");

    let extreme = LogisticChurn::fitter().class_weights(1e200, 1.0).fit(rows);
    assert_eq!(
        extreme.unwrap_err().to_string(),
        "class weight of those who stayed must be from 1e-100 to 1e100, got 1e200"
    );
}

/// What is printed has no three hundred zeros and no −0, and neither has what is returned.
#[test]
fn extreme_figures_read_as_a_person_writes_them() {
    let rows = [([1.0], true), ([2.0], false), ([3.0], true), ([4.0], false)];
    for lambda in [1e-300, 1e300] {
        let fit = LogisticChurn::fitter().ridge(lambda).fit(rows).unwrap();
        let text = fit.to_string();
        assert!(text.contains(&format!("ridge, λ = {lambda:e}, ")), "{text}");
        assert!(text.lines().all(|line| line.len() < 120), "{text}");
        assert!(!text.contains(" -0.00"), "{text}");
        assert!(
            fit.covariance()
                .iter()
                .all(|x| x.is_finite() && !(*x == 0.0 && x.is_sign_negative()))
        );
    }
    let same = rows.map(|(_, churned)| ([0.0], churned));
    let fit = LogisticChurn::fitter()
        .on_aliased(OnAliased::Drop)
        .fit(same)
        .unwrap();
    let negative_zero = |x: &f64| *x == 0.0 && x.is_sign_negative();
    assert!(
        !fit.covariance()
            .iter()
            .chain(fit.standard_errors())
            .any(negative_zero)
    );
}
