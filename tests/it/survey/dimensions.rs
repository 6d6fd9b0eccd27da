//! [`WeightedScore`] and [`Acsi`]: laws, reference values, bad input.

use proptest::prelude::*;
use tenure::survey::{Acsi, AcsiAnswer, AcsiWeights, Dimension, WeightedScore};
use tenure::units::{Finite, Level};

use crate::support::golden::{golden, numbers};
use crate::support::{assert_close, laws};

fn dimension() -> impl Strategy<Value = Dimension> {
    let any_score = prop_oneof![-10.0..10.0, Just(0.0), Just(1e300), Just(-5e-324)];
    let any_weight = prop_oneof![0.0..1.0, Just(0.0), Just(1e-300), Just(f64::MAX)];
    (any_weight, any_score).prop_map(|(weight, score)| Dimension::new(weight, score).unwrap())
}

fn answer() -> impl Strategy<Value = AcsiAnswer> {
    [1..=10_u8, 1..=10, 1..=10].prop_map(|raw| AcsiAnswer::try_from(raw).unwrap())
}

#[test]
fn weighted_score_and_acsi_are_accumulators() {
    laws::accumulator::<WeightedScore, _>(file!(), dimension());
    laws::accumulator::<Acsi, _>(file!(), answer());
}

proptest! {
    /// Whatever the sizes: MAX weights, subnormal scores.
    #[test]
    fn a_weighted_score_is_within_its_dimensions(all in prop::collection::vec(dimension(), 1..20)) {
        let score: WeightedScore = all.iter().collect();
        let weighty = || all.iter().filter(|d| d.weight() > 0.0).map(|d| d.score());
        match score.score() {
            None => prop_assert_eq!(weighty().count(), 0),
            Some(score) => {
                let (min, max) = weighty()
                    .fold((f64::MAX, f64::MIN), |(a, b), s| (a.min(s), b.max(s)));
                prop_assert!(min <= score && score <= max, "{} <= {} <= {}", min, score, max);
            }
        }
    }

    #[test]
    fn scaling_all_weights_changes_nothing(all in prop::collection::vec((0.0..1.0, -9.0..9.0), 1..9)) {
        let scaled = all.iter().map(|(weight, score)| (weight * 0.25, *score));
        let (a, b) = (WeightedScore::try_from_iter(&all), WeightedScore::try_from_iter(scaled));
        prop_assert_eq!(a.unwrap().score(), b.unwrap().score());
    }

    #[test]
    fn an_index_is_the_index_of_its_means_and_the_mean_of_the_customers(
        raw in prop::collection::vec([1..=10_u8, 1..=10, 1..=10], 2..30),
        weights in [0.1..1.0, 0.0..1.0, 0.0..5.0],
    ) {
        let acsi = Acsi::try_from_iter(&raw).unwrap();
        let weights = AcsiWeights::new(weights).unwrap();
        let index = acsi.index(weights).unwrap();
        prop_assert!((0.0..=100.0).contains(&index));
        let of_means = weights.index_of_means(acsi.means().unwrap()).unwrap();
        prop_assert!((index - of_means).abs() < 1e-12);

        // One index a customer, and two passes over them.
        let own: Vec<f64> = raw
            .iter()
            .map(|row| weights.index_of_means(row.map(f64::from)).unwrap())
            .collect();
        let n = own.len() as f64;
        let mean = own.iter().sum::<f64>() / n;
        prop_assert!((index - mean).abs() < 1e-11);
        let ss: f64 = own.iter().map(|y| (y - mean) * (y - mean)).sum();
        let interval = acsi.interval(weights, Level::P80).unwrap();
        prop_assert!(interval.contains(index));
        if 0.0 < interval.lower() && interval.upper() < 100.0 && n > 2.0 {
            let half = interval.upper() - index;
            let error = (ss / (n - 1.0) / n).sqrt();
            // t of 80 % lies between the normal quantile and that of two degrees of freedom.
            prop_assert!(1.2815 * error <= half + 1e-9 && half <= 1.8857 * error + 1e-9);
        }
    }

    #[test]
    fn a_better_answer_never_lowers_the_index(
        raw in prop::collection::vec([1..=10_u8, 1..=10, 1..=10], 1..20),
        which in any::<prop::sample::Index>(),
        question in 0..3_usize,
    ) {
        let before = Acsi::try_from_iter(&raw).unwrap();
        let mut raised = raw.clone();
        let answer = &mut raised[which.index(raw.len())][question];
        *answer = (*answer + 1).min(10);
        let after = Acsi::try_from_iter(&raised).unwrap();
        prop_assert!(before.index(AcsiWeights::EQUAL) <= after.index(AcsiWeights::EQUAL));
    }
}

#[test]
fn reference_weighted_dimensions() {
    let item = golden("csat_weighted_dims");
    let weights = numbers(item.input("weights"));
    let pairs = weights.into_iter().zip(numbers(item.input("scores")));
    let score = WeightedScore::try_from_iter(pairs).unwrap();
    assert_close(score.score().unwrap(), item.number("score").unwrap(), 1e-15);
    assert_close(score.total_weight().unwrap(), 1.0, 1e-15);
}

