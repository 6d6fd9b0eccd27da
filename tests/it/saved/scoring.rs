//! What is saved of churn scoring.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use tenure::scoring::{Estimator, LogisticChurn, LogisticEvidence};
use tenure::stats::{Fit, LikelihoodRatio};

use super::Table;

pub(super) fn table() -> Table {
    let mut table = Table::default();
    table
        .saved::<LogisticChurn>(fits().prop_map(Fit::into_model))
        .saved::<LogisticEvidence>(fits().prop_map(|fit| fit.evidence().clone()))
        .saved::<Fit<LogisticChurn>>(fits())
        .saved::<LikelihoodRatio>(fits().prop_filter_map("a test", |fit| fit.likelihood_ratio()))
        .plain::<Estimator>(select(vec![Estimator::Firth, Estimator::Ridge(0.1 + 0.2)]));
    table
}

/// Fits of random rows, with a ridge or without.
fn fits() -> impl Strategy<Value = Fit<LogisticChurn>> {
    let rows = vec(([-3.0..3.0, 0.0..1e4], any::<bool>()), 12..40);
    (rows, any::<bool>()).prop_filter_map("a fit", |(rows, ridge)| {
        let fitter = LogisticChurn::fitter();
        let fitter = if ridge { fitter.l2(0.1 + 0.2) } else { fitter };
        fitter.fit(rows).ok()
    })
}

#[test]
fn states_are_saved() {
    table().check();
}
