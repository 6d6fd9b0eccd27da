//! Laws and bad input of [`Sample`] and its [`Description`](tenure::stats::Description).

use proptest::prelude::*;
use tenure::stats::{QuantileRule, Sample};
use tenure::units::{Finite, Proportion};

use super::exact_sum::values;
use super::quantiles::RULES;
use crate::support::laws;

fn share(q: f64) -> Proportion {
    Proportion::new(q).unwrap()
}

#[test]
fn sample_is_an_accumulator() {
    laws::accumulator::<Sample, Finite>(file!(), values());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn quantiles_rise_from_the_smallest_to_the_largest(
        items in prop::collection::vec(values(), 1..60), a in 0.0..=1.0, b in 0.0..=1.0,
    ) {
        let all: Sample = items.iter().collect();
        let (low, high) = if a <= b { (a, b) } else { (b, a) };
        let (least, most) = (all.sorted()[0], *all.sorted().last().unwrap());
        for rule in RULES {
            let [x, y] = [low, high].map(|q| all.quantile(share(q), rule).unwrap());
            prop_assert!(least <= x && x <= y && y <= most, "{rule}");
            prop_assert_eq!(all.quantile(share(0.0), rule), Some(least));
            prop_assert_eq!(all.quantile(share(1.0), rule), Some(most));
        }
    }

    /// At least a share q of all is at or below the nearest rank, and less than q is below it.
    #[test]
    fn nearest_rank_is_what_it_says(items in prop::collection::vec(0..20_u8, 1..60), percent in 1..=100_usize) {
        let all = Sample::try_from_iter(&items).unwrap();
        let got = all.quantile(share(percent as f64 / 100.0), QuantileRule::NearestRank).unwrap();
        let n = items.len();
        let count = |pred: fn(f64, f64) -> bool| items.iter().filter(|&&x| pred(f64::from(x), got)).count();
        prop_assert!(100 * count(|x, got| x <= got) >= percent * n);
        prop_assert!(100 * count(|x, got| x < got) < percent * n);
    }

    #[test]
    fn the_median_negates_with_the_values(items in prop::collection::vec(values(), 1..60)) {
        let all: Sample = items.iter().collect();
        let negated = Sample::try_from_iter(items.iter().map(|x| -x.get())).unwrap();
        // What cancels between two values in the middle is rounded in their size, or to a subnormal.
        let size = items.iter().map(|x| x.get().abs()).fold(0.0, f64::max);
        let (there, back) = (all.median().unwrap(), negated.median().unwrap());
        prop_assert!((there / 4.0 + back / 4.0).abs() <= f64::EPSILON * size + 5e-324);
        let described = all.describe().unwrap();
        prop_assert_eq!(described.median, there);
        prop_assert!(described.lower_quartile <= there && there <= described.upper_quartile);
        prop_assert_eq!(described.count, items.len() as u64);
    }

    #[test]
    fn one_at_a_time_is_the_same_sample(items in prop::collection::vec(values(), 0..60)) {
        let mut pushed = Sample::default();
        for &x in &items {
            pushed.push(x);
        }
        let collected: Sample = items.iter().collect();
        prop_assert_eq!(&pushed, &collected);
        prop_assert_eq!(pushed.median(), collected.median());
        prop_assert_eq!(pushed.moments(), items.iter().collect());
        prop_assert!(pushed.sorted().is_sorted());
        prop_assert_ne!(&pushed, &[items.as_slice(), &[Finite::from(1)]].concat().iter().collect::<Sample>());
    }
}

#[test]
fn nothing_has_no_quantile_and_no_summary() {
    let nothing = Sample::default();
    for rule in RULES {
        assert_eq!(nothing.quantile(share(0.5), rule), None);
    }
    assert_eq!((nothing.median(), nothing.count()), (None, 0));
    assert_eq!(nothing.describe(), None);
}

#[test]
fn what_is_not_a_number_is_refused() {
    assert_eq!(
        Sample::try_from_iter([1.0, 2.0, f64::INFINITY])
            .unwrap_err()
            .to_string(),
        "item 2 was rejected: value must be a finite number, got inf"
    );
}

#[test]
fn a_summary_of_one_value_and_of_extremes() {
    let one = Sample::try_from_iter([7]).unwrap().describe().unwrap();
    assert_eq!(one.standard_deviation, None);
    assert_eq!(
        one.to_string().lines().nth(2),
        Some("standard deviation     –")
    );
    let wide = Sample::try_from_iter([f64::MAX, f64::MIN, 5e-324, 0.001]).unwrap();
    let shown = wide.describe().unwrap().to_string();
    assert_eq!(
        shown,
        "count                       4\n\
         mean                  2.50e-4\n\
         standard deviation   1.47e308\n\
         minimum             -1.80e308\n\
         lower quartile      -4.49e307\n\
         median                5.00e-4\n\
         upper quartile       4.49e307\n\
         maximum              1.80e308"
    );
}

#[cfg(feature = "serde")]
#[test]
fn saved_it_is_the_list_of_its_values() {
    use crate::support::wire::{read, value};

    let all = Sample::try_from_iter([3.5, 1.0, 2.0]).unwrap();
    assert_eq!(value(&all), "[1.0,2.0,3.5]");
    assert_eq!(read::<Sample>("[3.5, 2, 1]").unwrap(), all);
    let error = read::<Sample>("[1.0, 1e999]").unwrap_err();
    assert!(error.to_string().contains("out of range"), "{error}");
    let described = serde_json::to_value(all.describe().unwrap()).unwrap();
    assert_eq!(described["value"]["median"], 2.0);
}
