//! No argument, however easily written, panics, exhausts the memory or keeps a program busy for ever: what no data
//! of the caller back has a limit, and more is refused at once.

use tenure::clv::checks::Simulation;
use tenure::clv::fitting::ParametricModel;
use tenure::clv::history::{HistoryTable, PurchaseHistory, SpendTable, TrialHistory, TrialTable};
use tenure::clv::models::{
    BgBb, BgNbd, GammaGamma, Nbd, PurchaseModel, RenewalModel, ShiftedBetaGeometric,
};
use tenure::scoring::LogisticChurn;
use tenure::scoring::validation::{Folds, Split};
use tenure::units::TimeUnit;
use tenure::{Error, Horizon, Merge as _, Period, Result};

/// It was refused for being too many, in these words.
#[track_caller]
fn too_many<T>(outcome: Result<T>, message: &str) {
    let error = outcome.err().expect("more than the limit is refused");
    assert!(matches!(error, Error::TooMany { .. }), "{error:?}");
    assert_eq!(error.to_string(), message);
}

fn table(customers: u64) -> HistoryTable {
    let mut table = HistoryTable::default();
    let history = PurchaseHistory::new(2, 10.0, 39.0, TimeUnit::WEEK).unwrap();
    table.push_many(history, customers);
    table
}

fn nbd() -> Nbd {
    Nbd::new(0.385, 12.072, TimeUnit::WEEK).unwrap()
}

#[test]
fn replicates_and_iterations() {
    too_many(
        Nbd::fitter().bootstrap(&nbd(), &table(3), usize::MAX, 1),
        "number of replicates must be at most 1048576, got 18446744073709551615",
    );
    too_many(
        BgNbd::fitter().max_iterations(u32::MAX).fit(&table(3)),
        "number of iterations must be at most 100000, got 4294967295",
    );
    let rows = [([1.0], false), ([2.0], true), ([3.0], false), ([4.0], true)];
    too_many(
        LogisticChurn::fitter().max_iterations(u32::MAX).fit(rows),
        "number of iterations must be at most 100000, got 4294967295",
    );
}

#[test]
fn folds_and_splits() {
    too_many(
        Split::every(usize::MAX, 3),
        "number of rows of a split must be at most 100000000, got 18446744073709551615",
    );
    let churned = [true, false, true, false];
    too_many(
        Folds::repeated(churned, 2, usize::MAX, 1),
        "number of customers of all folds together must be at most 100000000, got 18446744073709551615",
    );
    // Few enough of each, and too many together.
    too_many(
        Folds::repeated(churned, 2, 20_000_000, 1),
        "number of customers of all folds together must be at most 100000000, got 160000000",
    );
    assert!(Folds::repeated(churned, 2, 1000, 1).is_ok());
}

#[test]
fn curves_and_opportunities() {
    let renewals = ShiftedBetaGeometric::new(0.668, 3.806).unwrap();
    too_many(
        renewals.survival_curve(0, u32::MAX),
        "number of periods of a survival curve must be at most 16777216, got 4294967295",
    );
    assert!(renewals.simulate(1_000_000_001, 1).is_err());

    let model = BgBb::new(1.2, 0.75, 0.66, 2.78).unwrap();
    let message = "number of opportunities must be at most 1000000, got 4294967295";
    too_many(model.probability(0, u32::MAX), message);
    too_many(model.ln_probability(7, u32::MAX), message);
    too_many(model.simulate(u32::MAX, 1), message);
    assert!(model.probability(0, 1_000_000).is_ok());
}

#[test]
fn drawn_customers() {
    let (most, all) = (u64::MAX, "18446744073709551615");
    let message = format!("number of customers to be drawn must be at most 100000000, got {all}");
    too_many(Simulation::new(&nbd(), 1).like(&table(most)), &message);
    too_many(nbd().simulate_like(&table(most), 1), &message);

    let mut spend = SpendTable::try_from_iter([(2, 30.0)]).unwrap();
    for _ in 0..27 {
        spend.merge(spend.clone());
    }
    let model = GammaGamma::new(6.25, 3.74, 15.44).unwrap();
    too_many(
        model.simulate_like(&spend, 1),
        "number of customers to be drawn must be at most 100000000, got 134217728",
    );

    let mut trials = TrialTable::default();
    trials.push_many(TrialHistory::new(2, 3, 1_000_000).unwrap(), 100_000);
    let model = BgBb::new(1.2, 0.75, 0.66, 2.78).unwrap();
    too_many(
        model.simulate_like(&trials, 1),
        "number of opportunities to be drawn must be at most 1000000000, got 100000000000",
    );
}

/// It was cut off after 100,000 purchases, as if the customer had gone quiet.
#[test]
fn purchases_of_a_simulated_customer() {
    let busy = Nbd::new(1e6, 1e-3, TimeUnit::DAY).unwrap();
    let year = Horizon::new(1.0, Period::Year).unwrap();
    let message = "number of purchases of a simulated customer must be at most 100000, got 100001";
    too_many(busy.simulate(year, 1), message);
    too_many(Simulation::new(&busy, 1).customer(3, year), message);
    too_many(Simulation::new(&busy, 1).like(&table(1)), message);
    let refused = Simulation::new(&busy, 1).histories([year]).unwrap_err();
    assert_eq!(
        refused.to_string(),
        format!("item 0 was rejected: {message}")
    );
}
