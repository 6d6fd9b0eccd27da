//! Tests of `tenure::clv::checks`.

mod bad_input;
mod frequency_histogram;
mod holdout_check;
mod model_comparison;
mod purchase_timeline;
#[cfg(feature = "serde")]
mod saved;
mod simulation;
mod tracking;

use tenure::Result;
use tenure::clv::history::PurchaseHistory;
use tenure::clv::models::{PurchaseModel, SimulatedCustomer};
use tenure::units::{DiscountRate, Horizon, Period, TimeUnit};

/// Everybody buys so often a week, never leaves, and what is expected is easily worked out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Steady(pub(crate) f64);

impl PurchaseModel for Steady {
    fn unit(&self) -> TimeUnit {
        TimeUnit::WEEK
    }

    fn log_likelihood(&self, _: &PurchaseHistory) -> f64 {
        0.0
    }

    fn p_alive(&self, _: &PurchaseHistory) -> f64 {
        1.0
    }

    fn p_alive_after(&self, _: &PurchaseHistory, _: Horizon) -> f64 {
        1.0
    }

    fn p_alive_of_new(&self, _: Horizon) -> f64 {
        1.0
    }

    fn expected_purchases(&self, _: &PurchaseHistory, within: Horizon) -> f64 {
        self.expected_purchases_of_new(within)
    }

    fn expected_purchases_of_new(&self, within: Horizon) -> f64 {
        self.0 * TimeUnit::WEEK.count_of(within)
    }

    fn ln_probability(&self, n: u64, within: Horizon) -> f64 {
        let mean = self.expected_purchases_of_new(within);
        (1..=n).map(|i| (mean / i as f64).ln()).sum::<f64>() - mean
    }

    fn discounted_purchases(&self, _: &PurchaseHistory, _: DiscountRate) -> Result<f64> {
        Ok(0.0)
    }

    fn discounted_purchases_of_new(&self, _: DiscountRate) -> Result<f64> {
        Ok(0.0)
    }

    /// Every so many days, from a day between 1 and 2 that the seed decides.
    fn simulate(&self, within: Horizon, seed: u64) -> Result<SimulatedCustomer> {
        let first = 1.0 + (seed % 1024) as f64 / 1024.0;
        let days = TimeUnit::DAY.count_of(within);
        let purchases = (0..u32::MAX)
            .map(|i| first + f64::from(i) * 7.0 / self.0)
            .take_while(|day| *day <= days)
            .collect();
        Ok(SimulatedCustomer {
            purchases,
            left: None,
        })
    }
}

pub(crate) fn weeks(n: f64) -> Horizon {
    Horizon::new(n, Period::Week).unwrap()
}

pub(crate) fn days(n: f64) -> Horizon {
    Horizon::new(n, Period::Day).unwrap()
}

pub(crate) fn history(x: u64, last: f64, age: f64) -> PurchaseHistory {
    PurchaseHistory::new(x, last, age, TimeUnit::WEEK).unwrap()
}
