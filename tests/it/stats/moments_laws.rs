//! Laws of [`Moments`].

use proptest::prelude::*;
use tenure::stats::Moments;
use tenure::units::{Finite, Level};

use super::exact_sum::{finite, values};
use crate::support::laws;

/// Values within a few orders of magnitude, so that nothing overflows.
fn ordinary() -> impl Strategy<Value = Finite> {
    prop_oneof![
        (-1e6..1e6).prop_map(finite),
        (0..20_i32).prop_map(Finite::from)
    ]
}

fn moments(values: &[Finite]) -> Moments {
    values.iter().collect()
}

#[test]
fn moments_is_an_accumulator() {
    laws::accumulator::<Moments, Finite>(file!(), values());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_mean_is_among_the_values(items in prop::collection::vec(values(), 1..60)) {
        let all = moments(&items);
        let (least, most) = (all.minimum().unwrap(), all.maximum().unwrap());
        let mean = all.mean().unwrap();
        prop_assert!(least <= mean && mean <= most);
        prop_assert!(items.iter().all(|x| least <= x.get() && x.get() <= most));
        prop_assert!(items.iter().any(|x| x.get() == least));
        prop_assert!(items.iter().any(|x| x.get() == most));
        for answer in [
            all.sum(),
            all.sample_variance(),
            all.population_variance(),
            all.standard_deviation(),
            all.population_standard_deviation(),
            all.standard_error(),
        ] {
            prop_assert!(answer.is_none_or(|x| x.is_finite() && x.to_bits() != (-0.0_f64).to_bits()));
        }
        // A root is never lost to overflow of its square.
        prop_assert!(all.population_standard_deviation().is_some());
    }

    #[test]
    fn variances_agree_with_two_passes(items in prop::collection::vec(ordinary(), 2..60)) {
        let all = moments(&items);
        let (n, mean) = (items.len() as f64, all.mean().unwrap());
        let squares: f64 = items.iter().map(|x| (x.get() - mean).powi(2)).sum();
        let sample = all.sample_variance().unwrap();
        let size = items.iter().map(|x| x.get().abs()).fold(0.0, f64::max);
        prop_assert!((sample - squares / (n - 1.0)).abs() <= 1e-12 * size * size);
        prop_assert!(all.population_variance().unwrap() <= sample);
        let error = sample.sqrt() / n.sqrt();
        prop_assert!((all.standard_error().unwrap() - error).abs() <= 1e-15 * error);
        prop_assert!((all.standard_deviation().unwrap() - sample.sqrt()).abs() <= 1e-15 * sample.sqrt());
    }

    #[test]
    fn moving_and_scaling_are_exact(items in prop::collection::vec(-1_000_000..1_000_000_i32, 2..60), shift in -1000..1000_i32) {
        let all = Moments::try_from_iter(&items).unwrap();
        let moved = Moments::try_from_iter(items.iter().map(|x| x + shift)).unwrap();
        prop_assert_eq!(moved.sample_variance(), all.sample_variance());
        prop_assert_eq!(moved.standard_error(), all.standard_error());
        let doubled = Moments::try_from_iter(items.iter().map(|x| 2 * x)).unwrap();
        prop_assert_eq!(doubled.mean(), all.mean().map(|m| 2.0 * m));
        prop_assert_eq!(doubled.standard_deviation(), all.standard_deviation().map(|s| 2.0 * s));
    }

    #[test]
    fn surer_is_wider_and_holds_the_mean(items in prop::collection::vec(ordinary(), 2..60)) {
        let all = moments(&items);
        let mean = all.mean().unwrap();
        let mut width = 0.0;
        for level in [Level::P80, Level::P90, Level::P95, Level::P99] {
            let interval = all.mean_interval(level).unwrap();
            prop_assert!(interval.contains(mean) && interval.width() >= width);
            width = interval.width();
        }
    }
}
