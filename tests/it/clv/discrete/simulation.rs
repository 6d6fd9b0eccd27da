//! Simulation, likelihood and expectation agree. Seeds are fixed, so what passes always passes.

use tenure::clv::fitting::ParametricModel;
use tenure::clv::history::{RenewalTable, Tenure, TrialHistory};
use tenure::clv::models::{BgBb, RenewalModel, ShiftedBetaGeometric};

use super::{bdw, bgbb, donations, high_end, sbg};

/// Within 4.5 standard deviations of a share.
#[track_caller]
fn shares(seen: f64, expected: f64, of: f64) {
    let deviation = (expected * (1.0 - expected) / of).sqrt();
    assert!(
        (seen / of - expected).abs() <= 4.5 * deviation + 1e-12,
        "{seen} of {of}, expected {expected}"
    );
}

#[test]
fn tenures_follow_the_curve() {
    const CUSTOMERS: u64 = 20_000;
    let models: [&dyn RenewalModel; 3] =
        [&sbg(0.7, 1.2), &bdw(0.4, 2.0, 1.6), &bdw(3.0, 40.0, 0.4)];
    for model in models {
        let table: RenewalTable = (0..CUSTOMERS)
            .map(|seed| model.simulate(10, seed).unwrap())
            .collect();
        assert_eq!(table.customers(), CUSTOMERS);
        for t in 1..=10 {
            let lost = table
                .rows()
                .find(|row| row.renewal == t)
                .map_or(0, |row| row.lost);
            shares(lost as f64, model.probability(t), CUSTOMERS as f64);
        }
        let still: u64 = table.rows().map(|row| row.censored).sum();
        shares(still as f64, model.survival(10), CUSTOMERS as f64);
        // Watched for longer, the same customer leaves at the same renewal.
        for seed in 0..200 {
            let (short, long) = (
                model.simulate(5, seed).unwrap(),
                model.simulate(5000, seed).unwrap(),
            );
            let cut = match long.churned() && long.renewals() <= 5 {
                true => long,
                false => Tenure::censored_after(5).unwrap(),
            };
            assert_eq!(short, cut);
        }
    }
    assert_eq!(sbg(1.0, 1.0).simulate(0, 3), Tenure::censored_after(0));
    assert_eq!(
        sbg(1e-10, 1e10).simulate(1_000_000_000, 3),
        Tenure::censored_after(1_000_000_000)
    );
}

#[test]
fn trials_follow_the_model() {
    const CUSTOMERS: u64 = 30_000;
    let model = bgbb([1.2, 0.75, 0.66, 2.8]);
    let drawn: Vec<Vec<bool>> = (0..CUSTOMERS)
        .map(|seed| model.simulate(10, seed).unwrap())
        .collect();
    let early: Vec<_> = drawn
        .iter()
        .map(|trials| TrialHistory::try_from_trials(trials[..6].iter().copied()).unwrap())
        .collect();
    for k in 0..=6 {
        let seen = early
            .iter()
            .filter(|history| history.purchases() == u64::from(k))
            .count();
        shares(
            seen as f64,
            model.probability(k, 6).unwrap(),
            CUSTOMERS as f64,
        );
    }
    // What is expected of those with one history is what they did.
    for (x, last) in [(0, 0), (2, 4), (3, 3), (6, 6)] {
        let history = super::trial(x, last, 6);
        let later: Vec<f64> = early
            .iter()
            .zip(&drawn)
            .filter(|(seen, _)| **seen == history)
            .map(|(_, trials)| trials[6..].iter().filter(|bought| **bought).count() as f64)
            .collect();
        let n = later.len() as f64;
        assert!(n > 100.0);
        shares(
            n,
            model.log_likelihood(&history).exp() * ways(x, last),
            CUSTOMERS as f64,
        );
        let mean = later.iter().sum::<f64>() / n;
        let expected = model.expected_purchases(&history, 4);
        assert!(
            (mean - expected).abs() <= 4.5 * 2.0 / n.sqrt(),
            "{mean} {expected}"
        );
    }
    let mean = drawn.iter().flatten().filter(|bought| **bought).count() as f64 / CUSTOMERS as f64;
    assert!(
        (mean - model.expected_purchases_of_new(10)).abs() <= 4.5 * 3.5 / (CUSTOMERS as f64).sqrt()
    );
}

