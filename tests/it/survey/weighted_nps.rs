//! [`WeightedNps`].

use proptest::prelude::*;
use tenure::survey::{NpsMethod, Rating, WeightedNps, WeightedNpsMethod, WeightedRating};
use tenure::units::Level;
use tenure::{Error, Nps};

use super::nps_laws::ratings;
use crate::support::golden::{golden, numbers};
use crate::support::{assert_close, laws};

const METHODS: [WeightedNpsMethod; 2] = [
    WeightedNpsMethod::AdjustedWald,
    WeightedNpsMethod::Linearised,
];

/// Survey weights, and weights that plain addition would lose.
fn answers() -> impl Strategy<Value = WeightedRating> {
    let weight = prop_oneof![
        Just(0.0),
        0.1..10.0,
        Just(f64::MIN_POSITIVE / 8.0),
        Just(f64::MAX),
        0.0..1e300,
    ];
    (ratings(), weight).prop_map(|(rating, weight)| WeightedRating::new(rating, weight).unwrap())
}

#[test]
fn weighted_nps_is_an_accumulator() {
    laws::accumulator::<WeightedNps, WeightedRating>(file!(), answers());
}

#[test]
fn reference_values() {
    let item = golden("nps_weighted");
    let scores = numbers(item.input("scores"));
    let weights = numbers(item.input("weights"));
    let nps = WeightedNps::try_from_iter(scores.into_iter().zip(weights)).unwrap();
    assert_close(
        nps.score().unwrap(),
        100.0 * item.number("nps").unwrap(),
        1e-14,
    );
    let effective = nps.effective_count().unwrap();
    assert_close(effective, item.number("n_eff_kish").unwrap(), 1e-14);
    let error = item.number("se_linearised").unwrap();
    assert_close(nps.standard_error().unwrap(), 100.0 * error, 1e-14);
    let linear = nps
        .interval_with(WeightedNpsMethod::Linearised, Level::P95)
        .unwrap();
    // 1.96 is from the reference of the normal quantile.
    let z = numbers(golden("normal_quantile_two_sided").expected(""))[3];
    let score = nps.score().unwrap();
    assert_close(linear.lower(), score - 100.0 * z * error, 1e-12);
    assert_close(
        linear.upper(),
        (score + 100.0 * z * error).min(100.0),
        1e-12,
    );

    // Kish: the standard error of an unweighted survey of so many answers.
    let shares = [
        nps.promoter_share(),
        nps.passive_share(),
        nps.detractor_share(),
    ];
    let [p, q, d] = shares.map(|share| share.unwrap().get());
    let variance = q * (p + d) + 4.0 * p * d;
    assert_close(
        (variance / effective).sqrt(),
        item.number("se_kish").unwrap(),
        1e-14,
    );
}

#[test]
fn weights_that_cannot_be() {
    for (weight, message) in [
        (
            -1.0,
            "item 1 was rejected: weight of an answer must be at least 0, got -1",
        ),
        (
            f64::NAN,
            "item 1 was rejected: weight of an answer must be a finite number, got NaN",
        ),
        (
            f64::INFINITY,
            "item 1 was rejected: weight of an answer must be a finite number, got inf",
        ),
    ] {
        let error = WeightedNps::try_from_iter([(9, 1.0), (3, weight)]).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(matches!(error, Error::Item { index: 1, .. }));
    }
    assert_eq!(
        WeightedNps::try_from_iter([(11, 1.0)].iter())
            .unwrap_err()
            .to_string(),
        "item 0 was rejected: rating must be a whole number from 0 to 10, got 11"
    );
    let zero = WeightedRating::new(Rating::new(1).unwrap(), -0.0).unwrap();
    assert!(zero.weight().is_sign_positive());
}

#[test]
fn without_weight_there_is_no_figure() {
    for nps in [
        WeightedNps::default(),
        WeightedNps::try_from_iter([(9, 0.0), (2, 0.0)]).unwrap(),
    ] {
        assert_eq!(
            (nps.score(), nps.standard_error(), nps.effective_count()),
            (None, None, None)
        );
        assert_eq!(
            (
                nps.promoter_share(),
                nps.passive_share(),
                nps.detractor_share()
            ),
            (None, None, None)
        );
        for method in METHODS {
            assert_eq!(nps.interval_with(method, Level::P95), None);
        }
        assert_eq!(nps.to_string(), "no answers");
    }
}

#[test]
fn an_answer_without_weight_changes_nothing_but_the_count() {
    let some = [(9, 1.5), (3, 1.0), (8, 2.0)];
    let without = WeightedNps::try_from_iter(some).unwrap();
    let with = WeightedNps::try_from_iter(some.into_iter().chain([(0, 0.0)])).unwrap();
    assert_eq!((with.count(), without.count()), (4, 3));
    assert_eq!(with.score(), without.score());
    assert_eq!(with.interval(Level::P95), without.interval(Level::P95));
}

