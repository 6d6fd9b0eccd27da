//! [`Ratings`]: laws, reference values, bad input.

use proptest::prelude::*;
use tenure::Nps;
use tenure::survey::{Rating, Ratings, ScaleRating};
use tenure::units::{Level, Proportion};

use crate::support::golden::{counts, golden, numbers};
use crate::support::{assert_close, laws};

pub(crate) fn on_scale<const LOW: u8, const HIGH: u8>()
-> impl Strategy<Value = ScaleRating<LOW, HIGH>> {
    (LOW..=HIGH).prop_map(|rating| ScaleRating::new(rating).unwrap())
}

/// So many answers of `lowest`, `lowest + 1`, …
pub(crate) fn repeated(lowest: u8, counts: &[u64]) -> Vec<u8> {
    (lowest..)
        .zip(counts)
        .flat_map(|(rating, &n)| core::iter::repeat_n(rating, usize::try_from(n).unwrap()))
        .collect()
}

#[test]
fn ratings_are_an_accumulator_on_any_scale() {
    laws::accumulator::<Ratings<1, 5>, _>(file!(), on_scale());
    laws::accumulator::<Ratings<0, 10>, _>(file!(), on_scale());
    laws::accumulator::<Ratings<0, 255>, _>(file!(), on_scale());
}

/// Two passes over plain numbers: what the tally must agree with.
fn mean_and_variance(xs: &[f64]) -> (f64, f64) {
    let n = xs.len() as f64;
    let mean = xs.iter().sum::<f64>() / n;
    let ss: f64 = xs.iter().map(|x| (x - mean) * (x - mean)).sum();
    (mean, ss / (n - 1.0))
}

