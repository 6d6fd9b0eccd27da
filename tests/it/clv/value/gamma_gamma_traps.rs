//! What goes wrong elsewhere with models of spend.

use proptest::prelude::*;
use tenure::Error;
use tenure::clv::fitting::ParametricModel as _;
use tenure::clv::history::SpendTable;
use tenure::clv::models::GammaGamma;

use super::{published, spent};
use crate::support::assert_close;

fn log_uniform(low: f64, high: f64) -> impl Strategy<Value = f64> {
    (libm::log10(low)..libm::log10(high)).prop_map(|exponent| libm::pow(10.0, exponent))
}

/// The formula is negative for q < 1: −238 was reported for q = 0.79.
#[test]
fn an_infinite_mean_is_an_error_and_never_negative() {
    let heavy = GammaGamma::new(6.0, 0.79, 15.0).unwrap();
    assert_eq!(
        heavy.expected_spend_of_new().unwrap_err().to_string(),
        "expected spend has no finite value: customers differ so much that their mean is infinite (q of \
         Gamma-Gamma is 1 or less); check the amounts for mistakes, or put a prior on a parameter"
    );
    // With purchases it is finite.
    assert_close(
        heavy.expected_spend(&spent(1, 20.0)).unwrap(),
        6.0 * 35.0 / 5.79,
        1e-15,
    );
    // At exactly 1 there is no mean either.
    assert!(
        GammaGamma::new(6.0, 1.0, 15.0)
            .unwrap()
            .expected_spend_of_new()
            .is_err()
    );
    // And of known customers only when p is that small, too.
    let wild = GammaGamma::new(0.1, 0.5, 15.0).unwrap();
    assert!(matches!(
        wild.expected_spend(&spent(5, 20.0)),
        Err(Error::Diverges { .. })
    ));
    assert!(wild.expected_spend(&spent(6, 20.0)).unwrap() > 0.0);
    assert!(matches!(heavy.spend_variance(&spent(1, 20.0)), Ok(v) if v > 0.0));
    assert!(matches!(
        GammaGamma::new(6.0, 1.5, 15.0)
            .unwrap()
            .spend_variance_of_new(),
        Err(Error::Diverges { .. })
    ));
}

#[test]
fn parameters_are_checked() {
    for ([p, q, v], message) in [
        (
            [0.0, 1.0, 1.0],
            "p of Gamma-Gamma must be from 1e-10 to 1e10, got 0",
        ),
        (
            [1.0, -1.0, 1.0],
            "q of Gamma-Gamma must be from 1e-10 to 1e10, got -1",
        ),
        (
            [1.0, 1.0, 1e16],
            "v of Gamma-Gamma must be from 1e-15 to 1e15, got 1e16",
        ),
        (
            [1.0, f64::NAN, 1.0],
            "q of Gamma-Gamma must be a finite number, got NaN",
        ),
    ] {
        assert_eq!(GammaGamma::new(p, q, v).unwrap_err().to_string(), message);
    }
    assert_eq!(
        published().with_values(&[1.0]).unwrap_err().to_string(),
        "parameters of the Gamma-Gamma and values for them must be equal in number, got 3 and 1"
    );
}