proptest! {
    #![proptest_config(ProptestConfig { source_file: Some(file!()), ..ProptestConfig::with_cases(128) })]

    #[test]
    fn everything_is_finite_and_in_range(answers in proptest::collection::vec(answers(), 1..40)) {
        let nps: WeightedNps = answers.iter().collect();
        prop_assert_eq!(nps.count(), answers.len() as u64);
        let Some(score) = nps.score() else {
            prop_assert!(answers.iter().all(|answer| answer.weight() == 0.0));
            return Ok(());
        };
        prop_assert!((-100.0..=100.0).contains(&score));
        let n = nps.effective_count().unwrap();
        prop_assert!((1.0..=answers.len() as f64).contains(&n));
        prop_assert!((0.0..=200.0).contains(&nps.standard_error().unwrap()));
        for method in METHODS {
            let interval = nps.interval_with(method, Level::P99).unwrap();
            prop_assert!(interval.lower() >= -100.0 && interval.upper() <= 100.0);
        }
        prop_assert!(nps.interval_with(WeightedNpsMethod::Linearised, Level::P99).unwrap().contains(score));
    }

    #[test]
    fn equal_weights_are_no_weights(
        ratings in proptest::collection::vec(ratings(), 1..100), weight in 1e-3..1e3,
    ) {
        let plain: Nps = ratings.iter().collect();
        let weighted: WeightedNps = ratings.iter().map(|r| WeightedRating::new(*r, weight).unwrap()).collect();
        prop_assert_eq!(weighted.score(), plain.score());
        prop_assert_eq!(weighted.effective_count(), Some(plain.count() as f64));
        // 1e-6 of a point absolute: the roots of variances near 0 magnify their rounding.
        let (got, want) = (weighted.standard_error().unwrap(), plain.standard_error().unwrap());
        prop_assert!((got - want).abs() < 1e-6);
        let got = weighted.interval(Level::P95).unwrap();
        let want = plain.interval_with(NpsMethod::AdjustedWald, Level::P95).unwrap();
        prop_assert!((got.lower() - want.lower()).abs() < 1e-11 && (got.upper() - want.upper()).abs() < 1e-11);
    }

    #[test]
    fn only_relative_weights_matter(
        answers in proptest::collection::vec((ratings(), 0.1..10.0), 1..50), exponent in 723..1323_u64,
    ) {
        let scaled = |factor: f64| -> WeightedNps {
            answers.iter().map(|(r, w)| WeightedRating::new(*r, w * factor).unwrap()).collect()
        };
        // A power of two scales without rounding, so nothing may change.
        let (one, other) = (scaled(1.0), scaled(f64::from_bits(exponent << 52)));
        prop_assert_eq!(one.score(), other.score());
        prop_assert_eq!(one.effective_count(), other.effective_count());
        prop_assert_eq!(one.standard_error(), other.standard_error());
        prop_assert_eq!(one.interval(Level::P95), other.interval(Level::P95));
    }
}

#[cfg(feature = "serde")]
#[test]
fn states_that_nobody_can_have_saved() {
    const NOTHING: &str = r#"{"sum":{"negative":false,"exponent":0,"limbs":[]},"squares":{"negative":false,"exponent":0,"limbs":[]}}"#;
    let class = |sum: u32, negative: bool, squares: u32| {
        format!(
            r#"{{"sum":{{"negative":{negative},"exponent":0,"limbs":[{sum}]}},"squares":{{"negative":false,"exponent":0,"limbs":[{squares}]}}}}"#
        )
    };
    let state = |answers: u32, promoters: &str| {
        format!(
            r#"{{"answers":{answers},"promoters":{promoters},"passives":{NOTHING},"detractors":{NOTHING}}}"#
        )
    };
    let read = |text: String| crate::support::wire::read::<WeightedNps>(&text);

    // Two answers of weight 3 and 4.
    let saved = read(state(2, &class(7, false, 25))).unwrap();
    assert_eq!(
        saved,
        WeightedNps::try_from_iter([(9, 3.0), (10, 4.0)]).unwrap()
    );

    for (why, promoters, answers) in [
        ("a negative sum", class(7, true, 25), 2),
        (
            "squares above the square of the sum",
            class(7, false, 50),
            2,
        ),
        (
            "squares that two answers are too few for",
            class(7, false, 24),
            2,
        ),
        ("no answers at all", class(7, false, 49), 0),
    ] {
        let error = read(state(answers, &promoters)).expect_err(why);
        assert!(
            error.to_string().contains(
                "saved sums of weights must be sums that this number of answers can have"
            ),
            "{why}: {error}"
        );
    }
    let untrimmed = class(7, false, 0);
    let error = read(state(2, &untrimmed)).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("must be in the form it is saved in"),
        "{error}"
    );
}
