use tenure::clv::models::Nbd;
use tenure::stats::Fit;

use crate::support::assert_close;
use crate::support::clv::{cdnow_table, clv_number};

fn cdnow() -> Fit<Nbd> {
    Nbd::fitter().fit(&cdnow_table()).unwrap()
}

#[test]
fn the_fit_is_the_one_of_thirty_digits() {
    let fit = cdnow();
    let of = |path: &str| clv_number("fit_nbd_exact", &format!("value/{path}"));
    println!("{fit:?}");
    assert_close(fit.model().r(), of("params/r"), 1e-10);
    assert_close(fit.model().alpha(), of("params/alpha"), 1e-10);
    assert_close(fit.log_likelihood(), of("LL"), 1e-13);
    assert_close(fit.standard_errors()[0], of("se/0"), 1e-9);
    assert_close(fit.standard_errors()[1], of("se/1"), 1e-9);
}
