//! What is saved.

use tenure::clv::fitting::ParametricModel;
use tenure::clv::history::{RenewalTable, Tenure, TrialTable};
use tenure::clv::models::{BgBb, ShiftedBetaGeometric};
use tenure::saved::Saved;
use tenure::stats::Fit;

use super::{bdw, bgbb, donations, regular, sbg, trial};
use crate::support::wire::{form, saved, saved_tagged};

#[test]
fn histories_and_tables() {
    saved(&trial(2, 4, 6), "[2,4,6]");
    let table = TrialTable::try_from_iter([(2, 4, 6), (0, 0, 6), (2, 4, 6)]).unwrap();
    saved(&table, &form::<TrialTable>("[[[0,0,6],1],[[2,4,6],2]]"));
    saved(&Tenure::lost_at(3).unwrap(), "[3,true]");
    let table = RenewalTable::try_from_iter([(2, true), (2, false), (5, false)]).unwrap();
    saved(&table, &form::<RenewalTable>("[[2,1,1],[5,0,1]]"));
}

#[test]
fn models() {
    saved_tagged(&sbg(0.5, 2.0), r#"{"alpha":0.5,"beta":2.0}"#);
    saved_tagged(&bdw(0.5, 2.0, 1.25), r#"{"alpha":0.5,"beta":2.0,"c":1.25}"#);
    saved_tagged(
        &bgbb([0.5, 2.0, 1.0, 3.0]),
        r#"{"alpha":0.5,"beta":2.0,"gamma":1.0,"delta":3.0}"#,
    );
}

#[track_caller]
fn refused<T: serde::de::DeserializeOwned + core::fmt::Debug>(text: &str, message: &str) {
    let error = serde_json::from_str::<T>(text).unwrap_err().to_string();
    assert!(error.contains(message), "{error}");
}

#[test]
fn hostile_files_are_refused() {
    let trials =
        |rows: &str, message: &str| refused::<TrialTable>(&form::<TrialTable>(rows), message);
    let order = "trial table must be rows in order, each once, with counts of at least 1";
    trials("[[[0,0,6],1],[[0,0,6],1]]", order);
    trials("[[[0,0,6],0]]", order);
    trials(
        "[[[3,2,6],1]]",
        "number of purchases (3) cannot exceed opportunities up to the last purchase (2)",
    );
    let renewals =
        |rows: &str, message: &str| refused::<RenewalTable>(&form::<RenewalTable>(rows), message);
    let order = "renewal table must be rows in order, each renewal once, of at least 1 customer";
    renewals("[[2,1,0],[2,1,0]]", order);
    renewals("[[2,0,0]]", order);
    renewals(
        "[[0,1,0]]",
        "renewal at which the customer left must be from 1 to 1e9, got 0",
    );
    refused::<Tenure>(
        "[0,true]",
        "renewal at which the customer left must be from 1 to 1e9, got 0",
    );
    refused::<BgBb>(
        &form::<BgBb>(r#"{"alpha":0,"beta":1,"gamma":1,"delta":1}"#),
        "alpha must be from 1e-10 to 1e10, got 0",
    );
}

#[test]
fn fits_are_read_back_whole() {
    fn round<M>(fit: &Fit<M>)
    where
        M: ParametricModel + Saved + PartialEq + core::fmt::Debug,
    {
        let text = serde_json::to_string(fit).unwrap();
        assert!(text.len() < 1500, "{}", text.len());
        assert_eq!(&serde_json::from_str::<Fit<M>>(&text).unwrap(), fit);
    }
    round(&ShiftedBetaGeometric::fitter().fit(&regular()).unwrap());
    round(&BgBb::fitter().fit(&donations()).unwrap());
}
