//! [`NpsSampleSize`] and [`NpsComparisonSize`].

use proptest::prelude::*;
use tenure::survey::{NpsComparisonSize, NpsSampleSize};
use tenure::units::{Level, Proportion};

use crate::support::golden::{golden, numbers};

#[test]
fn reference_sample_sizes() {
    let item = golden("nps_sample_size");
    let rows = item.input("rows").as_array().unwrap();
    for (index, row) in rows.iter().enumerate() {
        let [moe, variance, conf] =
            ["moe", "variance", "conf"].map(|name| row[name].as_f64().unwrap());
        let size = NpsSampleSize::for_margin(100.0 * moe, Level::new(conf).unwrap())
            .and_then(|size| size.with_variance(variance))
            .unwrap();
        let expected = |name| item.expected(&format!("{index}/{name}")).as_u64().unwrap();
        assert_eq!(size.answers(), expected("n_adj_wald_3"), "{row}");
        assert_eq!(size.answers_wald(), expected("n_wald"), "{row}");
    }
    assert!(!rows.is_empty());
}

#[test]
fn few_customers_are_corrected_as_for_a_share() {
    // A share of ½ to ± m is a score of variance 1 to ± 2m.
    let item = golden("csat_sample_size");
    let rows = item.input("moe_p_conf_N").as_array().unwrap();
    let mut corrected = 0;
    for (index, row) in rows.iter().enumerate() {
        let [moe, share, conf] = [0, 1, 2].map(|at| row[at].as_f64().unwrap());
        let mut size = NpsSampleSize::for_margin(200.0 * moe, Level::new(conf).unwrap())
            .and_then(|size| size.with_variance(4.0 * share * (1.0 - share)))
            .unwrap();
        if let Some(customers) = row[3].as_u64() {
            size = size.with_population(customers).unwrap();
            corrected += 1;
        }
        let expected = item.expected(&format!("{index}/n_fpc")).as_u64().unwrap();
        assert_eq!(size.answers_wald(), expected, "{row}");
    }
    assert_eq!(corrected, 2);
}

#[test]
fn margins_variances_and_powers_that_cannot_be() {
    let power = Proportion::new(0.8).unwrap();
    let size = NpsSampleSize::for_margin(5.0, Level::P95).unwrap();
    let compare = |points, power| NpsComparisonSize::for_difference(points, Level::P95, power);
    for (error, message) in [
        (
            NpsSampleSize::for_margin(0.0, Level::P95).unwrap_err(),
            "margin of error must be in points, from 0.25 to 100 (3 for ±3 points; 0.03 looks like a share), got 0",
        ),
        (
            NpsSampleSize::for_margin(0.03, Level::P95).unwrap_err(),
            "margin of error must be in points, from 0.25 to 100 (3 for ±3 points; 0.03 looks like a share), got 0.03",
        ),
        (
            NpsSampleSize::for_margin(f64::NAN, Level::P95).unwrap_err(),
            "margin of error must be a finite number, got NaN",
        ),
        (
            size.with_variance(0.0).unwrap_err(),
            "variance of one answer must be above 0 and at most 1, got 0",
        ),
        (
            size.with_variance(61.0).unwrap_err(),
            "variance of one answer must be above 0 and at most 1, got 61",
        ),
        (
            size.with_variance(f64::INFINITY).unwrap_err(),
            "variance of one answer must be a finite number, got inf",
        ),
        (
            size.with_population(0).unwrap_err(),
            "population must be at least 1, got 0",
        ),
        (
            compare(201.0, power).unwrap_err(),
            "difference must be in points, from 0.25 to 200 (10 for 10 points; 0.1 looks like a share), got 201",
        ),
        (
            compare(10.0, Proportion::new(0.2).unwrap()).unwrap_err(),
            "power must be at least 0.5 and below 1 (0.8 for 80%), got 0.2",
        ),
        (
            compare(10.0, Proportion::ONE).unwrap_err(),
            "power must be at least 0.5 and below 1 (0.8 for 80%), got 1",
        ),
        (
            compare(10.0, power)
                .unwrap()
                .with_variances(0.5, 2.0)
                .unwrap_err(),
            "variance of one answer must be above 0 and at most 1, got 2",
        ),
    ] {
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn extremes_are_finite() {
    let sure = Level::new(1.0 - f64::EPSILON / 2.0).unwrap();
    let most = NpsSampleSize::for_margin(0.25, sure).unwrap().answers();
    assert!(most > 1 << 22 && most < u64::MAX);
    let easy = NpsSampleSize::for_margin(100.0, Level::new(0.5).unwrap()).unwrap();
    assert_eq!(easy.with_variance(5e-324).unwrap().answers(), 1);
    assert_eq!(easy.with_population(1).unwrap().answers_wald(), 1);
    let power = Proportion::new(1.0 - f64::EPSILON / 2.0).unwrap();
    let most = NpsComparisonSize::for_difference(0.25, sure, power).unwrap();
    assert!(most.answers_per_group() < u64::MAX);
    let half = Proportion::new(0.5).unwrap();
    let easy = NpsComparisonSize::for_difference(200.0, sure, half).unwrap();
    assert!(easy.answers_per_group() >= 1);
}

proptest! {
    #![proptest_config(ProptestConfig { source_file: Some(file!()), ..ProptestConfig::with_cases(128) })]

    #[test]
    fn that_many_do_and_one_fewer_does_not(margin in 0.5..50.0, variance in 0.05..1.0) {
        let size = NpsSampleSize::for_margin(margin, Level::P95).unwrap().with_variance(variance).unwrap();
        let z = numbers(golden("normal_quantile_two_sided").expected(""))[3];
        let half = |answers: f64| 100.0 * z * (variance / (answers + 3.0)).sqrt();
        let n = size.answers();
        prop_assert!(half(n as f64) <= margin * (1.0 + 1e-12));
        prop_assert!(n == 1 || half(n as f64 - 1.0) > margin * (1.0 - 1e-12));
        prop_assert!(size.answers_wald() >= n && size.answers_wald() <= n + 3);
    }

    #[test]
    fn never_more_answers_than_customers(margin in 0.25..50.0, customers in 1..10_000_u64) {
        let any = NpsSampleSize::for_margin(margin, Level::P95).unwrap();
        let few = any.with_population(customers).unwrap();
        prop_assert!(few.answers() <= customers.min(any.answers()));
        prop_assert!(few.answers_wald() <= customers.min(any.answers_wald()));
    }

    #[test]
    fn a_comparison_takes_more_than_either_survey(points in 1.0..50.0, power in 0.5..0.99) {
        let power = Proportion::new(power).unwrap();
        let compare = NpsComparisonSize::for_difference(points, Level::P95, power).unwrap();
        let single = NpsSampleSize::for_margin(points, Level::P95).unwrap();
        prop_assert!(compare.answers_per_group() > single.answers());
    }
}

#[test]
fn a_comparison_by_its_formula() {
    // 80% power is the two-sided quantile of 60%; 90% that of 80%, which the reference has.
    let z = numbers(golden("normal_quantile_two_sided").expected(""));
    let (z_95, z_80) = (z[3], z[1]);
    let power = Proportion::new(0.9).unwrap();
    let size = NpsComparisonSize::for_difference(10.0, Level::P95, power)
        .and_then(|size| size.with_variances(0.61, 0.66))
        .unwrap();
    let expected = (z_95 + z_80) * (z_95 + z_80) * 1.27 / 0.01 - 3.0;
    assert_eq!(size.answers_per_group() as f64, expected.ceil());
}