/// In how many orders x purchases, the last at `last`, can be made.
fn ways(x: u64, last: u64) -> f64 {
    if x == 0 {
        return 1.0;
    }
    (1..x).fold(1.0, |product, i| product * (last - i) as f64 / i as f64)
}

/// The probabilities of all histories sum to 1.
#[test]
fn every_customer_has_a_history() {
    for parameters in [
        [1.2, 0.75, 0.66, 2.8],
        [30.0, 2.0, 1.0, 1.0],
        [0.01, 5.0, 40.0, 0.3],
    ] {
        let model = bgbb(parameters);
        for n in [1, 2, 7, 40] {
            let mut total = model.log_likelihood(&super::trial(0, 0, n)).exp();
            for last in 1..=n {
                for x in 1..=last {
                    let ln = model.log_likelihood(&super::trial(x, last, n));
                    total += (ln + ways(x, last).ln()).exp();
                }
            }
            assert!((total - 1.0).abs() < 1e-12, "{total}");
        }
    }
}

/// Four standard errors in 95 % of the samples, and more than chance would have it never.
#[test]
fn fits_find_what_was_drawn() {
    const SEEDS: u64 = 30;
    let model = sbg(0.67, 3.8);
    let near = |values: &[f64], truth: &[f64], errors: &[f64]| {
        let parts = values.iter().zip(truth).zip(errors);
        parts
            .into_iter()
            .all(|((value, truth), error)| (value - truth).abs() <= 4.0 * error)
    };
    let found = (0..SEEDS)
        .filter(|seed| {
            let data = model.simulate_like(&high_end(), *seed).unwrap();
            assert_eq!(data.customers(), 1000);
            assert_eq!(data.at_risk(8), 0); // seen for as long as the cohort
            let fit = ShiftedBetaGeometric::fitter().fit(&data).unwrap();
            near(
                &fit.model().values(),
                &model.values(),
                fit.standard_errors(),
            )
        })
        .count();
    assert!(found >= 29, "{found}");
    let model = bgbb([1.2, 0.75, 0.66, 2.8]);
    let found = (0..10)
        .filter(|seed| {
            let data = model.simulate_like(&donations(), *seed).unwrap();
            assert_eq!(data.customers(), 11104);
            let fit = BgBb::fitter().fit(&data).unwrap();
            near(
                &fit.model().values(),
                &model.values(),
                fit.standard_errors(),
            )
        })
        .count();
    assert!(found >= 9, "{found}");
}

/// Customers who came at different times are seen for different times again.
#[test]
fn mixed_ages_stay_mixed() {
    let mut data = RenewalTable::default();
    for (renewals, left, customers) in [
        (2, false, 4000),
        (5, false, 2000),
        (1, true, 1500),
        (4, true, 500),
    ] {
        data.push_many(Tenure::try_from((renewals, left)).unwrap(), customers);
    }
    let nobody_leaves = sbg(1e-10, 1e10);
    let drawn = nobody_leaves.simulate_like(&data, 5).unwrap();
    assert_eq!((drawn.customers(), drawn.lost()), (8000, 0));
    let seen: Vec<_> = drawn
        .rows()
        .map(|row| (row.renewal, row.censored))
        .collect();
    // Of the 6500 who stayed at the first renewal, 4000 were not seen beyond the second.
    let [(2, short), (5, long)] = seen[..] else {
        panic!("{seen:?}");
    };
    shares(short as f64, 4000.0 / 6500.0, 8000.0);
    assert_eq!(short + long, 8000);
}
