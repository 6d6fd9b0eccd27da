//! The tables of trials and of tenures.

use proptest::prelude::*;
use tenure::Merge;
use tenure::clv::history::{RenewalTable, Tenure, TrialHistory, TrialTable};
use tenure::clv::models::RenewalModel;

use super::{bgbb, sbg, trial};
use crate::support::laws;

pub(super) fn histories(most: usize) -> impl Strategy<Value = TrialHistory> {
    let trials = proptest::collection::vec(any::<bool>(), 1..=most);
    trials.prop_map(|trials| TrialHistory::try_from_trials(trials).unwrap())
}

fn tenures() -> impl Strategy<Value = Tenure> {
    let renewals = prop_oneof![5 => 1..12_u64, 1 => 1..=1_000_000_000_u64];
    (renewals, any::<bool>())
        .prop_map(|(renewals, left)| Tenure::try_from((renewals, left)).unwrap())
}

#[test]
fn trial_tables_are_accumulators() {
    laws::accumulator::<TrialTable, TrialHistory>(file!(), histories(5));
}

#[test]
fn renewal_tables_are_accumulators() {
    laws::accumulator::<RenewalTable, Tenure>(file!(), tenures());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn trials_are_counted(trials in proptest::collection::vec(any::<bool>(), 1..60)) {
        let history = TrialHistory::try_from_trials(trials.iter().copied()).unwrap();
        let bought = trials.iter().filter(|bought| **bought).count();
        let last = trials.iter().rposition(|bought| *bought).map_or(0, |place| place + 1);
        prop_assert_eq!(history.purchases() as usize, bought);
        prop_assert_eq!(history.last() as usize, last);
        prop_assert_eq!(history.opportunities() as usize, trials.len());
        prop_assert_eq!(TrialHistory::try_from((bought, last, trials.len())).unwrap(), history);
    }

    /// A cohort is its customers one by one.
    #[test]
    fn survivors_are_tenures(mut counts in proptest::collection::vec(0..40_u64, 1..12)) {
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let cohort = RenewalTable::try_from_survivors(counts.iter().copied()).unwrap();
        let mut one_by_one = RenewalTable::default();
        for (renewal, pair) in counts.windows(2).enumerate() {
            for _ in pair[1]..pair[0] {
                one_by_one.push(Tenure::lost_at(renewal as u64 + 1).unwrap());
            }
        }
        for _ in 0..counts[counts.len() - 1] {
            one_by_one.push(Tenure::censored_after(counts.len() as u64 - 1).unwrap());
        }
        prop_assert_eq!(&cohort, &one_by_one);
        prop_assert_eq!(cohort.customers(), counts[0]);
        for (renewal, count) in counts.iter().enumerate().take(counts.len() - 1) {
            prop_assert_eq!(cohort.at_risk(renewal as u64 + 1), *count);
        }
    }

    /// The likelihood of a merged table is the sum of those of its parts.
    #[test]
    fn likelihoods_add(
        left in proptest::collection::vec(histories(9), 0..20),
        right in proptest::collection::vec(histories(9), 0..20),
        stayed in proptest::collection::vec(tenures(), 0..20),
        others in proptest::collection::vec(tenures(), 0..20),
    ) {
        let model = bgbb([1.2, 0.7, 0.6, 2.8]);
        let (mut table, other): (TrialTable, TrialTable) = (left.iter().collect(), right.iter().collect());
        let parts = model.total_log_likelihood(&table) + model.total_log_likelihood(&other);
        table.merge(other);
        prop_assert!((model.total_log_likelihood(&table) - parts).abs() <= 1e-13 * parts.abs());
        let by_one: f64 = left.iter().chain(&right).map(|history| model.log_likelihood(history)).sum();
        prop_assert!((by_one - parts).abs() <= 1e-13 * parts.abs());

        let model = sbg(0.7, 1.2);
        let (mut table, other): (RenewalTable, RenewalTable) = (stayed.iter().collect(), others.iter().collect());
        let parts = model.log_likelihood(&table) + model.log_likelihood(&other);
        table.merge(other);
        prop_assert!((model.log_likelihood(&table) - parts).abs() <= 1e-13 * parts.abs());
    }
}

#[test]
fn many_are_one_by_one() {
    let (mut many, mut one) = (TrialTable::default(), TrialTable::default());
    many.push_many(trial(2, 4, 6), 3);
    many.push_many(trial(0, 0, 6), 0);
    (0..3).for_each(|_| one.push(trial(2, 4, 6)));
    assert_eq!(many, one);
    let (mut many, mut one) = (RenewalTable::default(), RenewalTable::default());
    let left = Tenure::lost_at(4).unwrap();
    many.push_many(left, 2);
    many.push_many(Tenure::censored_after(9).unwrap(), 0);
    one.extend([left, left]);
    assert_eq!(many, one);
    assert_eq!((many.lost(), many.at_risk(4), many.at_risk(5)), (2, 2, 0));
}