#[cfg(feature = "serde")]
#[test]
fn it_is_saved_and_checked() {
    crate::support::wire::saved_tagged(&published(), r#"{"p":6.25,"q":3.74,"v":15.44}"#);
}

/// Two means a purchase apart, drawn from the model with many customers: its own mean and variance.
#[test]
fn mean_and_variance_are_those_of_draws() {
    let model = GammaGamma::new(6.0, 6.0, 15.0).unwrap();
    let n = 20_000_u64;
    let drawn = |purchases| (0..n).map(move |seed| model.simulate(purchases, seed).unwrap().mean());
    let mean = |of: &mut dyn Iterator<Item = f64>| of.sum::<f64>() / n as f64;
    // Means of so many purchases are the customers' true means.
    let many = 1_000_000;
    let (expected, variance) = (
        model.expected_spend_of_new().unwrap(),
        model.spend_variance_of_new().unwrap(),
    );
    let sd = variance.sqrt();
    assert!((mean(&mut drawn(many)) - expected).abs() < 4.0 * sd / (n as f64).sqrt());
    let spread = mean(&mut drawn(many).map(|m| (m - expected) * (m - expected)));
    assert_close(spread, variance, 0.1); // heavy tails: a sixth moment is just finite
    // Shrinking is right on average: E[M | m] has the mean of M, and errs less than m itself.
    let shrunk = |m: f64| model.expected_spend(&spent(1, m)).unwrap();
    assert!((mean(&mut drawn(1).map(shrunk)) - expected).abs() < 4.0 * sd / (n as f64).sqrt());
    assert_eq!(model.simulate(3, 7).unwrap(), model.simulate(3, 7).unwrap());
    assert_ne!(model.simulate(3, 7).unwrap(), model.simulate(3, 8).unwrap());
    assert!(model.simulate(0, 7).is_err());
}

/// Fits of data of known parameters find them: all three within four standard errors in 19 of 20.
#[test]
fn known_parameters_are_recovered() {
    let truth = published();
    let counts =
        SpendTable::try_from_iter((0..1500_u64).map(|i| (1 + i % 7, 1.0 + i as f64))).unwrap();
    let recovered = (0..20_u64).filter(|seed| {
        let data = truth.simulate_like(&counts, *seed).unwrap();
        assert_eq!(data.customers(), 1500);
        let fit = GammaGamma::fitter().fit(&data).unwrap();
        let off = |((got, want), se): ((f64, f64), &f64)| ((got - want) / se).abs() < 4.0;
        fit.model()
            .values()
            .into_iter()
            .zip(truth.values())
            .zip(fit.standard_errors())
            .all(off)
    });
    assert!(recovered.count() >= 19);
}

#[test]
fn runaways_say_what_they_mean() {
    let fit = |rows: &[(u64, f64)]| {
        GammaGamma::fitter().fit(&SpendTable::try_from_iter(rows.iter().copied()).unwrap())
    };
    assert_eq!(
        fit(&[]).unwrap_err().to_string(),
        "a Gamma-Gamma fit needs at least 3 customers with a mean spend, got 0"
    );
    let same = "Gamma-Gamma has no best fit, because p goes to infinity: every customer spends about the same each \
                time; use their means as they are, or put a prior on a parameter";
    assert_eq!(
        fit(&[(1, 5.0), (2, 5.0), (3, 5.0)])
            .unwrap_err()
            .to_string(),
        same
    );
    // Customers differ as much by means of one purchase as by means of eight.
    let steady: Vec<_> = (0..100_i32)
        .map(|i| {
            let (group, place) = (i / 25, f64::from(i % 25) - 12.0);
            let spread = 1.0 + 0.1 * f64::from(group);
            (1 << group, 20.0 * libm::pow(1.1, place * spread))
        })
        .collect();
    assert_eq!(fit(&steady).unwrap_err().to_string(), same);
    // Means of many purchases scatter less than chance alone has it.
    let alike: Vec<_> = (0..200_u32)
        .map(|i| {
            let x = 1 + i % 50;
            let sign = if i % 2 == 0 { 1.0 } else { -1.0 };
            (u64::from(x), 20.0 * (1.0 + sign * 0.3 / f64::from(x)))
        })
        .collect();
    assert_eq!(
        fit(&alike).unwrap_err().to_string(),
        "Gamma-Gamma has no best fit, because q goes to infinity: customers do not differ in what they usually \
         spend; use SpendTable::mean_per_purchase for all of them, or put a prior on a parameter"
    );
    // A prior settles both.
    for rows in [steady, alike] {
        let table = SpendTable::try_from_iter(rows).unwrap();
        let fit = GammaGamma::fitter().ridge(0.01).fit(&table).unwrap();
        assert!(fit.evidence().penalised);
        assert!(
            (15.0..40.0).contains(&fit.model().expected_spend_of_new().unwrap()),
            "{}",
            fit.model()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// Finite and in range wherever parameters and histories are accepted.
    #[test]
    fn nothing_overflows(
        p in log_uniform(1e-10, 1e10),
        q in log_uniform(1e-10, 1e10),
        v in log_uniform(1e-15, 1e15),
        x in log_uniform(1.0, 1e12),
        mean in log_uniform(1e-12, 1e12),
    ) {
        let model = GammaGamma::new(p, q, v).unwrap();
        let x = x.round();
        let history = spent(format!("{x:.0}").parse().unwrap(), mean);
        prop_assert!(model.log_likelihood(&history).is_finite());
        match model.expected_spend(&history) {
            Ok(expected) => prop_assert!(expected.is_finite() && expected > 0.0),
            Err(error) => prop_assert!(p * x + q <= 1.0 + 1e-9, "{error}"),
        }
        if let Ok(variance) = model.spend_variance(&history) {
            prop_assert!(variance.is_finite() && variance >= 0.0);
        }
        prop_assert_eq!(model.expected_spend_of_new().is_ok(), q > 1.0);
    }

    /// The expected spend is between the customer's own mean and that of all, nearer to the own the more purchases.
    #[test]
    fn means_are_drawn_towards_that_of_all(
        p in log_uniform(1e-2, 1e3),
        q in log_uniform(1.01, 1e3),
        v in log_uniform(1e-2, 1e4),
        x in 1_u64..1000,
        mean in log_uniform(1e-2, 1e4),
    ) {
        let model = GammaGamma::new(p, q, v).unwrap();
        let all = model.expected_spend_of_new().unwrap();
        let expected = model.expected_spend(&spent(x, mean)).unwrap();
        let further = model.expected_spend(&spent(x + 1, mean)).unwrap();
        let eps = 1e-12 * mean.max(all);
        prop_assert!(expected >= mean.min(all) - eps && expected <= mean.max(all) + eps);
        prop_assert!((further - mean).abs() <= (expected - mean).abs() + eps);
    }

    /// A table's rows in any order and sharding have the same fit, to the bit.
    #[test]
    fn the_fit_does_not_depend_on_the_order(seed in 0_u64..1000, cut in 0_usize..60) {
        let model = published();
        let rows: Vec<_> = (0..60).map(|i| model.simulate(1 + i % 5, seed * 100 + i).unwrap()).collect();
        let whole: SpendTable = rows.iter().collect();
        let shards: SpendTable = [&rows[cut..], &rows[..cut]].iter().map(|part| part.iter().rev().collect::<SpendTable>()).sum();
        match (GammaGamma::fitter().fit(&whole), GammaGamma::fitter().fit(&shards)) {
            (Ok(one), Ok(other)) => prop_assert_eq!(one, other),
            (one, other) => prop_assert_eq!(one.map(|_| ()).unwrap_err(), other.map(|_| ()).unwrap_err()),
        }
    }
}
