use tenure::clv::fitting::{Fitter, LogPrior};
use tenure::clv::models::Nbd;
use tenure::units::TimeUnit;

use super::{some_customers, table};
use crate::support::assert_close;
use crate::support::clv::cdnow_table;

fn refusal(fitter: Fitter<Nbd>) -> String {
    fitter.fit(&table([0, 0, 1, 5])).unwrap_err().to_string()
}

#[test]
fn wrong_options_are_refused_by_the_fit() {
    let nbd = Nbd::fitter;
    assert_eq!(
        refusal(nbd().ridge(-1.0)),
        "ridge must be from 0 to 1e6, got -1"
    );
    assert_eq!(
        refusal(nbd().ridge(f64::NAN)),
        "ridge must be a finite number, got NaN"
    );
    let prior = LogPrior::new(1.0, 1.0).unwrap();
    assert_eq!(
        refusal(nbd().prior("beta", prior)),
        "parameter of a prior must be one of the model's parameters"
    );
    let stopped = refusal(nbd().max_iterations(1));
    let said = "NBD did not converge in 1 iterations (largest mean gradient ";
    assert!(stopped.starts_with(said), "{stopped}");
    let wrong = |median, log_sd| LogPrior::new(median, log_sd).unwrap_err().to_string();
    assert_eq!(
        wrong(1.0, 0.0),
        "standard deviation of the logarithm under a prior must be from 0.0001 to 100, got 0"
    );
    assert_eq!(
        wrong(f64::INFINITY, 1.0),
        "median of a prior must be a finite number, got inf"
    );
}

#[test]
fn a_ridge_depends_neither_on_the_unit_nor_on_the_number_of_customers() {
    let week = Nbd::fitter().ridge(0.01).fit(&some_customers()).unwrap();
    let free = Nbd::fitter().fit(&some_customers()).unwrap();
    assert!(week.model().r() > free.model().r() && week.log_likelihood() < free.log_likelihood());
    for unit in [TimeUnit::HOUR, TimeUnit::YEAR] {
        let other = Nbd::fitter()
            .unit(unit)
            .ridge(0.01)
            .fit(&some_customers())
            .unwrap();
        assert_close(other.model().r(), week.model().r(), 1e-11);
        let alpha = other.model().alpha() * unit.in_days() / 7.0;
        assert_close(alpha, week.model().alpha(), 1e-11);
        assert_close(other.condition_number(), week.condition_number(), 1e-9);
    }
    // Everybody three times over.
    let mut thrice = some_customers();
    for _ in 0..2 {
        tenure::Merge::merge(&mut thrice, some_customers());
    }
    let thrice = Nbd::fitter().ridge(0.01).fit(&thrice).unwrap();
    assert_close(thrice.model().r(), week.model().r(), 1e-11);
    assert_close(
        thrice.standard_errors()[0],
        week.standard_errors()[0] / 3.0_f64.sqrt(),
        1e-9,
    );
    // All the way: 1 and the mean age.
    let tight = Nbd::fitter().ridge(1e6).fit(&table([0, 1, 2, 7])).unwrap();
    assert_close(tight.model().r(), 1.0, 1e-5);
    assert_close(tight.model().alpha(), 39.0, 1e-5);
}

#[test]
fn a_prior_counts_once_and_the_last_one_counts() {
    let prior = |median| LogPrior::new(median, 0.1).unwrap();
    let free = Nbd::fitter().fit(&cdnow_table()).unwrap();
    let few = Nbd::fitter()
        .prior("r", prior(2.0))
        .fit(&some_customers())
        .unwrap();
    let many = Nbd::fitter()
        .prior("r", prior(2.0))
        .fit(&cdnow_table())
        .unwrap();
    assert!(few.model().r() > many.model().r() && many.model().r() > free.model().r());
    let twice = Nbd::fitter().prior("r", prior(0.1)).prior("r", prior(2.0));
    assert_eq!(twice.fit(&cdnow_table()).unwrap(), many);
    // A prior where the maximum is changes nothing but makes it surer.
    let there = Nbd::fitter()
        .prior("r", prior(free.model().r()))
        .fit(&cdnow_table())
        .unwrap();
    assert_close(there.model().r(), free.model().r(), 1e-11);
    assert_close(there.log_likelihood(), free.log_likelihood(), 1e-14);
    assert!(there.standard_errors()[0] < free.standard_errors()[0]);
    assert_eq!(
        (there.aic(), there.bic(), there.is_penalised()),
        (None, None, true)
    );
    let text = there.to_string();
    assert!(
        text.contains("penalised likelihood") && !text.contains("AIC"),
        "{text}"
    );
}

#[test]
fn options_show_and_compare() {
    let fitter = Nbd::fitter().unit(TimeUnit::DAY).ridge(0.5);
    assert_eq!(fitter, fitter.clone());
    assert_ne!(fitter, Nbd::fitter());
    let text = format!("{fitter:?}");
    assert!(text.contains("NBD") && text.contains("0.5"), "{text}");
}

/// A prior at the maximum adds 1/sd² to what the data tell of ln p, and nothing else.
#[test]
fn a_prior_is_as_sure_as_it_says() {
    let free = Nbd::fitter().fit(&some_customers()).unwrap();
    let r = free.model().r();
    let relative = |se: f64| (se / r) * (se / r);
    let alone = relative(free.standard_errors()[0]);
    for sd in [0.05, 0.3, 2.0] {
        let prior = LogPrior::new(r, sd).unwrap();
        let fit = Nbd::fitter()
            .prior("r", prior)
            .fit(&some_customers())
            .unwrap();
        let together = 1.0 / (1.0 / alone + 1.0 / (sd * sd));
        assert_close(relative(fit.standard_errors()[0]), together, 1e-7);
    }
}