proptest! {
    #[test]
    fn counts_sum_to_n_and_shares_to_one(raw in prop::collection::vec(1..=7_u8, 1..80)) {
        let ratings = Ratings::<1, 7>::try_from_iter(&raw).unwrap();
        prop_assert_eq!(ratings.count(), raw.len() as u64);
        prop_assert_eq!(ratings.iter().map(|(_, n)| n).sum::<u64>(), ratings.count());
        let shares: f64 = ratings.distribution().map(|(_, share)| share.get()).sum();
        assert_close(shares, 1.0, 1e-14);
        for (rating, count) in ratings.iter() {
            prop_assert_eq!(count, raw.iter().map(|&x| u64::from(x == rating.get())).sum::<u64>());
            prop_assert_eq!(ratings.count_of(rating), count);
            prop_assert_eq!(ratings.share_of(rating).successes(), count);
            prop_assert_eq!(ratings.share_of(rating).trials(), ratings.count());
        }
        for threshold in 1..=7 {
            let (up, down) = (ratings.at_least(threshold).unwrap(), ratings.below(threshold).unwrap());
            prop_assert_eq!(up.complement(), down);
            prop_assert_eq!(down.successes(), raw.iter().filter(|&&x| x < threshold).count() as u64);
        }
    }

    #[test]
    fn a_higher_rating_never_lowers_a_share_the_mean_or_a_quantile(
        mut raw in prop::collection::vec(0..=10_u8, 1..40),
        which in any::<prop::sample::Index>(),
        to in 0..=10_u8,
        q in 0.0..=1.0,
    ) {
        let before = Ratings::<0, 10>::try_from_iter(&raw).unwrap();
        let raised = &mut raw[which.index(before.count() as usize)];
        *raised = to.max(*raised);
        let after = Ratings::<0, 10>::try_from_iter(&raw).unwrap();
        for threshold in 0..=10 {
            let share = |ratings: &Ratings<0, 10>| ratings.at_least(threshold).unwrap().proportion();
            prop_assert!(share(&before) <= share(&after));
        }
        let q = Proportion::new(q).unwrap();
        prop_assert!(before.mean() <= after.mean());
        prop_assert!(before.median() <= after.median());
        prop_assert!(before.quantile(q) <= after.quantile(q));
    }

    #[test]
    fn moments_agree_with_two_passes(raw in prop::collection::vec(0..=255_u8, 2..60)) {
        let ratings = Ratings::<0, 255>::try_from_iter(&raw).unwrap();
        let xs: Vec<f64> = raw.iter().map(|&x| x.into()).collect();
        let (mean, variance) = mean_and_variance(&xs);
        assert_close(ratings.mean().unwrap(), mean, 1e-13);
        assert_close(ratings.variance().unwrap(), variance, 1e-12);
        assert_close(ratings.standard_deviation().unwrap(), variance.sqrt(), 1e-12);
        let n = xs.len() as f64;
        let population = (variance * (n - 1.0) / n).sqrt();
        assert_close(ratings.population_standard_deviation().unwrap(), population, 1e-12);

        let mut sorted = raw.clone();
        sorted.sort_unstable();
        let (low, high) = (sorted[(raw.len() - 1) / 2], sorted[raw.len() / 2]);
        prop_assert_eq!(ratings.median(), Some(f64::midpoint(low.into(), high.into())));
        for (place, rating) in sorted.iter().enumerate() {
            let q = Proportion::new((place + 1) as f64 / n).unwrap();
            prop_assert_eq!(ratings.quantile(q).map(ScaleRating::get), Some(*rating));
        }
    }

    #[test]
    fn the_mean_is_in_its_interval_and_the_interval_on_the_scale(
        raw in prop::collection::vec(1..=5_u8, 2..40),
    ) {
        let ratings = Ratings::<1, 5>::try_from_iter(&raw).unwrap();
        let mean = ratings.mean().unwrap();
        let mut width = 0.0;
        for level in [Level::P80, Level::P90, Level::P95, Level::P99] {
            let interval = ratings.mean_interval(level).unwrap();
            prop_assert!(interval.contains(mean), "{} not in {}", mean, interval);
            prop_assert!(1.0 <= interval.lower() && interval.upper() <= 5.0);
            prop_assert!(interval.width() >= width);
            width = interval.width();
        }
    }

    /// The reason a reference is asked for.
    #[test]
    fn the_mean_z_of_a_sample_against_itself_is_0(raw in prop::collection::vec(1..=10_u8, 2..40)) {
        let ratings = Ratings::<1, 10>::try_from_iter(&raw).unwrap();
        let (mean, sd) = (ratings.mean().unwrap(), ratings.standard_deviation().unwrap());
        if sd > 0.0 {
            // 0 but for the rounding of the mean, half a unit in the last place of at most 10.
            prop_assert!(ratings.standardised(mean, sd).unwrap().abs() * sd < 1e-15);
        }
    }

    /// The mean of the z-scores, and the z-score of the mean.
    #[test]
    fn standardised_is_the_mean_of_the_single_z_scores(
        raw in prop::collection::vec(0..=10_u8, 1..40),
        mean in -20.0..20.0,
        sd in 0.1..10.0,
    ) {
        let ratings = Ratings::<0, 10>::try_from_iter(&raw).unwrap();
        let singles = raw.iter().map(|&x| Rating::new(x).unwrap().z_score(mean, sd).unwrap());
        let average = singles.sum::<f64>() / raw.len() as f64;
        let got = ratings.standardised(mean, sd).unwrap();
        prop_assert!((got - average).abs() < 1e-12 * (1.0 + average.abs()), "{} {}", got, average);
    }
}

#[test]
fn reference_mean_interval_and_top_boxes() {
    let item = golden("csat_mean_hist10");
    let n = counts(item.input("count"));
    assert_eq!(counts(item.input("score"))[0], 2);
    let ratings = Ratings::<0, 10>::try_from_iter(repeated(2, &n)).unwrap();
    assert_eq!(ratings.count(), item.expected("n").as_u64().unwrap());
    assert_close(ratings.mean().unwrap(), item.number("mean").unwrap(), 1e-15);
    let nps = Nps::try_from_iter(repeated(2, &n)).unwrap();
    let points = 100.0 * item.number("nps").unwrap();
    assert_close(nps.score().unwrap(), points, 1e-15);
    let sd = item.number("sample_sd").unwrap();
    assert_close(ratings.standard_deviation().unwrap(), sd, 1e-15);
    let interval = ratings.mean_interval(Level::P95).unwrap();
    let [lower, upper] = item.pair("t_ci95").unwrap();
    assert_close(interval.lower(), lower, 1e-14);
    assert_close(interval.upper(), upper, 1e-14);
    for (threshold, name) in [(7, "pct_ge7"), (8, "pct_ge8"), (9, "pct_ge9")] {
        let share = ratings.at_least(threshold).unwrap().proportion().unwrap();
        assert_close(share.percent(), item.number(name).unwrap(), 1e-14);
    }
}

