//! Fits to published data and to data that have none.

use tenure::clv::fitting::{LogPrior, ParametricModel};
use tenure::clv::history::{RenewalTable, Tenure, TrialHistory, TrialTable};
use tenure::clv::models::{BetaDiscreteWeibull, BgBb, RenewalModel, ShiftedBetaGeometric};
use tenure::stats::Fit;
use tenure::units::{DiscountRate, Period};
use tenure::{Error, Merge};

use super::{donations, golden, high_end, regular, trial};
use crate::support::assert_close;
use crate::support::clv::clv;
use crate::support::golden::numbers;

/// Parameters and log-likelihood to 1e-8, and errors and covariances to 1e-7 (they are second derivatives).
#[track_caller]
fn agrees<M: ParametricModel>(fit: &Fit<M>, parameters: &[f64], ll: f64, errors: &[f64]) {
    assert_eq!(fit.model().values().len(), parameters.len());
    for (got, want) in fit.model().values().iter().zip(parameters) {
        assert_close(*got, *want, 1e-8);
    }
    assert_close(fit.log_likelihood(), ll, 1e-12);
    for (got, want) in fit.standard_errors().iter().zip(errors) {
        assert_close(*got, *want, 1e-7);
    }
}

fn reference<M: ParametricModel>(id: &str, fit: &Fit<M>) {
    let value = clv(id)["value"].clone();
    let parameters: Vec<_> = M::PARAMETERS
        .iter()
        .map(|name| value["params"][name].as_f64().unwrap())
        .collect();
    agrees(
        fit,
        &parameters,
        value["LL"].as_f64().unwrap(),
        &numbers(&value["se"]),
    );
    if let Some(rows) = value["vcov"].as_array() {
        for (i, row) in rows.iter().enumerate() {
            for (j, want) in numbers(row).into_iter().enumerate() {
                assert_close(fit.covariance()[[i, j]], want, 1e-7);
            }
        }
    }
}

#[test]
fn the_donations() {
    let fit = BgBb::fitter().fit(&donations()).unwrap();
    reference("fit_bgbb_donations", &fit);
    assert_eq!(fit.observations(), 11104.0);
}

#[test]
fn the_cohorts_of_the_paper() {
    reference(
        "fit_sbg_regular",
        &ShiftedBetaGeometric::fitter().fit(&regular()).unwrap(),
    );
    reference(
        "fit_bdw_regular",
        &BetaDiscreteWeibull::fitter().fit(&regular()).unwrap(),
    );
    let split = |name: &str, k: usize| {
        let rows = golden("fit");
        let (_, numbers) = rows
            .into_iter()
            .find(|(row, _)| row.contains(name))
            .unwrap();
        let (parameters, rest) = numbers.split_at(k);
        (parameters.to_vec(), rest[0], rest[1..].to_vec())
    };
    for (data, cohort) in [("high_end", high_end()), ("regular", regular())] {
        let (parameters, ll, errors) = split(&format!("sbg_{data}"), 2);
        let fit = ShiftedBetaGeometric::fitter().fit(&cohort).unwrap();
        agrees(&fit, &parameters, ll, &errors);
        let (parameters, ll, errors) = split(&format!("bdw_{data}"), 3);
        let fit = BetaDiscreteWeibull::fitter().fit(&cohort).unwrap();
        agrees(&fit, &parameters, ll, &errors);
    }
}

/// From the data to the figures that are reported.
#[test]
fn what_a_fitted_cohort_is_worth() {
    fn check(name: &str, model: &dyn RenewalModel) {
        let row = |kind: &str| {
            let rows = golden(kind);
            rows.into_iter()
                .find(|(row, _)| row.contains(name))
                .unwrap()
                .1
        };
        for (t, want) in row("curve").into_iter().enumerate() {
            assert_close(model.survival(t as u64), want, 1e-8);
        }
        let discount = DiscountRate::new(0.1, Period::Year).unwrap();
        let [del, first, eighth] = row("lifetime").try_into().unwrap();
        assert_close(
            model.discounted_tenure(discount, Period::Year).unwrap(),
            del,
            1e-8,
        );
        for (n, want) in [(1, first), (8, eighth)] {
            let derl = model.discounted_residual_tenure(n, discount, Period::Year);
            assert_close(derl.unwrap(), want, 1e-8);
        }
    }
    let sbg = ShiftedBetaGeometric::fitter().fit(&high_end()).unwrap();
    check("sbg_high_end", sbg.model());
    let bdw = BetaDiscreteWeibull::fitter().fit(&high_end()).unwrap();
    check("bdw_high_end", bdw.model());
    // The smaller model is the larger one at c = 1.
    assert!(bdw.log_likelihood() > sbg.log_likelihood());
    let within = BetaDiscreteWeibull::from(*sbg.model());
    assert_close(
        within.log_likelihood(&high_end()),
        sbg.log_likelihood(),
        1e-14,
    );
}