#[test]
fn reference_acsi() {
    let item = golden("acsi");
    let weights: [f64; 3] = numbers(item.input("weights")).try_into().unwrap();
    let weights = AcsiWeights::new(weights).unwrap();
    let means: [f64; 3] = numbers(item.input("means")).try_into().unwrap();
    let expected = item.number("acsi").unwrap();
    assert_close(weights.index_of_means(means).unwrap(), expected, 1e-14);

    // Ten customers with these means: 81, 74 and 70 in total.
    let acsi = Acsi::try_from_iter([[8, 7, 7]; 6].into_iter().chain([
        [8, 8, 7],
        [8, 8, 7],
        [8, 8, 7],
        [9, 8, 7],
    ]))
    .unwrap();
    assert_eq!(acsi.means(), Some(means));
    assert_close(acsi.index(weights).unwrap(), expected, 1e-14);

    // The equal-weight form, (x1 + x2 + x3 − 3) / 27 · 100.
    let equal = acsi.index(AcsiWeights::EQUAL).unwrap();
    assert_close(
        equal,
        (means.iter().sum::<f64>() - 3.0) / 27.0 * 100.0,
        1e-14,
    );
    let ends = [[1, 1, 1], [10, 10, 10]].map(|row| Acsi::try_from_iter([row]).unwrap());
    assert_eq!(ends.map(|end| end.index(weights)), [Some(0.0), Some(100.0)]);
}

#[test]
fn equal_weights_are_a_mean_and_nothing_is_none() {
    let scores = [8.0, 6.0, 9.0].map(|score| Dimension::from(Finite::new(score).unwrap()));
    assert_eq!(
        scores.into_iter().collect::<WeightedScore>().score(),
        Some(23.0 / 3.0)
    );
    assert_eq!(WeightedScore::default().score(), None);
    assert_eq!(
        WeightedScore::try_from_iter([(0.0, 8.0)]).unwrap().score(),
        None
    );
    assert_eq!(Acsi::default().index(AcsiWeights::EQUAL), None);
    assert_eq!(
        (Acsi::default().means(), Acsi::default().count()),
        (None, 0)
    );
    assert_eq!(
        Acsi::default().interval(AcsiWeights::EQUAL, Level::P95),
        None
    );
    let one = Acsi::try_from_iter([[3, 4, 5]]).unwrap();
    assert_eq!(one.interval(AcsiWeights::EQUAL, Level::P95), None);
    // The smallest and the largest weights there are make the same interval.
    let acsi = Acsi::try_from_iter([[3, 4, 5], [6, 8, 5], [2, 1, 9]]).unwrap();
    let of = |w| acsi.interval(AcsiWeights::new([w; 3]).unwrap(), Level::P80);
    assert_eq!((of(5e-324), of(f64::MAX)), (of(1.0), of(1.0)));
    assert!(of(1.0).is_some());
}

#[test]
fn bad_weights_scores_and_means_are_named() {
    let said = |result: Result<Dimension, tenure::Error>| result.unwrap_err().to_string();
    assert_eq!(
        said(Dimension::new(-1.0, 3.0)),
        "weight must be 0 or above, got -1"
    );
    assert_eq!(
        said(Dimension::new(f64::NAN, 3.0)),
        "weight must be a finite number, got NaN"
    );
    assert_eq!(
        said(Dimension::new(1.0, f64::NEG_INFINITY)),
        "score of a dimension must be a finite number, got -inf"
    );
    let said = |result: Result<AcsiWeights, tenure::Error>| result.unwrap_err().to_string();
    assert_eq!(
        said(AcsiWeights::new([0.5, -0.1, 0.6])),
        "weight of a question must be 0 or above, got -0.1"
    );
    assert_eq!(
        said(AcsiWeights::new([0.0; 3])),
        "sum of the weights must be above 0, got 0"
    );
    assert_eq!(
        AcsiWeights::EQUAL
            .index_of_means([8.0, 0.5, 7.0])
            .unwrap_err()
            .to_string(),
        "mean of a question must be from 1 to 10, got 0.5"
    );
    assert_eq!(
        Acsi::try_from_iter([[8, 7, 7], [8, 11, 7]])
            .unwrap_err()
            .to_string(),
        "item 1 was rejected: rating must be a whole number from 1 to 10, got 11"
    );
}

#[cfg(feature = "serde")]
#[test]
fn forged_states_are_refused() {
    use tenure::Merge as _;

    use crate::support::wire::read;
    let said = |text: &str| read::<Acsi>(text).unwrap_err().to_string();
    for text in [
        r#"{"answers":1,"totals":[10,0,0],"products":[100,0,0,0,0,0]}"#,
        r#"{"answers":1,"totals":[2,0,0],"products":[1,0,0,0,0,0]}"#,
        r#"{"answers":0,"totals":[0,0,0],"products":[0,0,0,0,0,5]}"#,
    ] {
        let message = said(text);
        assert!(
            message.contains("totals that this number of answers can add up to"),
            "{message}"
        );
    }
    // Possible by each number, impossible together: no interval rather than a wrong one.
    let text = r#"{"answers":2,"totals":[9,0,0],"products":[9,0,0,0,0,0]}"#;
    let forged: Acsi = read(text).unwrap();
    assert_eq!(forged.interval(AcsiWeights::EQUAL, Level::P95), None);

    let text = format!(
        r#"{{"answers":{0},"totals":[{0},{0},{0}],"products":[{0},{0},{0},{0},{0},{0}]}}"#,
        u64::MAX
    );
    let mut huge: Acsi = read(&text).unwrap();
    for _ in 0..150 {
        assert_close(huge.index(AcsiWeights::EQUAL).unwrap(), 100.0 / 9.0, 1e-15);
        huge.merge(huge);
    }

    let negative = serde_json::to_string(&WeightedScore::try_from_iter([(1.0, -2.0)]).unwrap());
    let forged = negative.unwrap().replacen("false", "true", 1);
    let error = serde_json::from_str::<WeightedScore>(&forged)
        .unwrap_err()
        .to_string();
    assert!(error.contains("weights of at least 0"), "{error}");
    let error = serde_json::from_str::<Dimension>("[-1.0, 2.0]")
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("weight must be 0 or above, got -1"),
        "{error}"
    );
}
