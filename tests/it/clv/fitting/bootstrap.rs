use tenure::clv::fitting::Scale;
use tenure::clv::models::{Nbd, PurchaseModel};
use tenure::units::{Level, TimeUnit};

use super::{some_customers, table, weeks};

#[test]
fn replicates_are_the_same_for_a_seed_and_any_threads() {
    let data = some_customers();
    let fitter = Nbd::fitter();
    let fit = fitter.fit(&data).unwrap();
    let draw = |parallel, seed| {
        fitter
            .clone()
            .parallel(parallel)
            .bootstrap(fit.model(), &data, 12, seed)
            .unwrap()
    };
    let replicates = draw(false, 7);
    assert_eq!(replicates, draw(true, 7));
    assert_ne!(replicates, draw(false, 8));
    assert_eq!(
        (replicates.models().len(), replicates.replicates()),
        (12, 12)
    );
    assert!(replicates.failures().is_empty());
}

/// Both ways to an interval say about the same where both are right.
#[test]
fn it_agrees_with_the_delta_method() {
    let data = some_customers();
    let fit = Nbd::fitter().fit(&data).unwrap();
    let replicates = Nbd::fitter()
        .parallel(true)
        .bootstrap(fit.model(), &data, 199, 1)
        .unwrap();
    let year = |model: &Nbd| model.expected_purchases_of_new(weeks(52.0));
    let drawn = replicates.interval(Level::P90, year).unwrap();
    let delta = fit.estimate(Level::P90, Scale::Log, year).unwrap();
    // 199 replicates place an end of 5 % within some 15 % of the width.
    let width = delta.interval().width();
    assert!(
        (drawn.lower() - delta.interval().lower()).abs() < 0.2 * width,
        "{drawn} {delta}"
    );
    assert!(
        (drawn.upper() - delta.interval().upper()).abs() < 0.2 * width,
        "{drawn} {delta}"
    );
    // The 10th smallest and the 10th largest of 199.
    let mut values: Vec<f64> = replicates.models().iter().map(year).collect();
    values.sort_by(f64::total_cmp);
    assert_eq!((drawn.lower(), drawn.upper()), (values[9], values[189]));
}

#[test]
fn what_cannot_be_fitted_is_counted() {
    // Of two customers who hardly buy, often neither comes back, or both do as often.
    let model = Nbd::new(0.5, 40.0, TimeUnit::WEEK).unwrap();
    let replicates = Nbd::fitter()
        .bootstrap(&model, &table([0, 1]), 40, 3)
        .unwrap();
    assert_eq!(replicates.replicates(), 40);
    assert!(replicates.failures().len() > 20, "{replicates:?}");
    let text = replicates.failures()[0].to_string();
    assert!(text.starts_with("NBD has no best fit, because r"), "{text}");
    // Too few are left for 95 %.
    assert_eq!(replicates.interval(Level::P95, Nbd::r), None);
}

#[test]
fn too_few_replicates_and_what_is_no_number_make_no_interval() {
    let data = some_customers();
    let fit = Nbd::fitter().fit(&data).unwrap();
    let draw = |count| {
        Nbd::fitter()
            .bootstrap(fit.model(), &data, count, 5)
            .unwrap()
    };
    assert_eq!(draw(0).interval(Level::P95, Nbd::r), None);
    assert_eq!(draw(38).interval(Level::P95, Nbd::r), None);
    let enough = draw(39);
    let interval = enough.interval(Level::P95, Nbd::r).unwrap();
    let all = || enough.models().iter().map(Nbd::r);
    assert_eq!(interval.lower(), all().fold(f64::MAX, f64::min));
    assert_eq!(interval.upper(), all().fold(0.0, f64::max));
    assert_eq!(enough.interval(Level::P95, |_| f64::NAN), None);
    assert_eq!(
        Nbd::fitter()
            .ridge(-1.0)
            .bootstrap(fit.model(), &data, 1, 5)
            .unwrap_err()
            .to_string(),
        "ridge must be from 0 to 1e6, got -1"
    );
}
