use tenure::clv::checks::{HoldoutCheck, ModelComparison};
use tenure::clv::models::Nbd;

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
    comparison.add(&fit, Some(&check));
    comparison.add(&fit, None);
    let [nbd, again] = comparison.models() else {
        panic!("{comparison}")
    };
    let ll = clv_number("fit_nbd_exact", "value/LL");
    assert_close(nbd.aic, 4.0 - 2.0 * ll, 1e-9);
    assert_close(nbd.bic, 2.0 * 2357.0_f64.ln() - 2.0 * ll, 1e-9);
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
