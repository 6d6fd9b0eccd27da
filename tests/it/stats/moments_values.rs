//! Values and bad input of [`Moments`].

use tenure::stats::Moments;
use tenure::units::Level;

use crate::support::assert_close;
use crate::support::golden::{golden, numbers};

fn moments(values: &[f64]) -> Moments {
    Moments::try_from_iter(values).unwrap()
}

#[test]
fn response_times_agree_with_the_reference() {
    let item = golden("kpi_response_time");
    let minutes = moments(&numbers(item.input("minutes")));
    assert_close(minutes.mean().unwrap(), item.number("mean").unwrap(), 1e-15);
    assert_eq!(
        (minutes.minimum(), minutes.maximum()),
        (Some(3.0), Some(89.0))
    );
}

/// The half-width in standard errors is the critical value of t. (The reference's own tolerance.)
#[test]
fn the_interval_is_students() {
    let item = golden("t_quantile_two_sided");
    let cases = item.input("conf_df").as_array().unwrap();
    for (case, t) in cases.iter().zip(numbers(item.expected(""))) {
        let (level, freedom) = (case[0].as_f64().unwrap(), case[1].as_u64().unwrap());
        let values: Vec<f64> = (0..=freedom).map(|i| (i * i % 17) as f64 + 0.25).collect();
        let all = moments(&values);
        let interval = all.mean_interval(Level::new(level).unwrap()).unwrap();
        let half = interval.width() / 2.0;
        assert_close(half / all.standard_error().unwrap(), t, 1e-10);
        assert_close(
            f64::midpoint(interval.lower(), interval.upper()),
            all.mean().unwrap(),
            1e-12,
        );
    }
}

#[test]
fn the_textbook_formula_without_its_cancellation() {
    let far = moments(&[1e15 + 1.0, 1e15 + 2.0, 1e15 + 3.0]);
    assert_eq!(far.sample_variance(), Some(1.0));
    assert_eq!(far.mean(), Some(1e15 + 2.0));
    let most = 2.0_f64.powi(1000);
    let huge = moments(&[most, most * (1.0 + f64::EPSILON)]);
    assert_close(
        huge.standard_deviation().unwrap(),
        most * f64::EPSILON / 2.0_f64.sqrt(),
        1e-15,
    );
}

#[test]
fn at_the_ends_of_the_range() {
    let ends = moments(&[f64::MAX, f64::MIN]);
    assert_eq!((ends.mean(), ends.sum()), (Some(0.0), Some(0.0)));
    assert_eq!(ends.population_standard_deviation(), Some(f64::MAX));
    assert_eq!(ends.standard_deviation(), None); // MAX·√2
    assert_eq!(ends.sample_variance(), None);
    assert_eq!(ends.standard_error(), Some(f64::MAX));
    assert_eq!(ends.mean_interval(Level::P95), None);
    let most = moments(&[f64::MAX; 3]);
    assert_eq!((most.mean(), most.sum()), (Some(f64::MAX), None));
    assert_eq!(most.standard_deviation(), Some(0.0));
    assert!(most.mean_interval(Level::P99).unwrap().contains(f64::MAX));
    let least = moments(&[5e-324, 1.5e-323]);
    assert_eq!(least.mean(), Some(1e-323));
    assert_eq!(least.sample_variance(), Some(0.0)); // below the smallest number
    assert_eq!(least.population_standard_deviation(), Some(5e-324));
}

#[test]
fn nothing_and_one_value() {
    let nothing = Moments::default();
    assert_eq!((nothing.count(), nothing.sum()), (0, Some(0.0)));
    assert_eq!(
        (nothing.mean(), nothing.minimum(), nothing.maximum()),
        (None, None, None)
    );
    assert_eq!(nothing.population_variance(), None);
    assert_eq!(nothing.standard_error(), None);
    let one = moments(&[-0.0]);
    assert_eq!(one.mean().map(f64::to_bits), Some(0));
    assert_eq!(one.population_variance(), Some(0.0));
    assert_eq!((one.sample_variance(), one.standard_error()), (None, None));
    assert_eq!(one.mean_interval(Level::P95), None);
}

#[test]
fn what_is_not_a_number_is_refused() {
    let mut all = moments(&[1.0]);
    let before = all.clone();
    assert_eq!(
        all.try_extend([2.0, f64::NAN]).unwrap_err().to_string(),
        "item 1 was rejected: value must be a finite number, got NaN"
    );
    assert_eq!(all, before);
}

