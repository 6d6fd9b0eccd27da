//! What holds for every model and every customer.

use ndarray::{Array2, Axis, ShapeBuilder as _, Slice};
use proptest::prelude::*;
use tenure::scoring::LogisticChurn;
use tenure::units::Proportion;

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![-3.0..3.0, -1e6..1e6, Just(0.0), Just(-0.0), -1e-9..1e-9]
}

/// A model of p features and n customers.
fn any_case() -> impl Strategy<Value = (LogisticChurn, Vec<Vec<f64>>)> {
    (0_usize..7, 0_usize..300).prop_flat_map(|(p, n)| {
        let numbers = || prop::collection::vec(number(), p);
        let model = (number(), numbers(), numbers()).prop_map(|(intercept, slopes, means)| {
            let named = slopes.into_iter().enumerate();
            LogisticChurn::new(intercept, named.map(|(j, b)| (format!("x{j}"), b)))
                .unwrap()
                .with_means(means)
                .unwrap()
        });
        (model, prop::collection::vec(numbers(), n))
    })
}

fn bits(scores: &[Proportion]) -> Vec<u64> {
    scores.iter().map(|p| p.get().to_bits()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn contributions_add_up_to_the_logit((model, rows) in any_case()) {
        for row in rows.iter().take(20) {
            let why = model.explain(row).unwrap();
            let parts = why.contributions().iter().map(|c| c.logit);
            let sum: f64 = parts.clone().fold(why.base_logit(), |sum, c| sum + c);
            let slopes = model.coefficients().iter().zip(row).zip(model.means());
            let size = slopes.fold(model.intercept().abs(), |size, ((b, x), mean)| {
                size + (b * x).abs() + (b * mean).abs()
            });
            prop_assert!((sum - why.logit()).abs() <= 1e-12 * size.max(1.0), "{sum} {}", why.logit());
            prop_assert_eq!(why.logit(), model.logit(row).unwrap());
            prop_assert_eq!(why.probability(), model.score(row).unwrap());
            for c in parts {
                prop_assert!(c.is_finite() && (c != 0.0 || c.is_sign_positive()));
            }
        }
    }

    /// One by one, all at once, as a matrix of either layout or a part of one, on all threads: the same bits.
    #[test]
    fn every_way_of_scoring_is_the_same((model, rows) in any_case()) {
        let (n, p) = (rows.len(), model.width());
        let one_by_one: Vec<_> = rows.iter().map(|row| model.score(row).unwrap()).collect();
        let expected = bits(&one_by_one);
        prop_assert_eq!(&bits(&model.score_all(&rows).unwrap()), &expected);

        let flat: Vec<f64> = rows.concat();
        let by_row = Array2::from_shape_vec((n, p), flat).unwrap();
        let mut by_column = Array2::zeros((n, p).f());
        by_column.assign(&by_row);
        let mut wider = Array2::from_elem((n, 2 * p), f64::NAN);
        let mut part = wider.slice_axis_mut(Axis(1), Slice::new(0, None, 2));
        part.assign(&by_row);
        for view in [by_row.view(), by_column.view(), part.view()] {
            prop_assert_eq!(&bits(&model.score_view(view).unwrap()), &expected);
            #[cfg(feature = "rayon")]
            prop_assert_eq!(&bits(&model.par_score_view(view).unwrap()), &expected);
        }
    }

    #[test]
    fn names_may_come_in_any_order((model, rows) in any_case(), turn in any::<usize>(), flip: bool) {
        let names: Vec<&str> = model.names().collect();
        for row in rows.iter().take(10) {
            let mut named: Vec<_> = names.iter().copied().zip(row.iter().copied()).collect();
            if flip {
                named.reverse();
            }
            if !named.is_empty() {
                let turn = turn % named.len();
                named.rotate_left(turn);
            }
            let score = model.score_named(named.iter().copied()).unwrap();
            prop_assert_eq!(score.get().to_bits(), model.score(row).unwrap().get().to_bits());
            prop_assert_eq!(model.explain_named(named).unwrap(), model.explain(row).unwrap());
        }
    }

    /// A larger logit is never a smaller probability, and the two sides mirror each other.
    #[test]
    fn scores_follow_their_logits(mut logits in prop::collection::vec(-800.0..800.0_f64, 2..60)) {
        let model = LogisticChurn::new(0.0, [("logit", 1.0)]).unwrap();
        logits.sort_by(f64::total_cmp);
        let scores = model.score_all(logits.iter().map(|x| [x])).unwrap();
        prop_assert!(scores.is_sorted());
        for (x, p) in logits.iter().zip(&scores) {
            let mirrored = model.score([-x]).unwrap();
            prop_assert!((mirrored.get() + p.get() - 1.0).abs() <= 2.0 * f64::EPSILON);
        }
    }

    /// There and back is where it was; no shift is none at all; odds shift by the ratio of the odds.
    #[test]
    fn prevalence_shifts_back((model, rows) in any_case(), q in 1e-9..1.0_f64, r in 1e-9..1.0_f64) {
        let [q, r] = [q, r].map(|p| Proportion::new(p.min(1.0 - 1e-9)).unwrap());
        prop_assert_eq!(&model.clone().with_prevalence(q, q).unwrap(), &model);
        let there = model.clone().with_prevalence(q, r).unwrap();
        let back = there.clone().with_prevalence(r, q).unwrap();
        let size = model.intercept().abs().max(there.intercept().abs());
        prop_assert!((back.intercept() - model.intercept()).abs() <= 2.0 * f64::EPSILON * size);
        prop_assert_eq!(there.coefficients(), model.coefficients());

        let ratio = (r.get() / (1.0 - r.get())) / (q.get() / (1.0 - q.get()));
        for row in rows.iter().take(5) {
            let shift = there.logit(row).unwrap() - model.logit(row).unwrap();
            let size = 1.0 + there.logit(row).unwrap().abs() + model.intercept().abs();
            let size = model.coefficients().iter().zip(row).fold(size, |s, (b, x)| s + (b * x).abs());
            prop_assert!((shift - libm::log(ratio)).abs() <= 1e-12 * size.max(100.0), "{shift} {}", libm::log(ratio));
        }
    }
}

/// A score that half of all churners trained on would get, at one in ten.
#[test]
fn prevalence_is_what_the_average_becomes() {
    let half = Proportion::new(0.5).unwrap();
    let tenth = Proportion::new(0.1).unwrap();
    let model = LogisticChurn::new(0.0, [("x", 1.0)]).unwrap();
    let shifted = model.with_prevalence(half, tenth).unwrap();
    assert!((shifted.score([0.0]).unwrap().get() - 0.1).abs() < 1e-16);
    // Odds of 3 become 3/9.
    let p = shifted.score([libm::log(3.0)]).unwrap().get();
    assert!((p - 0.25).abs() < 1e-15, "{p}");
}

#[test]
fn reasons_come_strongest_first() {
    let names = ["a", "b", "c", "d", "e"];
    let model = LogisticChurn::new(-1.0, names.map(|name| (name, 1.0))).unwrap();
    let why = model.explain([0.5, -2.0, 3.0, 0.0, -0.25]).unwrap();
    let names = |some: Vec<&tenure::scoring::Contribution>| -> Vec<String> {
        some.iter().map(|c| c.feature.to_string()).collect()
    };
    assert_eq!(names(why.top(9)), ["c", "a"]);
    assert_eq!(names(why.top(1)), ["c"]);
    assert_eq!(names(why.top(0)), [""; 0]);
    assert_eq!(names(why.top_lowering(9)), ["b", "e"]);
    assert_eq!(names(why.top_lowering(1)), ["b"]);
    assert_eq!(
        why.to_string(),
        "churn probability 56.2%, against 26.9% for the baseline customer\n\
         raised by\n  c = 3       +3.00\n  a = 0.5     +0.50\n\
         lowered by\n  b = -2      -2.00\n  e = -0.25   -0.25"
    );
    assert_eq!(format!("{:.0}", why.contributions()[1]), "b = -2 (-2)");
    assert_eq!(format!("{:>15}", why.contributions()[1]), " b = -2 (-2.00)");
}

/// A model that looks at nothing scores everybody the same, and has no reasons.
#[test]
fn an_intercept_alone_is_a_model() {
    let model = LogisticChurn::new(0.0, [("", 0.0); 0]).unwrap();
    assert_eq!(model.score([0.0; 0]).unwrap().get(), 0.5);
    let rows = Array2::<f64>::zeros((3, 0));
    assert_eq!(model.score_view(rows.view()).unwrap().len(), 3);
    assert_eq!(
        model.explain([0.0; 0]).unwrap().to_string(),
        "churn probability 50.0%, against 50.0% for the baseline customer"
    );
}
