//! What is refused, and how it is said.

use tenure::Error;
use tenure::clv::fitting::ParametricModel;
use tenure::clv::history::{RenewalTable, Tenure, TrialHistory, TrialTable};
use tenure::clv::models::{BetaDiscreteWeibull, BgBb, RenewalModel, ShiftedBetaGeometric};
use tenure::units::{DiscountRate, Period};

use super::{bdw, bgbb, sbg, trial};

#[track_caller]
fn refused<T: core::fmt::Debug>(result: tenure::Result<T>, message: &str) {
    assert_eq!(result.unwrap_err().to_string(), message);
}

#[test]
fn impossible_trials() {
    let new = TrialHistory::new;
    refused(
        new(0, 0, 0),
        "number of opportunities must be from 1 to 1000000, got 0",
    );
    refused(
        new(0, 0, u64::MAX),
        "number of opportunities must be from 1 to 1000000, got 1.8446744073709552e19",
    );
    refused(
        new(1, 7, 6),
        "opportunity of the last purchase (7) cannot exceed opportunities seen (6)",
    );
    refused(
        new(0, 2, 6),
        "opportunity of the last purchase must be 0 for a customer without purchases, got 2",
    );
    refused(
        new(1, 0, 6),
        "opportunity of the last purchase must be at least 1 for a customer with purchases, got 0",
    );
    refused(
        new(3, 2, 6),
        "number of purchases (3) cannot exceed opportunities up to the last purchase (2)",
    );
    refused(
        TrialHistory::try_from_trials([]),
        "number of opportunities must be from 1 to 1000000, got 0",
    );
    refused(
        TrialHistory::try_from_trials(core::iter::repeat(true)),
        "number of opportunities must be from 1 to 1000000, got 1000001",
    );
    refused(
        TrialTable::try_from_iter([(0, 0, 6), (-1, 0, 6)]),
        "item 1 was rejected: count must be a whole number of at least 0 that fits in 64 bits",
    );
    let mut table = TrialTable::try_from_iter([(0, 0, 6)]).unwrap();
    let before = table.clone();
    assert!(table.try_extend([(1, 1, 6), (2, 1, 6)]).is_err());
    assert_eq!(table, before);
}

#[test]
fn impossible_tenures() {
    refused(
        Tenure::lost_at(0),
        "renewal at which the customer left must be from 1 to 1e9, got 0",
    );
    refused(
        Tenure::lost_at(u64::MAX),
        "renewal at which the customer left must be from 1 to 1e9, got 1.8446744073709552e19",
    );
    refused(
        Tenure::censored_after(1_000_000_001),
        "number of renewals must be at most 1e9, got 1000000001",
    );
    refused(
        RenewalTable::try_from_iter([(3, true), (0, true)]),
        "item 1 was rejected: renewal at which the customer left must be from 1 to 1e9, got 0",
    );
    refused(
        RenewalTable::try_from_survivors([1000, 869, 870]),
        "item 2 was rejected: number of customers still there (870) cannot exceed the number a renewal before (869)",
    );
    refused(
        RenewalTable::try_from_survivors([10, -1]),
        "item 1 was rejected: count must be a whole number of at least 0 that fits in 64 bits",
    );
    let nothing: [u64; 0] = [];
    refused(
        RenewalTable::try_from_survivors(nothing),
        "a renewal table needs at least 1 count of customers, got 0",
    );
}