#[cfg(feature = "serde")]
mod saved {
    use super::*;
    use crate::support::wire;
    use tenure::Merge as _;

    /// The state of −3, 1 and 4 with one thing changed: [count, S₁, S₂, minimum, maximum].
    fn read(
        count: &str,
        sum: i64,
        squares: i64,
        least: &str,
        most: &str,
    ) -> Result<Moments, String> {
        let exact = |v: i64| {
            let limbs = if v == 0 {
                String::new()
            } else {
                v.abs().to_string()
            };
            format!(r#"{{"negative":{},"exponent":0,"limbs":[{limbs}]}}"#, v < 0)
        };
        let text = format!(
            r#"{{"count":{count},"sum":{},"sum_of_squares":{},"minimum":{least},"maximum":{most}}}"#,
            exact(sum),
            exact(squares)
        );
        wire::read(&text).map_err(|e| e.to_string())
    }

    #[test]
    fn honest_states_are_read() {
        assert_eq!(
            read("3", 2, 26, "-3.0", "4.0").unwrap(),
            moments(&[4.0, -3.0, 1.0])
        );
        assert_eq!(
            read("2", 1, 25, "-3.0", "4.0").unwrap(),
            moments(&[4.0, -3.0])
        );
        assert_eq!(read("1", -3, 9, "-3.0", "-3").unwrap(), moments(&[-3.0]));
        assert_eq!(read("0", 0, 0, "null", "null").unwrap(), Moments::default());
    }

    #[test]
    fn states_of_no_data_are_refused() {
        for (count, sum, squares, least, most) in [
            ("3", 2, 25, "-3.0", "4.0"),  // Σx² too small for the extremes
            ("3", 2, 27, "-3.0", "4.0"),  // the third value cannot be 1 and squared 2
            ("3", 6, 50, "-3.0", "4.0"),  // the third would be above the largest
            ("3", -4, 50, "-3.0", "4.0"), // below the smallest
            ("3", 2, -26, "-3.0", "4.0"),
            ("3", 2, 26, "4.0", "-3.0"),
            ("2", 2, 26, "-3.0", "4.0"),
            ("2", 1, 26, "-3.0", "4.0"),
            ("2", 1, 24, "-3.0", "4.0"),
            ("1", 2, 26, "-3.0", "4.0"),
            ("1", -3, 10, "-3.0", "-3.0"),
            ("1", -2, 9, "-3.0", "-3.0"),
            ("0", 2, 26, "-3.0", "4.0"),
            ("0", 0, 0, "-3.0", "4.0"),
            ("0", 1, 0, "null", "null"),
            ("0", 0, 1, "null", "null"),
            ("3", 2, 26, "null", "4.0"),
            ("3", 2, 26, "null", "null"),
            ("4", 3, 26, "-3.0", "4.0"), // the other two cannot sum to 2 and squared to 1
            ("4", 2, 5, "0.0", "1.0"),   // Σx² above Σx, for values from 0 to 1
        ] {
            let error = read(count, sum, squares, least, most).unwrap_err();
            assert!(
                error.starts_with("moments must be those of some data"),
                "{error}: {count} {sum} {squares} {least} {most}"
            );
        }
        for count in ["-1", "1.5", "\"a\""] {
            assert!(read(count, 2, 26, "-3.0", "4.0").is_err());
        }
        assert!(read("3", 2, 26, "-3.0", "1e999").is_err());
    }

    #[test]
    fn huge_counts_merge_and_stay_sane() {
        let max = u64::MAX;
        let ones = format!(
            r#"{{"negative":false,"exponent":0,"limbs":[{0},{0}]}}"#,
            u32::MAX
        );
        let text = format!(
            r#"{{"count":{max},"sum":{ones},"sum_of_squares":{ones},"minimum":1.0,"maximum":1.0}}"#
        );
        let mut all: Moments = wire::read(&text).unwrap();
        assert_eq!(all.sample_variance(), Some(0.0));
        all.merge(moments(&[3.0]));
        assert_close(all.mean().unwrap(), 1.0, 1e-15);
        let interval = all.mean_interval(Level::P95).unwrap();
        assert!(interval.contains(1.0) && interval.width() < 1e-8);
        for _ in 0..300 {
            all.merge(all.clone());
            let mean = all.mean().unwrap();
            assert!((1.0..=3.0).contains(&mean));
            let _answers = (
                all.standard_deviation(),
                all.standard_error(),
                all.mean_interval(Level::P95),
            );
        }
    }
}
