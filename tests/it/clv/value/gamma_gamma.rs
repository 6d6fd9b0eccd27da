//! The Gamma-Gamma model against 30-digit values.

use tenure::clv::fitting::ParametricModel as _;
use tenure::clv::models::GammaGamma;

use super::{cdnow, fitted, published, spent};
use crate::support::clv::{clv, clv_number};
use crate::support::{assert_close, golden::numbers};

const FIT: &str = "fit_gg_2dp";

#[test]
fn the_fit_is_that_of_thirty_digits() {
    let fit = GammaGamma::fitter().fit(&cdnow(true)).unwrap();
    let model = fit.model();
    for (got, want) in model.values().iter().zip(fitted().values()) {
        assert_close(*got, want, 1e-8);
    }
    assert_close(fit.log_likelihood(), clv_number(FIT, "value/LL"), 1e-12);
    let item = clv(FIT);
    for (got, want) in fit
        .standard_errors()
        .iter()
        .zip(numbers(&item["value"]["se"]))
    {
        assert_close(*got, want, 1e-8);
    }
    for (i, row) in item["value"]["vcov"].as_array().unwrap().iter().enumerate() {
        for (j, want) in numbers(row).into_iter().enumerate() {
            assert_close(fit.covariance()[[i, j]], want, 1e-7); // a difference of near terms
        }
    }
    assert_eq!(fit.observations(), 946.0);
    assert!(!fit.evidence().penalised);
    println!("{:?} {:?}", fit.convergence(), fit.evidence());
    assert!(fit.convergence().iterations <= 12);
}

/// Fader and Hardie (2013) and `CLVTools` fit the means as they are: 6.25, 3.74, 15.44 and −4055.9177. The digits are
/// those of section 3 of the reference text, twelve of them.
#[test]
fn the_fit_of_unrounded_means_is_the_published_one() {
    let fit = GammaGamma::fitter().fit(&cdnow(false)).unwrap();
    let want = [6.249_572_271_32, 3.744_224_667_13, 15.443_520_962_59];
    for (got, want) in fit.model().values().iter().zip(want) {
        assert_close(*got, want, 1e-8);
    }
    assert_close(fit.log_likelihood(), -4_055.917_694_80, 1e-11);
    let shown = format!("{:.2}", fit.model());
    assert_eq!(shown, "Gamma-Gamma(p = 6.25, q = 3.74, v = 15.44)");
}

#[test]
fn the_first_ten_customers_are_the_published_ones() {
    let item = clv("gg_cond_first10_published");
    let model = published();
    let (x, means) = (
        numbers(&item["inputs"]["x"]),
        numbers(&item["inputs"]["mbar"]),
    );
    let want = numbers(&item["value"]);
    assert_eq!(want.len(), 10);
    for ((x, mean), want) in x.into_iter().zip(means).zip(want) {
        let got = if x > 0.0 {
            let purchases = format!("{x}").parse().unwrap();
            model.expected_spend(&spent(purchases, mean)).unwrap()
        } else {
            model.expected_spend_of_new().unwrap()
        };
        assert_close(got, want, 1e-14);
    }
}

#[test]
fn the_likelihood_of_a_table_is_the_sum_over_its_customers() {
    let model = fitted();
    let table = cdnow(true);
    let sum: f64 = table
        .rows()
        .map(|(history, n)| n as f64 * model.log_likelihood(&history))
        .sum();
    assert_close(sum, clv_number(FIT, "value/LL"), 1e-13);
}

/// In cents v is a hundred times as much, p and q are the same, and every density is a hundredth.
#[test]
fn the_currency_does_not_matter() {
    let in_dollars = GammaGamma::fitter().fit(&cdnow(false)).unwrap();
    for scale in [100.0, 1e-6, 3.7e7] {
        let scaled: tenure::clv::history::SpendTable = cdnow(false)
            .rows()
            .flat_map(|(history, n)| {
                let history = spent(history.purchases(), history.mean() * scale);
                vec![history; usize::try_from(n).unwrap()]
            })
            .collect();
        let fit = GammaGamma::fitter().fit(&scaled).unwrap();
        let (here, there) = (in_dollars.model(), fit.model());
        assert_close(there.p(), here.p(), 1e-8);
        assert_close(there.q(), here.q(), 1e-8);
        assert_close(there.v(), here.v() * scale, 1e-8);
        let shift = 946.0 * libm::log(scale);
        assert_close(
            fit.log_likelihood() + shift,
            in_dollars.log_likelihood(),
            1e-11,
        );
        assert_close(
            there.expected_spend(&spent(3, 20.0 * scale)).unwrap(),
            scale * here.expected_spend(&spent(3, 20.0)).unwrap(),
            1e-8,
        );
    }
}

/// A power of two moves no bit of a mean, and few of the fit.
#[test]
fn a_prior_takes_part_and_is_said() {
    let free = GammaGamma::fitter().fit(&cdnow(true)).unwrap();
    let ridge = GammaGamma::fitter().ridge(0.1).fit(&cdnow(true)).unwrap();
    assert!(ridge.evidence().penalised);
    assert!(ridge.log_likelihood() < free.log_likelihood());
    assert!(ridge.model().p() < free.model().p(), "drawn towards 1");
}