#[test]
fn impossible_parameters() {
    for bad in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e-11, 1e11] {
        assert!(ShiftedBetaGeometric::new(bad, 1.0).is_err());
        assert!(ShiftedBetaGeometric::new(1.0, bad).is_err());
        for which in 0..4 {
            let mut values = [1.0; 4];
            values[which] = bad;
            let [a, b, c, d] = values;
            assert!(BgBb::new(a, b, c, d).is_err());
            assert!(which == 3 || BetaDiscreteWeibull::new(a, b, c).is_err());
        }
    }
    refused(
        BetaDiscreteWeibull::new(1.0, 1.0, 0.0),
        "c must be from 1e-10 to 1e10, got 0",
    );
    refused(
        BgBb::new(1.0, 1.0, 1.0, f64::NAN),
        "delta must be a finite number, got NaN",
    );
    refused(
        sbg(1.0, 1.0).with_values(&[1.0]),
        "parameters of the sBG and values for them must be equal in number, got 2 and 1",
    );
    assert_eq!(
        bdw(1.0, 2.0, 3.0).with_values(&[4.0, 5.0, 6.0]),
        Ok(bdw(4.0, 5.0, 6.0))
    );
    assert!(bdw(1.0, 2.0, 3.0).with_values(&[]).is_err());
    assert_eq!(
        bgbb([1.0; 4]).with_values(&[4.0, 5.0, 6.0, 7.0]),
        Ok(bgbb([4.0, 5.0, 6.0, 7.0]))
    );
    assert!(bgbb([1.0; 4]).with_values(&[1.0; 5]).is_err());
}

#[test]
fn lifetimes_without_end() {
    let what = "the expected time customers stay has no finite value: some customers hardly ever leave (alpha·c is 1 or less); discount it, or give a horizon";
    refused(sbg(1.0, 3.0).expected_tenure(), what);
    refused(
        sbg(0.7, 3.0).discounted_tenure(DiscountRate::NONE, Period::Year),
        what,
    );
    refused(bdw(0.7, 3.0, 1.4).expected_residual_tenure(3), what);
    assert!(bdw(0.7, 3.0, 1.5).expected_residual_tenure(3).is_ok());
    refused(
        sbg(2.0, 3.0).expected_residual_tenure(0),
        "number of the next renewal must be at least 1, got 0",
    );
    // (β + n − 1)/(α − 1), and one more than before the first renewal for a new customer.
    assert_eq!(sbg(2.0, 3.0).expected_residual_tenure(5), Ok(7.0));
    assert_eq!(sbg(2.0, 3.0).expected_tenure(), Ok(4.0));
    let small = DiscountRate::new(1e-300, Period::Year).unwrap();
    let huge = DiscountRate::new(1e300, Period::Day).unwrap();
    for model in [sbg(1e-10, 1e10), sbg(1e10, 1e-10), sbg(0.3, 2.0)] {
        assert!(
            model
                .discounted_tenure(small, Period::Year)
                .is_ok_and(f64::is_finite)
        );
        assert_eq!(model.discounted_tenure(huge, Period::Year), Ok(1.0));
    }
    let donor = trial(2, 4, 6);
    refused(
        bgbb([1.0; 4]).discounted_purchases(&donor, DiscountRate::NONE, Period::Year),
        "the number of purchases to come has no finite value: at gamma of 1 and less some customers hardly ever leave; discount it, or ask for so many opportunities",
    );
    let model = bgbb([1.0, 1.0, 1.5, 1.0]);
    let for_ever = model
        .discounted_purchases(&donor, DiscountRate::NONE, Period::Year)
        .unwrap();
    let long = model.expected_purchases(&donor, 1 << 60);
    assert!((for_ever / long - 1.0).abs() < 1e-8, "{for_ever} {long}");
}

#[test]
fn too_many_customers_are_not_drawn() {
    let mut trials = TrialTable::default();
    trials.push_many(trial(2, 4, 6), 1 << 40);
    let error = bgbb([1.0; 4]).simulate_like(&trials, 1).unwrap_err();
    assert!(matches!(error, Error::TooMany { .. }));
    let mut tenures = RenewalTable::default();
    tenures.push_many(Tenure::lost_at(4).unwrap(), 1 << 40);
    refused(
        sbg(1.0, 1.0).simulate_like(&tenures, 1),
        "number of customers to be drawn must be at most 100000000, got 1099511627776",
    );
}
