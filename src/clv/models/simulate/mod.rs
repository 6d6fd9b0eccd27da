//! Customers drawn from the models, from what makes each of them: rates and lifetimes from their
//! distributions over customers, then purchases one after the other.

use super::{PurchaseModel, SimulatedCustomer};
use crate::clv::history::HistoryTable;
use crate::numeric::math;
use crate::numeric::random::SplitMix64;
use crate::units::{Horizon, Period, TimeUnit};
use crate::{Result, limit};

/// λ ~ Gamma(r, rate α); after each repeat purchase, and with `from_start` after the first too, the customer
/// leaves with probability p ~ Beta(a, b). Times in days: `horizon` is so long, a unit `unit` days.
pub(super) fn beta_geometric(
    [r, alpha, a, b]: [f64; 4],
    from_start: bool,
    unit: f64,
    horizon: f64,
    seed: u64,
) -> Result<SimulatedCustomer> {
    let mut random = SplitMix64::new(seed);
    let rate = rate(&mut random, r, alpha, unit);
    let [_, ln_stays] = random.ln_beta(a, b);
    // The repeat purchase after which they leave; 0 is the purchase they start with.
    let chances_survived = random.successes(ln_stays);
    let last = chances_survived + if from_start { 0.0 } else { 1.0 };
    draw(&mut random, rate, horizon, Leaves::AfterPurchase(last))
}

/// λ ~ Gamma(r, rate α), lifetime ~ Exp(μ), μ ~ Gamma(s, rate β).
pub(super) fn pareto(
    [r, alpha, s, beta]: [f64; 4],
    unit: f64,
    horizon: f64,
    seed: u64,
) -> Result<SimulatedCustomer> {
    let mut random = SplitMix64::new(seed);
    let purchases = rate(&mut random, r, alpha, unit);
    // A rate of leaving below what f64 has is a lifetime beyond it: infinite, which no horizon is.
    let leaving = rate(&mut random, s, beta, unit);
    let lifetime = random.exponential() / leaving;
    draw(&mut random, purchases, horizon, Leaves::At(lifetime))
}

/// λ ~ Gamma(r, rate α), and nobody leaves.
pub(super) fn gamma_poisson(
    [r, alpha]: [f64; 2],
    unit: f64,
    horizon: f64,
    seed: u64,
) -> Result<SimulatedCustomer> {
    let mut random = SplitMix64::new(seed);
    let rate = rate(&mut random, r, alpha, unit);
    draw(&mut random, rate, horizon, Leaves::At(f64::INFINITY))
}

/// As many customers as in a table, each seen for as long, numbered in the order of its rows: each has draws of
/// its own, which follow from the seed and the number.
pub(in crate::clv) fn table_like<M: PurchaseModel + ?Sized>(
    model: &M,
    table: &HistoryTable,
    seed: u64,
) -> Result<HistoryTable> {
    limit::at_most(
        "number of customers to be drawn",
        limit::CUSTOMERS,
        table.customers(),
    )?;
    let mut drawn = HistoryTable::default();
    let (mut number, mut purchases) = (0_u64, 0_u64);
    for (history, customers) in table.rows() {
        let days = history.age(TimeUnit::DAY);
        for _ in 0..customers {
            let seed = SplitMix64::seed_of(seed, number);
            let age = Horizon::new(days, Period::Day)?;
            let one = model.simulate(age, seed)?.history(age)?;
            purchases = purchases.saturating_add(one.repeat_purchases());
            limit::at_most("number of purchases to be drawn", limit::DRAWS, purchases)?;
            drawn.push(one);
            number = number.wrapping_add(1);
        }
    }
    drawn.sort();
    Ok(drawn)
}

/// One customer's rate per day.
fn rate(random: &mut SplitMix64, shape: f64, rate: f64, unit: f64) -> f64 {
    math::exp(random.ln_gamma(shape) - math::ln(rate)) / unit
}

/// When a customer leaves.
#[derive(Clone, Copy)]
enum Leaves {
    /// At the repeat purchase of this number.
    AfterPurchase(f64),
    /// That many days after the first purchase.
    At(f64),
}

/// The purchases of a customer of that rate a day, up to the horizon. The parameters accepted allow for 10²⁶ a day,
/// which no memory holds.
fn draw(
    random: &mut SplitMix64,
    rate: f64,
    horizon: f64,
    leaves: Leaves,
) -> Result<SimulatedCustomer> {
    let (last, lifetime) = match leaves {
        Leaves::AfterPurchase(number) => (number, f64::INFINITY),
        Leaves::At(time) => (f64::INFINITY, time),
    };
    let end = lifetime.min(horizon);
    let mut purchases = Vec::new();
    let (mut time, mut made) = (0.0, 0.0);
    while made < last {
        // Nobody who never buys gets past the horizon: 1/0 is infinite.
        time += random.exponential() / rate;
        if time > end {
            break;
        }
        purchases.push(time);
        made += 1.0;
        limit::at_most(
            "number of purchases of a simulated customer",
            limit::STEPS,
            purchases.len(),
        )?;
    }
    let left = match leaves {
        Leaves::AfterPurchase(number) => (number.is_finite() && time <= end).then_some(time),
        Leaves::At(time) => (time <= horizon).then_some(time),
    };
    Ok(SimulatedCustomer { purchases, left })
}

#[cfg(test)]
mod tests;