/// A table in shards is the same fit, to the bit.
#[test]
fn shards_change_no_bit() {
    let mut merged = RenewalTable::default();
    let tenures: Vec<Tenure> = (0..3000_u64)
        .map(|i| {
            let renewals = 1 + (i * i + 7 * i) % 11;
            Tenure::try_from((renewals, i % 3 == 0)).unwrap()
        })
        .collect();
    for shard in tenures.chunks(700).rev() {
        merged.merge(shard.iter().collect());
    }
    let whole: RenewalTable = tenures.iter().collect();
    let one = BetaDiscreteWeibull::fitter().fit(&whole);
    let other = BetaDiscreteWeibull::fitter().parallel(true).fit(&merged);
    assert_eq!(one, other);
}

#[track_caller]
fn unbounded<M: ParametricModel + core::fmt::Debug>(fit: tenure::Result<Fit<M>>, message: &str) {
    let error = fit.unwrap_err();
    assert!(matches!(error, Error::Unbounded { .. }), "{error}");
    assert_eq!(error.to_string(), message);
}

/// T9: what the data cannot tell is refused by name, with a way out.
#[test]
fn cohorts_without_a_best_curve() {
    let sbg = |counts: &[u64]| {
        let table = RenewalTable::try_from_survivors(counts.iter().copied()).unwrap();
        ShiftedBetaGeometric::fitter().fit(&table)
    };
    // Half of those who are left leave every time.
    unbounded(
        sbg(&[1024, 512, 256, 128, 64]),
        "sBG has no best fit, because alpha together with beta goes to infinity: customers differ no more than chance explains, so retention does not rise with age; use a constant Churn (with SteadyClv), fit BetaDiscreteWeibull where retention falls, or put a prior on alpha to say how much customers differ",
    );
    // More and more leave.
    unbounded(
        sbg(&[1000, 950, 850, 650, 250]),
        "sBG has no best fit, because alpha together with beta goes to infinity: customers differ no more than chance explains, so retention does not rise with age; use a constant Churn (with SteadyClv), fit BetaDiscreteWeibull where retention falls, or put a prior on alpha to say how much customers differ",
    );
    unbounded(
        sbg(&[100, 100, 100, 100]),
        "sBG has no best fit, because alpha goes to 0: nobody has left, so churn cannot be estimated; wait until customers do, or put a prior on alpha",
    );
    unbounded(
        sbg(&[100, 0, 0]),
        "sBG has no best fit, because beta goes to 0: everybody who leaves does so at the first renewal; count them and fit the customers who stay, or put a prior on beta",
    );
    unbounded(
        sbg(&[100, 60, 60, 60]),
        "sBG has no best fit, because alpha together with beta goes to 0: some customers leave at the first renewal and the others never do; count the two groups, or put a prior on alpha",
    );
    let flat = sbg(&[100, 60]).unwrap_err();
    assert_eq!(
        flat.to_string(),
        "sBG cannot be identified from these data: one retention rate cannot determine two parameters; wait for a second renewal, use the rate as a Churn, or put a prior on a parameter"
    );
    let none = sbg(&[100]).unwrap_err();
    assert_eq!(
        none.to_string(),
        "a fit needs at least 1 customer who came up for renewal, got 0"
    );
    // With a prior each of them has an answer.
    for counts in [
        &[1024, 512, 256, 128, 64][..],
        &[100, 100, 100],
        &[100, 0, 0],
        &[100, 60],
    ] {
        let table = RenewalTable::try_from_survivors(counts.iter().copied()).unwrap();
        let prior = LogPrior::new(1.0, 1.0).unwrap();
        let fitter = ShiftedBetaGeometric::fitter()
            .prior("alpha", prior)
            .prior("beta", prior);
        assert!(fitter.fit(&table).is_ok(), "{counts:?}");
        assert!(
            ShiftedBetaGeometric::fitter()
                .ridge(0.01)
                .fit(&table)
                .is_ok()
        );
    }
}