#[test]
fn reference_z_scores() {
    let item = golden("csat_zscores");
    let scores = numbers(item.input("scores"));
    let ratings = Ratings::<1, 10>::try_from_iter(&scores).unwrap();
    let mean = ratings.mean().unwrap();
    for (name, sd) in [
        ("z_sample_sd", ratings.standard_deviation()),
        ("z_population_sd", ratings.population_standard_deviation()),
    ] {
        for (score, expected) in scores.iter().zip(numbers(item.expected(name))) {
            let rating = ScaleRating::<1, 10>::try_from(*score).unwrap();
            assert_close(rating.z_score(mean, sd.unwrap()).unwrap(), expected, 1e-12);
        }
        let own = ratings.standardised(mean, sd.unwrap()).unwrap();
        assert_eq!(Some(own), item.number("mean_z"));
    }

    let item = golden("csat_zscore_group_vs_reference");
    let ratings = Ratings::<1, 10>::try_from_iter(numbers(item.input("scores"))).unwrap();
    let [mean, sd] = ["ref_mean", "ref_sd"].map(|name| item.input(name).as_f64().unwrap());
    let z = ratings.standardised(mean, sd).unwrap();
    assert_close(z, item.number("mean_z").unwrap(), 1e-12);
}

#[test]
fn nobody_answered_and_one_answer() {
    let nobody = Ratings::<1, 5>::default();
    assert_eq!(nobody.count(), 0);
    assert_eq!(nobody.iter().count(), 5);
    assert_eq!(nobody.distribution().count(), 0);
    assert_eq!(nobody.at_least(4).unwrap().proportion(), None);
    assert_eq!((nobody.mean(), nobody.median()), (None, None));
    assert_eq!(
        (nobody.variance(), nobody.standard_deviation()),
        (None, None)
    );
    assert_eq!(nobody.population_standard_deviation(), None);
    assert_eq!(nobody.quantile(Proportion::ONE), None);
    assert_eq!(nobody.mean_interval(Level::P95), None);
    assert_eq!(
        nobody.standardised(3.0, 1.0).unwrap_err().to_string(),
        "a standardised mean needs at least 1 answer, got 0"
    );

    let one = Ratings::<1, 5>::try_from_iter([4]).unwrap();
    assert_eq!((one.mean(), one.median()), (Some(4.0), Some(4.0)));
    assert_eq!((one.variance(), one.standard_deviation()), (None, None));
    assert_eq!(one.population_standard_deviation(), Some(0.0));
    for q in [Proportion::ZERO, Proportion::ONE] {
        assert_eq!(one.quantile(q).map(ScaleRating::get), Some(4));
    }
    assert_eq!(one.mean_interval(Level::P95), None);
    assert_eq!(one.standardised(3.0, 0.5), Ok(2.0));

    let equal = Ratings::<1, 5>::try_from_iter([4, 4]).unwrap();
    assert_eq!(equal.standard_deviation(), Some(0.0));
    assert_eq!(equal.mean_interval(Level::P95).unwrap().width(), 0.0);
}

#[test]
fn bad_ratings_are_named_with_their_place_and_scale() {
    let said = |error: tenure::Error| error.to_string();
    assert_eq!(
        said(Rating::try_from(11).unwrap_err()),
        "rating must be a whole number from 0 to 10, got 11"
    );
    assert_eq!(
        said(Ratings::<1, 5>::try_from_iter([3, 4, -1]).unwrap_err()),
        "item 2 was rejected: rating must be a whole number from 1 to 5, got -1"
    );
    assert_eq!(
        said(Ratings::<1, 7>::try_from_iter([6.5]).unwrap_err()),
        "item 0 was rejected: rating must be a whole number from 1 to 7, got 6.5"
    );
    // A scale nobody spelt out by hand.
    assert_eq!(
        said(ScaleRating::<20, 255>::try_from(7_u64).unwrap_err()),
        "rating must be a whole number from 20 to 255, got 7"
    );
    assert_eq!(
        said(ScaleRating::<0, 100>::try_from(1000).unwrap_err()),
        "rating must be a whole number from 0 to 100, got 1000"
    );
    for (bad, text) in [
        (f64::NAN, "NaN"),
        (f64::INFINITY, "inf"),
        (f64::NEG_INFINITY, "-inf"),
    ] {
        assert_eq!(
            said(Rating::try_from(bad).unwrap_err()),
            format!("rating must be a finite number, got {text}")
        );
    }
    assert_eq!(
        said(Rating::try_from(5e-324).unwrap_err()),
        "rating must be a whole number from 0 to 10, got 5e-324"
    );
    assert_eq!(Rating::try_from(-0.0).unwrap().get(), 0);

    // All or nothing: what was there stays.
    let mut ratings = Ratings::<1, 5>::try_from_iter([5]).unwrap();
    let before = ratings.clone();
    ratings.try_extend([4, 6]).unwrap_err();
    assert_eq!(ratings, before);
}

