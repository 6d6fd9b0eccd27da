use tenure::clv::checks::{HoldoutCheck, ModelComparison};
use tenure::clv::history::HistoryTable;
use tenure::clv::models::Nbd;
use tenure::units::TimeUnit;

use super::weeks;
use crate::support::assert_close;
use crate::support::clv::{cdnow_customers, cdnow_table, clv_number};

#[test]
fn criteria_are_those_of_the_definitions() {
    let fit = Nbd::fitter().fit(&cdnow_table()).unwrap();
    let customers = cdnow_customers();
    let pairs = customers.iter().map(|c| (c.history(), c.holdout));
    let check = HoldoutCheck::new(fit.model(), weeks(39.0), pairs).unwrap();
    let mut comparison = ModelComparison::default();
    assert_eq!(comparison.best_by_aic(), None);
    comparison.add(&fit, Some(&check)).unwrap();
    comparison.add(&fit, None).unwrap();
    let [nbd, again] = comparison.models() else {
        panic!("{comparison}")
    };
    let ll = clv_number("fit_nbd_exact", "value/LL");
    assert_close(nbd.aic.unwrap(), 4.0 - 2.0 * ll, 1e-9);
    assert_close(nbd.bic.unwrap(), 2.0 * 2357.0_f64.ln() - 2.0 * ll, 1e-9);
    assert_eq!(nbd.holdout_expected, Some(check.expected()));
    assert_eq!(nbd.holdout_total_error, check.total_error());
    assert_eq!(nbd.holdout_mean_absolute_error, check.mean_absolute_error());
    assert_eq!(again.holdout_expected, None);
    assert_eq!(comparison.best_by_aic(), Some(nbd));
    let table = comparison.to_string();
    let lines: Vec<_> = table.lines().collect();
    assert_eq!(
        lines[0],
        "model  parameters  log-likelihood      AIC  above best      BIC  holdout  off by"
    );
    assert!(
        lines[1].starts_with("NBD             2         -9763.7  19531.3         0.0  19542.8")
    );
    assert!(lines[2].ends_with("–       –"), "{table}");
}

/// A ridge makes a fit one of another kind: it has no AIC, and is never the best by it.
#[test]
fn what_does_not_compare_is_not_compared() {
    let table = cdnow_table();
    let mut comparison = ModelComparison::default();
    let ridge = Nbd::fitter().ridge(0.001).fit(&table).unwrap();
    comparison.add(&ridge, None).unwrap();
    assert_eq!(
        (comparison.models()[0].aic, comparison.models()[0].bic),
        (None, None)
    );
    assert_eq!(comparison.best_by_aic(), None);
    let text = comparison.to_string();
    // AIC, how far above the best, BIC, and both figures of the holdout.
    assert_eq!(text.matches('–').count(), 5, "{text}");

    let days = Nbd::fitter().unit(TimeUnit::DAY).fit(&table).unwrap();
    assert_eq!(
        comparison.add(&days, None).unwrap_err().to_string(),
        "time unit of a fit that is compared must be the same for all fits, because likelihoods in different units cannot be compared"
    );
    let some: HistoryTable = table
        .rows()
        .step_by(3)
        .map(|(history, _)| history)
        .collect();
    let fewer = Nbd::fitter().fit(&some).unwrap();
    assert_eq!(
        comparison.add(&fewer, None).unwrap_err().to_string(),
        "customers of two fits that are compared must be equal in number, got 2357 and 339"
    );
    assert_eq!(comparison.models().len(), 1);
    comparison
        .add(&Nbd::fitter().fit(&table).unwrap(), None)
        .unwrap();
    assert_eq!(comparison.best_by_aic(), comparison.models().get(1));
}
