//! [`Sentiment`]: laws, the neutral band, bad input.

use proptest::prelude::*;
use tenure::survey::{Polarity, Sentiment};
use tenure::units::Level;

use crate::support::{assert_close, laws};

fn polarity() -> impl Strategy<Value = Polarity> {
    prop_oneof![
        -1.0..=1.0,
        Just(0.0),
        Just(0.05),
        Just(-0.05),
        Just(5e-324),
        Just(-1.0)
    ]
    .prop_map(|p| Polarity::new(p).unwrap())
}

#[test]
fn sentiment_is_an_accumulator() {
    laws::accumulator::<Sentiment, _>(file!(), polarity());
    laws::accumulator::<Sentiment<0>, _>(file!(), polarity());
}

proptest! {
    #[test]
    fn the_shares_are_of_everything_and_the_mean_in_bounds(
        all in prop::collection::vec(polarity(), 1..60),
    ) {
        let feedback: Sentiment = all.iter().collect();
        let shares = [feedback.positive(), feedback.neutral(), feedback.negative()];
        let n = all.len() as u64;
        prop_assert_eq!(feedback.count(), n);
        prop_assert_eq!(shares.iter().map(tenure::stats::Binomial::successes).sum::<u64>(), n);
        prop_assert!(shares.iter().all(|share| share.trials() == n));
        let mean = all.iter().map(|p| p.get()).sum::<f64>() / n as f64;
        prop_assert!((feedback.mean().unwrap() - mean).abs() < 1e-14);
        if let Some(interval) = feedback.mean_interval(Level::P95) {
            prop_assert!(interval.contains(feedback.mean().unwrap()));
            prop_assert!(-1.0 <= interval.lower() && interval.upper() <= 1.0);
        }
    }

    #[test]
    fn good_and_bad_mirror_each_other(all in prop::collection::vec(polarity(), 0..60)) {
        let turned = all.iter().map(|p| Polarity::new(-p.get()).unwrap());
        let (up, down): (Sentiment, Sentiment) = (all.iter().collect(), turned.collect());
        prop_assert_eq!(up.positive(), down.negative());
        prop_assert_eq!(up.neutral(), down.neutral());
        prop_assert_eq!(up.mean(), down.mean().map(|mean| 0.0 - mean));
    }

    #[test]
    fn a_kinder_text_never_lowers_anything(
        mut all in prop::collection::vec(-1.0..=1.0, 1..40),
        which in any::<prop::sample::Index>(),
        to in -1.0..=1.0,
    ) {
        let before = Sentiment::<5>::try_from_iter(&all).unwrap();
        let raised = which.index(all.len());
        all[raised] = f64::max(all[raised], to);
        let after = Sentiment::<5>::try_from_iter(&all).unwrap();
        prop_assert!(before.mean() <= after.mean());
        prop_assert!(before.positive().successes() <= after.positive().successes());
        prop_assert!(before.negative().successes() >= after.negative().successes());
    }
}

fn classes<const NEUTRAL: u8>(raw: [f64; 7]) -> [u64; 3] {
    let all = Sentiment::<NEUTRAL>::try_from_iter(raw).unwrap();
    [all.negative(), all.neutral(), all.positive()].map(|share| share.successes())
}

#[test]
fn the_ends_of_the_band_are_not_neutral() {
    let raw = [-1.0, -0.05, -0.049, 0.0, 0.049, 0.05, 1.0];
    assert_eq!(classes::<5>(raw), [2, 3, 2]);
    assert_eq!(classes::<0>(raw), [3, 1, 3]); // only 0 is neutral
    assert_eq!(classes::<100>(raw), [1, 5, 1]);
    assert_eq!(
        classes::<0>([-0.0, 0.0, 5e-324, -5e-324, 0.0, 0.0, 0.0]),
        [1, 5, 1]
    );
}

#[test]
fn nothing_yet_and_the_exact_mean() {
    let nothing = <Sentiment>::default();
    assert_eq!((nothing.mean(), nothing.count()), (None, 0));
    assert_eq!(nothing.positive().proportion(), None);
    assert_eq!(nothing.mean_interval(Level::P95), None);
    let one = <Sentiment>::try_from_iter([0.5]).unwrap();
    assert_eq!(
        (one.mean(), one.mean_interval(Level::P95)),
        (Some(0.5), None)
    );
    // Plain addition from the left loses the small one.
    let all = <Sentiment>::try_from_iter([1.0, 1e-17, -1.0]).unwrap();
    assert_close(all.mean().unwrap(), 1e-17 / 3.0, 1e-15);
}

#[test]
fn bad_polarities_are_named() {
    let said = |raw: [f64; 2]| <Sentiment>::try_from_iter(raw).unwrap_err().to_string();
    assert_eq!(
        said([0.5, -1.000_000_1]),
        "item 1 was rejected: polarity must be from -1 to 1, got -1.0000001"
    );
    assert_eq!(
        said([f64::NAN, 0.0]),
        "item 0 was rejected: polarity must be a finite number, got NaN"
    );
    assert_eq!(
        Polarity::new(80.0).unwrap_err().to_string(),
        "polarity must be from -1 to 1, got 80"
    );
    assert!(Polarity::new(-0.0).unwrap().get().is_sign_positive());
}

#[cfg(feature = "serde")]
#[test]
fn forged_states_are_refused() {
    let all = <Sentiment>::try_from_iter([1.0, 1.0]).unwrap();
    let text = serde_json::to_string(&all).unwrap();
    let said = |text: &str| {
        serde_json::from_str::<Sentiment>(text)
            .unwrap_err()
            .to_string()
    };
    let error = serde_json::from_str::<Sentiment<10>>(&text)
        .unwrap_err()
        .to_string();
    assert!(error.contains("a neutral band of 5 hundredths"), "{error}");
    for forged in [
        text.replace(r#""positive":2"#, r#""positive":1"#),
        text.replace(r#""positive":2"#, r#""positive":0"#),
        text.replacen("[2]", "[3]", 1),
        // Two positive texts whose polarities add up to −2.
        text.replacen(r#""negative":false"#, r#""negative":true"#, 1),
    ] {
        let error = said(&forged);
        assert!(
            error.contains("polarities that this number of texts can add up to"),
            "{error}"
        );
    }
    let error = serde_json::from_str::<Polarity>("1.5")
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("polarity must be from -1 to 1, got 1.5"),
        "{error}"
    );
}
