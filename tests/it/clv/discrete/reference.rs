//! Values at given parameters, against the reference file and the eighty-digit table.

use tenure::clv::models::{BgBb, RenewalModel};
use tenure::units::{DiscountRate, Period};

use super::{bdw, bgbb, donations, golden, regular, sbg, trial};
use crate::support::assert_close;
use crate::support::clv::{clv, clv_number};
use crate::support::golden::numbers;

fn per_year(rate: f64) -> DiscountRate {
    DiscountRate::new(rate, Period::Year).unwrap()
}

fn model_of(id: &str) -> BgBb {
    let params = numbers(&clv(id)["inputs"]["params"]);
    bgbb(params.try_into().unwrap())
}

#[test]
fn donations_row_by_row() {
    let model = model_of("table_bgbb_donations");
    let rows = clv("table_bgbb_donations")["value"].clone();
    let mut expected = 0.0;
    for row in rows.as_array().unwrap() {
        let whole = |name: &str| row[name].as_u64().unwrap();
        let want = |name: &str| row[name].as_f64().unwrap();
        let donor = trial(whole("x"), whole("t_x"), whole("n"));
        assert_close(model.log_likelihood(&donor), want("LL"), 1e-13);
        assert_close(model.p_alive(&donor), want("p_alive_n"), 1e-13);
        assert_close(model.p_alive_after(&donor, 1), want("p_alive_n+1"), 1e-13);
        assert_close(model.expected_purchases(&donor, 5), want("CET_5"), 1e-13);
        let dert = model.discounted_purchases(&donor, per_year(0.1), Period::Year);
        assert_close(dert.unwrap(), want("DERT_d0.10"), 1e-13);
        expected += whole("custs") as f64 * model.expected_purchases(&donor, 5);
    }
    // The sheet of the paper has 12884.2.
    assert_close(expected, 12884.1568, 1e-8);
}

#[test]
fn the_published_parameters_have_the_published_likelihood() {
    let model = model_of("ll_bgbb_published");
    let want = clv_number("ll_bgbb_published", "value");
    assert_close(model.total_log_likelihood(&donations()), want, 1e-13);
}

/// T7: nothing is added inside the logarithm, so no likelihood is floored at −34.4.
#[test]
fn long_histories_have_small_likelihoods() {
    let model = model_of("stress_bgbb");
    let rows = clv("stress_bgbb")["value"].clone();
    for row in rows.as_array().unwrap() {
        let [x, last, n] = ["x", "t_x", "n"].map(|name| row[name].as_u64().unwrap());
        let customer = trial(x, last, n);
        let ll = row["LL"].as_f64().unwrap();
        assert_close(model.log_likelihood(&customer), ll, 1e-13);
        let alive = row["p_alive_n"].as_f64().unwrap();
        assert_close(model.p_alive(&customer), alive, 2e-13);
    }
}

#[test]
fn likelihoods_and_counts_are_those_of_eighty_digits() {
    for (row, numbers) in golden("trials") {
        let [a, b, c, d, x, last, n, ll, alive] = numbers.try_into().unwrap();
        let model = bgbb([a, b, c, d]);
        let [x, last, n] = [x, last, n].map(|k| k as u64);
        let customer = trial(x, last, n);
        println!("{row}");
        let error = model.log_likelihood(&customer) - ll;
        assert!(error.abs() <= 1e-13 * ll.abs().max(1.0), "{row}: {error:e}");
        assert_close(model.p_alive(&customer), alive, 1e-12);
    }
    for (row, numbers) in golden("count") {
        let [a, b, c, d, k, n, ln_p, mean] = numbers.try_into().unwrap();
        let model = bgbb([a, b, c, d]);
        println!("{row}");
        let error = model.ln_probability(k as u32, n as u32).unwrap() - ln_p;
        assert!(
            error.abs() <= 1e-13 * ln_p.abs().max(1.0),
            "{row}: {error:e}"
        );
        assert_close(model.expected_purchases_of_new(n as u64), mean, 1e-14);
    }
}

/// The tutorial of another package, which prints seven digits.
#[test]
fn expectations_agree_with_a_vignette() {
    let model = bgbb([1.203528, 0.7497260, 0.6567808, 2.783796]);
    assert_close(model.expected_purchases_of_new(10), 3.179805, 4e-7);
    assert_close(
        model.expected_purchases(&trial(0, 0, 6), 10),
        0.1302169,
        8e-7,
    );
    assert_close(
        model.expected_purchases(&trial(4, 5, 6), 10),
        3.627858,
        4e-7,
    );
}