#[test]
fn bad_references_are_named() {
    let ratings = Ratings::<1, 5>::try_from_iter([4, 5]).unwrap();
    let said = |mean, sd| ratings.standardised(mean, sd).unwrap_err().to_string();
    assert_eq!(
        said(3.0, 0.0),
        "reference standard deviation must be above 0, got 0"
    );
    assert_eq!(
        said(3.0, -1.0),
        "reference standard deviation must be above 0, got -1"
    );
    assert_eq!(
        said(3.0, f64::NAN),
        "reference standard deviation must be a finite number, got NaN"
    );
    assert_eq!(
        said(f64::INFINITY, 1.0),
        "reference mean must be a finite number, got inf"
    );
    assert_eq!(
        said(f64::MAX, 5e-324),
        "standardised rating has no finite value: the reference standard deviation is too small \
         beside the distance to its mean"
    );
    assert_eq!(
        Ratings::<1, 5>::default()
            .standardised(3.0, 0.0)
            .unwrap_err(),
        ratings.standardised(3.0, 0.0).unwrap_err()
    );
    assert_eq!(
        ratings.at_least(0).unwrap_err().to_string(),
        "threshold must be a whole number from 1 to 5, got 0"
    );
    assert_eq!(
        ratings.below(6).unwrap_err().to_string(),
        "threshold must be a whole number from 1 to 5, got 6"
    );
}

#[cfg(feature = "serde")]
#[test]
fn huge_counts_read_back_and_merged_keep_every_answer_finite() {
    use crate::support::wire::read;
    use tenure::Merge as _;

    let huge = u64::MAX;
    let text = format!("[{huge},0,0,0,{huge}]");
    let mut ratings: Ratings<1, 5> = read(&text).unwrap();
    for _ in 0..200 {
        assert_eq!(ratings.mean(), Some(3.0));
        assert_close(ratings.standard_deviation().unwrap(), 2.0, 1e-9);
        let interval = ratings.mean_interval(Level::P99).unwrap();
        assert!(
            interval.contains(3.0) && interval.width() < 1e-8,
            "{interval}"
        );
        assert_eq!(
            ratings.at_least(4).unwrap().proportion().unwrap().get(),
            0.5
        );
        ratings.merge(ratings.clone());
    }
    let back: Ratings<1, 5> =
        serde_json::from_str(&serde_json::to_string(&ratings).unwrap()).unwrap();
    assert_eq!(back, ratings);

    // The largest scale at the ceiling of every bin.
    let text = format!("[{}]", vec![huge.to_string(); 256].join(","));
    let mut ratings: Ratings<0, 255> = read(&text).unwrap();
    for _ in 0..60 {
        ratings.merge(ratings.clone());
    }
    assert_eq!(ratings.mean(), Some(127.5));
    assert_close(
        ratings.population_standard_deviation().unwrap(),
        (65_535.0_f64 / 12.0).sqrt(),
        1e-15,
    );
}

#[cfg(feature = "serde")]
#[test]
fn the_saved_form_is_the_counts_and_is_checked() {
    use crate::support::wire::{read, value};

    let ratings = Ratings::<1, 5>::try_from_iter([4, 5, 5]).unwrap();
    assert_eq!(value(&ratings), "[0,0,0,1,2]");
    let empty: Ratings<1, 5> = read("[0,0,0,0,0]").unwrap();
    assert_eq!(empty, Ratings::default());
    for (text, message) in [
        (
            "[1,2]",
            "tally of ratings must be a count for each rating of the scale",
        ),
        (
            "[1,2,3,4,5,6]",
            "tally of ratings must be a count for each rating of the scale",
        ),
        ("[1,2,3,4,-5]", "a count cannot be negative"),
        ("[1,2,3,4,0.5]", "expected a whole number"),
    ] {
        let error = read::<Ratings<1, 5>>(text).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
}
