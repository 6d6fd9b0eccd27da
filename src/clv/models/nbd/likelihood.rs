//! The likelihood of the NBD, with its derivatives.

use crate::clv::fitting::{Objective, Taylor};
use crate::clv::history::HistoryTable;
use crate::error::CUSTOMERS;
use crate::numeric::{gamma, math};
use crate::units::TimeUnit;
use crate::{Error, Result};

/// How many rows are summed before the sum is exact.
const BLOCK: usize = 1024;

/// ln Γ(r + x) − ln Γ(r) + r·ln α − (r + x)·ln(α + T), with what is large in r taken together.
pub(super) fn value(r: f64, alpha: f64, x: f64, age: f64) -> f64 {
    gamma::ln_rising(r, x) - x * math::ln(alpha + age) - r * math::ln_1p(age / alpha)
}

/// x, T and how many customers have them.
pub(super) struct Rows {
    each: Vec<[f64; 3]>,
    customers: f64,
    mean_age: f64,
    mean_purchases: f64,
    variance: f64,
}

impl Rows {
    pub(super) fn of(data: &HistoryTable, unit: TimeUnit) -> Result<Self> {
        let rows: Vec<[f64; 3]> = data
            .rows()
            .map(|(history, customers)| {
                let (x, _, age) = history.in_units_of(unit);
                [x, age, customers as f64]
            })
            .collect();
        let customers: f64 = rows.iter().map(|[.., n]| n).sum();
        if customers <= 0.0 {
            return Err(Error::not_enough("a fit", 1, CUSTOMERS, 0));
        }
        let mean = |f: &dyn Fn(f64, f64) -> f64| {
            let sum: f64 = rows.iter().map(|[x, age, n]| n * f(*x, *age)).sum();
            sum / customers
        };
        let (mean_purchases, mean_age) = (mean(&|x, _| x), mean(&|_, age| age));
        let variance = mean(&|x, _| (x - mean_purchases) * (x - mean_purchases));
        Ok(Self {
            each: rows,
            customers,
            mean_age,
            mean_purchases,
            variance,
        })
    }

    pub(super) const fn customers(&self) -> f64 {
        self.customers
    }

    pub(super) fn nobody_came_back(&self) -> bool {
        self.mean_purchases <= 0.0
    }

    pub(super) const fn mean_age(&self) -> f64 {
        self.mean_age
    }

    /// By moments: the mean is rT/α, and the variance above that of chance is its square over r.
    pub(super) fn start(&self) -> [f64; 2] {
        let mean = self.mean_purchases.max(0.5 / self.customers);
        let beyond_chance = (self.variance - mean).max(0.05 * mean * mean);
        let r = (mean * mean / beyond_chance).clamp(0.05, 20.0);
        [r, (r * self.mean_age / mean).clamp(1e-6, 1e6)]
    }
}

impl Objective<2> for Rows {
    type Point = [f64; 2];

    fn point(&self, parameters: &[f64; 2]) -> [f64; 2] {
        *parameters
    }

    fn blocks(&self) -> usize {
        self.each.len().div_ceil(BLOCK)
    }

    fn block(&self, index: usize, &[r, alpha]: &[f64; 2]) -> Taylor<2> {
        let mut sum = Taylor::ZERO;
        for [x, age, customers] in self.each.chunks(BLOCK).nth(index).unwrap_or_default() {
            let end = alpha + age;
            // T/(α(α + T)) and 1/(α + T).
            let (share, each) = (age / alpha / end, 1.0 / end);
            let row = Taylor {
                value: value(r, alpha, *x, *age),
                gradient: [
                    gamma::digamma_rising(r, *x) - math::ln_1p(age / alpha),
                    r * share - x * each,
                ],
                hessian: [
                    [gamma::trigamma_rising(r, *x), share],
                    [share, x * each * each - r * share * (1.0 / alpha + each)],
                ],
            };
            sum.add(&row, *customers);
        }
        sum
    }
}