#[test]
fn the_curves_of_the_papers_cohorts() {
    let value = clv("fit_sbg_regular")["value"].clone();
    let [alpha, beta] = ["alpha", "beta"].map(|name| value["params"][name].as_f64().unwrap());
    let model = sbg(alpha, beta);
    for (t, want) in numbers(&value["S"]).into_iter().enumerate() {
        assert_close(model.survival(t as u64), want, 1e-15);
    }
    for (t, want) in numbers(&value["retention"]).into_iter().enumerate() {
        assert_close(model.retention(t as u64 + 1), want, 1e-15);
    }
    assert_close(
        model.log_likelihood(&regular()),
        value["LL"].as_f64().unwrap(),
        1e-14,
    );
    let del = model
        .discounted_tenure(per_year(0.1), Period::Year)
        .unwrap();
    assert_close(del, value["DEL_0.1"].as_f64().unwrap(), 1e-14);
    for (n, want) in numbers(&value["DERL_0.1"]).into_iter().enumerate() {
        let derl = model.discounted_residual_tenure(n as u64 + 1, per_year(0.1), Period::Year);
        assert_close(derl.unwrap(), want, 1e-14);
    }

    let value = clv("fit_bdw_regular")["value"].clone();
    let [alpha, beta, c] =
        ["alpha", "beta", "c"].map(|name| value["params"][name].as_f64().unwrap());
    let model = bdw(alpha, beta, c);
    for (t, want) in numbers(&value["S"]).into_iter().enumerate() {
        assert_close(model.survival(t as u64), want, 1e-14);
    }
    assert_close(
        model.log_likelihood(&regular()),
        value["LL"].as_f64().unwrap(),
        1e-14,
    );
}

#[test]
fn curves_and_lifetimes_are_those_of_eighty_digits() {
    for (row, numbers) in golden("survival") {
        let [alpha, beta, c, t, ln_s, ln_p] = numbers.try_into().unwrap();
        let (model, t) = (bdw(alpha, beta, c), t as u64);
        println!("{row}");
        assert!((model.survival(t) - ln_s.exp()).abs() <= 1e-14);
        assert_close(model.ln_probability(t), ln_p, 4e-15);
        if c == 1.0 {
            let plain = sbg(alpha, beta);
            assert_eq!(plain.survival(t), model.survival(t));
            assert_eq!(plain.ln_probability(t), model.ln_probability(t));
        }
    }
    for (row, numbers) in golden("discounted") {
        let [alpha, beta, c, d, want] = numbers.try_into().unwrap();
        println!("{row}");
        let model = bdw(alpha, beta, c);
        let got = model.discounted_tenure(per_year(d), Period::Year).unwrap();
        assert_close(got, want, 1e-13);
        if d == 0.0 {
            assert_close(model.expected_tenure().unwrap(), want, 1e-13);
        }
    }
    for (row, numbers) in golden("residual") {
        let [alpha, beta, c, n, d, want] = numbers.try_into().unwrap();
        println!("{row}");
        let model = bdw(alpha, beta, c);
        let got = model.discounted_residual_tenure(n as u64, per_year(d), Period::Year);
        assert_close(got.unwrap(), want, 1e-13);
    }
}

/// Discounts of other periods convert: monthly renewals at a yearly rate.
#[test]
fn a_discount_is_converted_to_the_renewals() {
    let model = sbg(0.668, 3.806);
    let monthly = DiscountRate::new(1.1_f64.powf(1.0 / 12.0) - 1.0, Period::Month).unwrap();
    let by_year = model
        .discounted_tenure(per_year(0.1), Period::Month)
        .unwrap();
    assert_close(
        model.discounted_tenure(monthly, Period::Month).unwrap(),
        by_year,
        1e-12,
    );
    assert!(
        by_year
            > model
                .discounted_tenure(per_year(0.1), Period::Year)
                .unwrap()
    );
    let donor = trial(2, 4, 6);
    let model = bgbb([1.204, 0.75, 0.657, 2.783]);
    let by_year = model
        .discounted_purchases(&donor, per_year(0.1), Period::Month)
        .unwrap();
    let by_month = model
        .discounted_purchases(&donor, monthly, Period::Month)
        .unwrap();
    assert_close(by_month, by_year, 1e-12);
}
