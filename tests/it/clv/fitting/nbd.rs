use proptest::prelude::*;
use tenure::Merge;
use tenure::clv::history::{HistoryTable, PurchaseHistory};
use tenure::clv::models::{Nbd, PurchaseModel};
use tenure::stats::Fit;
use tenure::units::{DiscountRate, Period, TimeUnit};

use super::weeks;
use crate::support::assert_close;
use crate::support::clv::{cdnow_table, clv_number};

fn cdnow() -> Fit<Nbd> {
    Nbd::fitter().fit(&cdnow_table()).unwrap()
}

#[test]
fn the_fit_is_the_one_of_thirty_digits() {
    let fit = cdnow();
    let of = |path: &str| clv_number("fit_nbd_exact", &format!("value/{path}"));
    assert_close(fit.model().r(), of("params/r"), 1e-11);
    assert_close(fit.model().alpha(), of("params/alpha"), 1e-11);
    assert_close(fit.log_likelihood(), of("LL"), 1e-13);
    assert_close(fit.standard_errors()[0], of("se/0"), 1e-9);
    assert_close(fit.standard_errors()[1], of("se/1"), 1e-9);
    assert!(fit.convergence().iterations <= 6, "{:?}", fit.convergence());
    assert_eq!(fit.observations(), 2357.0);
}

#[test]
fn the_likelihood_of_the_table_is_the_sum_over_customers() {
    let fit = cdnow();
    let sum: f64 = cdnow_table()
        .rows()
        .map(|(history, customers)| customers as f64 * fit.model().log_likelihood(&history))
        .sum();
    assert_close(sum, fit.log_likelihood(), 1e-12);
}

#[test]
fn shards_and_threads_change_no_bit() {
    let whole = cdnow();
    for shards in [2, 7] {
        let mut parts = vec![HistoryTable::default(); shards];
        for (place, (history, customers)) in cdnow_table().rows().enumerate() {
            for i in 0..customers {
                parts[(place + i as usize) % shards].push(history);
            }
        }
        let mut merged = HistoryTable::default();
        for part in parts.into_iter().rev() {
            merged.merge(part);
        }
        let fitter = Nbd::fitter().parallel(true);
        assert_eq!(fitter.fit(&merged).unwrap(), whole);
    }
}

/// The same data in other units: α by the ratio, the likelihood by Σx·ln of it, predictions not at all.
#[test]
fn the_unit_changes_how_it_reads_and_nothing_else() {
    let week = cdnow();
    let customer = PurchaseHistory::new(2, 213.0, 272.0, TimeUnit::DAY).unwrap();
    for unit in [
        TimeUnit::HOUR,
        TimeUnit::DAY,
        TimeUnit::MONTH,
        TimeUnit::YEAR,
    ] {
        let fit = Nbd::fitter().unit(unit).fit(&cdnow_table()).unwrap();
        let ratio = unit.in_days() / 7.0;
        assert_close(fit.model().r(), week.model().r(), 1e-11);
        assert_close(fit.model().alpha() * ratio, week.model().alpha(), 1e-11);
        let shift = 2457.0 * ratio.ln();
        assert_close(fit.log_likelihood() - shift, week.log_likelihood(), 1e-12);
        for (own, other) in [
            (fit.model(), week.model()),
            (&week.model().in_unit(unit).unwrap(), week.model()),
        ] {
            let year = weeks(52.0);
            assert_close(
                own.expected_purchases(&customer, year),
                other.expected_purchases(&customer, year),
                1e-11,
            );
            assert_close(
                own.expected_purchases_of_new(year),
                other.expected_purchases_of_new(year),
                1e-11,
            );
            assert_close(
                own.ln_probability(3, year),
                other.ln_probability(3, year),
                1e-11,
            );
        }
    }
}

