//! Data drawn from known parameters give these back: the simulator, the likelihood and the fit are of one
//! model.
//!
//! `TENURE_SEEDS` sets how many samples are drawn of each model; 200 are the bar, few the default.

use tenure::clv::checks::Simulation;
use tenure::clv::fitting::{Fitter, ParametricModel};
use tenure::clv::history::HistoryTable;
use tenure::clv::models::{BgNbd, MbgNbd, Nbd, ParetoNbd, PurchaseModel};
use tenure::units::{Horizon, Period, TimeUnit};

const WEEK: TimeUnit = TimeUnit::WEEK;

fn seeds(default: u64) -> u64 {
    std::env::var("TENURE_SEEDS").map_or(default, |text| text.parse().unwrap())
}

/// Every parameter within four standard errors, for 198 of 200 samples.
fn recovers<M>(truth: &M, customers: u32, default: u64)
where
    M: ParametricModel<Data = HistoryTable> + PurchaseModel,
{
    // From half a year to a whole one.
    let ages =
        |n: u32| (0..n).map(move |i| Horizon::new(f64::from(26 + i % 27), Period::Week).unwrap());
    let names = M::PARAMETERS;
    let (mut good, mut within_two, mut refused) = (0_u64, 0_u64, Vec::new());
    let seeds = seeds(default);
    let mut bias = vec![0.0; names.len()];
    for seed in 0..seeds {
        let table = Simulation::new(truth, 1000 + seed)
            .histories(ages(customers))
            .unwrap();
        match Fitter::<M>::default().fit(&table) {
            Ok(fit) => {
                let errors = fit.standard_errors();
                let z: Vec<f64> = fit
                    .model()
                    .values()
                    .iter()
                    .zip(truth.values())
                    .zip(errors)
                    .map(|((got, expected), error)| (got - expected) / error)
                    .collect();
                for (sum, z) in bias.iter_mut().zip(&z) {
                    *sum += z / seeds as f64;
                }
                good += u64::from(z.iter().all(|z| z.abs() <= 4.0));
                within_two += u64::from(z.iter().all(|z| z.abs() <= 2.0));
            }
            Err(error) => refused.push((seed, error.to_string())),
        }
    }
    println!(
        "{}: {good} of {seeds} within 4 standard errors, {within_two} within 2, mean z {bias:.2?}, refused {refused:?}",
        M::NAME
    );
    assert!(
        good as f64 >= 0.99 * seeds as f64,
        "{}: {good} of {seeds}, refused {refused:?}",
        M::NAME
    );
}

#[test]
fn nbd_is_recovered() {
    recovers(&Nbd::new(0.385, 12.072, WEEK).unwrap(), 2000, 5);
}

#[test]
fn bg_nbd_is_recovered() {
    recovers(&BgNbd::new(0.6, 6.0, 0.8, 2.4, WEEK).unwrap(), 2000, 3);
}

#[test]
fn mbg_nbd_is_recovered() {
    recovers(&MbgNbd::new(0.8, 5.0, 0.9, 1.6, WEEK).unwrap(), 2000, 3);
}

#[test]
fn pareto_nbd_is_recovered() {
    recovers(&ParetoNbd::new(0.7, 6.0, 0.8, 12.0, WEEK).unwrap(), 2000, 1);
}