#[test]
fn cohorts_without_a_best_weibull() {
    let bdw = |counts: &[u64]| {
        let table = RenewalTable::try_from_survivors(counts.iter().copied()).unwrap();
        BetaDiscreteWeibull::fitter().fit(&table)
    };
    for counts in [
        &[1024, 512, 256, 128, 64][..],
        &[100, 100, 100, 100],
        &[100, 0, 0, 0],
        &[100, 60, 60, 60, 60],
    ] {
        let error = bdw(counts).unwrap_err();
        println!("{counts:?}: {error}");
        assert!(
            matches!(error, Error::Unbounded { .. } | Error::NotIdentified { .. }),
            "{error}"
        );
    }
    assert!(
        matches!(bdw(&[100, 60, 40]), Err(Error::NotIdentified { .. })),
        "{:?}",
        bdw(&[100, 60, 40])
    );
}

#[test]
fn occasions_without_a_best_fit() {
    let fit = |rows: &[(u64, u64, u64, u64)]| {
        let mut table = TrialTable::default();
        for (x, last, n, customers) in rows {
            table.push_many(trial(*x, *last, *n), *customers);
        }
        BgBb::fitter().fit(&table)
    };
    for rows in [
        &[(0, 0, 6, 100)][..],                                         // nobody buys
        &[(6, 6, 6, 100)],                                             // everybody always
        &[(0, 0, 1, 70), (1, 1, 1, 30)],                               // one opportunity
        &[(1, 1, 4, 50), (2, 2, 4, 30), (3, 3, 4, 20), (4, 4, 4, 60)], // never a gap
    ] {
        let error = fit(rows).unwrap_err();
        println!("{rows:?}: {error}");
        assert!(
            matches!(error, Error::Unbounded { .. } | Error::NotIdentified { .. }),
            "{error}"
        );
    }
    let none = fit(&[]).unwrap_err();
    assert_eq!(none.to_string(), "a fit needs at least 1 customer, got 0");
}

fn trials(customers: &[[u64; 3]]) -> TrialTable {
    let histories = customers
        .iter()
        .map(|[x, last, n]| TrialHistory::new(*x, *last, *n));
    histories.collect::<tenure::Result<_>>().unwrap()
}

/// Each runs off in its own way, and the message is true of the customers it is said of.
#[test]
fn trials_that_run_off_say_how() {
    unbounded(
        BgBb::fitter().fit(&trials(&[[0, 0, 5], [0, 0, 3]])),
        "BG/BB has no best fit, because alpha goes to 0: hardly anybody buys, so no purchase frequency can be estimated; watch customers for longer, or put a prior on alpha",
    );
    // δ goes to infinity: γ/δ to 0.
    unbounded(
        BgBb::fitter().fit(&trials(&[[3, 3, 3], [4, 4, 4], [12, 12, 12], [2, 2, 2]])),
        "BG/BB has no best fit, because gamma/delta goes to 0: hardly anybody leaves for good, so churn cannot be estimated; watch customers for longer, or put a prior on gamma",
    );
    unbounded(
        BgBb::fitter().fit(&trials(&[
            [1, 1, 9],
            [7, 7, 12],
            [1, 1, 5],
            [0, 0, 1],
            [6, 6, 10],
            [0, 0, 3],
            [2, 2, 2],
            [0, 0, 9],
        ])),
        "BG/BB has no best fit, because alpha together with beta goes to 0: while they are customers, they seem to buy at every opportunity or at none; watch them for longer, or put priors on alpha and beta",
    );
}

/// At large c the curvature is a difference of what is a thousand million times as large: without its digits
/// the search crept for 10,000 steps.
#[test]
fn steep_weibulls_are_found() {
    let fit = |rows: &[(u64, u64, u64)]| {
        let mut table = RenewalTable::default();
        for (renewal, lost, still) in rows {
            table.push_many(Tenure::lost_at(*renewal).unwrap(), *lost);
            table.push_many(Tenure::censored_after(*renewal).unwrap(), *still);
        }
        BetaDiscreteWeibull::fitter().fit(&table)
    };
    let steep = fit(&[
        (1, 7, 0),
        (2, 20, 0),
        (3, 4, 0),
        (4, 1, 0),
        (5, 1, 0),
        (7, 4, 1),
    ])
    .unwrap();
    assert_eq!(
        format!("{}", steep.model()),
        "BdW(α = 0.044, β = 0.194, c = 31.532)"
    );
    assert!(steep.convergence().iterations < 30);
    unbounded(
        fit(&[(2, 3, 0), (3, 1, 7)]),
        "BdW has no best fit, because 1/alpha together with c goes to infinity: customers differ so much that the share who stay is a power of their age; use the observed retention (CurveClv), or put a prior on parameter c",
    );
}