#[test]
fn predictions_are_those_of_the_formulas() {
    let model = Nbd::new(0.385, 12.072, TimeUnit::WEEK).unwrap();
    let customer = PurchaseHistory::new(2, 30.43, 38.86, TimeUnit::WEEK).unwrap();
    assert_close(
        model.expected_purchases(&customer, weeks(39.0)),
        39.0 * 2.385 / (12.072 + 38.86),
        1e-14,
    );
    assert_eq!(model.p_alive(&customer), 1.0);
    assert_eq!(model.p_alive_after(&customer, weeks(1e6)), 1.0);
    // ln Γ(2.385) − ln Γ(0.385) = ln(0.385·1.385).
    let ll = (0.385_f64 * 1.385).ln() + 0.385 * 12.072_f64.ln() - 2.385 * (12.072_f64 + 38.86).ln();
    assert_close(model.log_likelihood(&customer), ll, 1e-14);
    // (r + x)/(α + T) a week for ever, discounted by ln 1.1 a year of 365 days.
    let rate = DiscountRate::new(0.1, Period::Year).unwrap();
    let weekly = 1.1_f64.ln() * 7.0 / 365.0;
    assert_close(
        model.discounted_purchases(&customer, rate).unwrap(),
        2.385 / (12.072 + 38.86) / weekly,
        1e-13,
    );
    assert_close(
        model.discounted_purchases_of_new(rate).unwrap(),
        0.385 / 12.072 / weekly,
        1e-13,
    );
    assert_eq!(
        model
            .discounted_purchases_of_new(DiscountRate::NONE)
            .unwrap_err()
            .to_string(),
        "the number of purchases to come has no finite value: customers of this model never leave, so without a \
         discount their purchases have no finite sum"
    );
}

#[test]
fn probabilities_add_up() {
    for (r, alpha, time) in [(0.385, 12.072, 39.0), (30.0, 2.0, 1.0), (1e-3, 5.0, 100.0)] {
        let model = Nbd::new(r, alpha, TimeUnit::WEEK).unwrap();
        let time = weeks(time);
        let (mut sum, mut mean) = (0.0, 0.0);
        for n in 0..3000_u32 {
            let p = model.ln_probability(n.into(), time).exp();
            sum += p;
            mean += f64::from(n) * p;
        }
        assert_close(sum, 1.0, 1e-12);
        assert_close(mean, model.expected_purchases_of_new(time), 1e-10);
    }
}

#[test]
fn it_shows_as_a_person_would_write_it() {
    let model = Nbd::new(0.385, 12.072, TimeUnit::WEEK).unwrap();
    assert_eq!(model.to_string(), "NBD(r = 0.385, α = 12.072 weeks)");
    let fortnights = model.in_unit(TimeUnit::days(14.0).unwrap()).unwrap();
    assert_eq!(
        format!("{fortnights:.1}"),
        "NBD(r = 0.4, α = 6.0 × 14 days)"
    );
    assert_eq!(
        Nbd::new(0.0, 1.0, TimeUnit::DAY).unwrap_err().to_string(),
        "r must be from 1e-10 to 1e10, got 0"
    );
    assert_eq!(
        Nbd::new(1.0, f64::NAN, TimeUnit::DAY)
            .unwrap_err()
            .to_string(),
        "alpha must be a finite number, got NaN"
    );
}

fn log_uniform(low: f64, high: f64) -> impl Strategy<Value = f64> {
    (low.ln()..=high.ln()).prop_map(f64::exp)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever is accepted has finite answers in their ranges.
    #[test]
    fn nothing_but_numbers_leaves(
        r in log_uniform(1e-10, 1e10),
        alpha in log_uniform(1e-10, 1e10),
        x in prop_oneof![Just(0_u64), 0..10_000_u64, 0..1_000_000_000_000_u64],
        age in log_uniform(1e-6, 1e8),
        share in 1e-9..=1.0,
        time in log_uniform(1e-300, 1e12),
        n in prop_oneof![Just(0_u64), 0..1000_u64, any::<u64>()],
    ) {
        let model = Nbd::new(r, alpha, TimeUnit::WEEK).unwrap();
        let last = if x == 0 { 0.0 } else { share * age };
        let history = PurchaseHistory::new(x, last, age, TimeUnit::WEEK).unwrap();
        let time = weeks(time);
        prop_assert!(model.log_likelihood(&history).is_finite());
        let expected = model.expected_purchases(&history, time);
        prop_assert!(expected.is_finite() && expected >= 0.0);
        prop_assert!(model.expected_purchases_of_new(time) >= 0.0);
        let ln_p = model.ln_probability(n, time);
        prop_assert!(ln_p <= 0.0 && ln_p.is_finite(), "{}", ln_p);
        let rate = DiscountRate::new(0.1, Period::Year).unwrap();
        prop_assert!(model.discounted_purchases(&history, rate).unwrap().is_finite());
    }
}
