//! The likelihood of many customers at once, with its derivatives.
//!
//! ```text
//! ln L = ln Γ(r+x)/Γ(r) + ln( γ(tₓ) A(tₓ) + (1 − γ(T)) A(T) ) + r·ln α + s·ln β
//! ```
//!
//! is, but for the last sum, made of functions of (x, tₓ) and of (x, T) alone. Histories in whole days share
//! these pairs: 30 000 different histories have some thousands of them. So the hard part is done once a pair, and
//! a row costs one exponential and one logarithm. The gradient is a sum over pairs, too, each weighted by how
//! likely its customers are to have left; only the product of gradients in the Hessian is a sum over rows.
#![allow(
    clippy::many_single_char_names,
    reason = "four derivatives, four letters"
)]

use super::race::{Race, buys_first, leaves_first};
use crate::clv::fitting::{Objective, Taylor};
use crate::clv::history::HistoryTable;
use crate::error::CUSTOMERS;
use crate::numeric::{gamma, math};
use crate::units::TimeUnit;
use crate::{Error, Result};

/// How many rows are summed before the sum is exact, and share their pairs.
const BLOCK: usize = 4096;

/// Purchases and a time.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Pair {
    x: f64,
    time: f64,
}

/// A row of a block: its pairs by number, and its customers.
#[derive(Debug)]
struct Row {
    last: u32,
    age: u32,
    customers: f64,
}

#[derive(Debug)]
struct Block {
    rows: Vec<Row>,
    lasts: Vec<Pair>,
    ages: Vec<Pair>,
    /// Each number of purchases with its customers.
    purchases: Vec<(f64, f64)>,
}

impl Block {
    /// Of rows (x, tₓ, T, customers) in this order.
    fn of(rows: &[[f64; 4]]) -> Self {
        let mut block = Self {
            rows: Vec::with_capacity(rows.len()),
            lasts: Vec::new(),
            ages: Vec::new(),
            purchases: Vec::new(),
        };
        let mut by_age: Vec<(u64, u64, u32)> = Vec::with_capacity(rows.len());
        for (index, &[x, last, age, customers]) in (0_u32..).zip(rows) {
            let pair = Pair { x, time: last };
            if block.lasts.last() != Some(&pair) {
                block.lasts.push(pair);
            }
            match block.purchases.last_mut() {
                Some((same, sum)) if x.total_cmp(same).is_eq() => *sum += customers,
                _ => block.purchases.push((x, customers)),
            }
            let last = block.lasts.len().saturating_sub(1);
            block.rows.push(Row {
                last: u32::try_from(last).unwrap_or(u32::MAX),
                age: 0,
                customers,
            });
            // Doubles of at least 0 are in the order of their bits.
            by_age.push((x.to_bits(), age.to_bits(), index));
        }
        by_age.sort_unstable();
        for (x, age, index) in by_age {
            let pair = Pair {
                x: f64::from_bits(x),
                time: f64::from_bits(age),
            };
            if block.ages.last() != Some(&pair) {
                block.ages.push(pair);
            }
            if let Some(row) = block.rows.get_mut(index as usize) {
                row.age = u32::try_from(block.ages.len().saturating_sub(1)).unwrap_or(u32::MAX);
            }
        }
        block
    }
}

/// What a pair adds to a likelihood: the logarithm of one of the two parts, and its derivatives by r, α, s and β.
#[derive(Debug, Clone, Copy)]
struct Part {
    ln: f64,
    gradient: [f64; 4],
    /// rr, rα, rs, rβ, αα, αs, αβ, ss, sβ, ββ.
    hessian: [f64; 10],
}

impl Part {
    /// ln of a chance of the race, plus r·ln α + s·ln β + ln A(time), without what cancels in it.
    fn new(race: &Race, pair: Pair, &[r, alpha, s, beta]: &[f64; 4]) -> Self {
        let Pair { x, time } = pair;
        let (a, b) = (1.0 / (alpha + time), 1.0 / (beta + time));
        let (ln_a, ln_b) = (math::ln_1p(time / alpha), math::ln_1p(time / beta));
        // time/(α(α + time))
        let (share_a, share_b) = (time / alpha * a, time / beta * b);
        Self {
            ln: race.ln - r * ln_a - s * ln_b - x * math::ln(alpha + time),
            gradient: [
                race.k - ln_a,
                race.l * a + r * share_a - x * a,
                race.s - ln_b,
                s * share_b - race.l * b,
            ],
            hessian: [
                race.kk,
                race.kl * a + share_a,
                race.ks,
                -race.kl * b,
                (race.ll - race.l + x) * (a * a) - r * share_a * (1.0 / alpha + a),
                race.sl * a,
                -race.ll * (a * b),
                race.ss,
                share_b - race.sl * b,
                (race.ll + race.l) * (b * b) - s * share_b * (1.0 / beta + b),
            ],
        }
    }
}

/// A part, and how many customers weigh on it.
struct Weighed {
    part: Part,
    weight: f64,
}

fn weighed(
    pairs: &[Pair],
    parameters: &[f64; 4],
    race: fn(f64, f64, f64, f64) -> Race,
) -> Vec<Weighed> {
    let [r, alpha, s, beta] = *parameters;
    let weighed = |pair: &Pair| {
        let race = race(r + pair.x, s, alpha + pair.time, beta + pair.time);
        Weighed {
            part: Part::new(&race, *pair, parameters),
            weight: 0.0,
        }
    };
    pairs.iter().map(weighed).collect()
}

/// The places of [`Part::hessian`].
const PLACES: [(usize, usize); 10] = [
    (0, 0),
    (0, 1),
    (0, 2),
    (0, 3),
    (1, 1),
    (1, 2),
    (1, 3),
    (2, 2),
    (2, 3),
    (3, 3),
];

fn full(upper: &[f64; 10]) -> [[f64; 4]; 4] {
    let mut full = [[0.0; 4]; 4];
    for (&(i, j), entry) in PLACES.iter().zip(upper) {
        for (i, j) in [(i, j), (j, i)] {
            if let Some(place) = full.get_mut(i).and_then(|row| row.get_mut(j)) {
                *place = *entry;
            }
        }
    }
    full
}

/// Adds weight·d·dᵀ.
fn add_square(to: &mut [f64; 10], weight: f64, [a, b, c, d]: [f64; 4]) {
    let (wa, wb, wc) = (weight * a, weight * b, weight * c);
    let square = [
        wa * a,
        wa * b,
        wa * c,
        wa * d,
        wb * b,
        wb * c,
        wb * d,
        wc * c,
        wc * d,
        weight * d * d,
    ];
    for (sum, entry) in to.iter_mut().zip(square) {
        *sum += entry;
    }
}

/// All customers, in blocks.
#[derive(Debug)]
pub(super) struct Cells {
    blocks: Vec<Block>,
    customers: f64,
    mean_age: f64,
    mean_purchases: f64,
    variance: f64,
}

impl Cells {
    /// In that unit.
    pub(super) fn of(data: &HistoryTable, unit: TimeUnit) -> Result<Self> {
        let rows: Vec<[f64; 4]> = data
            .rows()
            .map(|(history, customers)| {
                let (x, last, age) = history.in_units_of(unit);
                [x, last, age, customers as f64]
            })
            .collect();
        let customers: f64 = rows.iter().map(|[.., n]| n).sum();
        if customers <= 0.0 {
            return Err(Error::not_enough("a fit", 1, CUSTOMERS, 0));
        }
        let mean = |f: &dyn Fn(f64, f64) -> f64| {
            let sum: f64 = rows.iter().map(|[x, _, age, n]| n * f(*x, *age)).sum();
            sum / customers
        };
        let (mean_purchases, mean_age) = (mean(&|x, _| x), mean(&|_, age| age));
        let variance = mean(&|x, _| (x - mean_purchases) * (x - mean_purchases));
        Ok(Self {
            blocks: rows.chunks(BLOCK).map(Block::of).collect(),
            customers,
            mean_age,
            mean_purchases,
            variance,
        })
    }

    pub(super) const fn customers(&self) -> f64 {
        self.customers
    }

    pub(super) const fn mean_age(&self) -> f64 {
        self.mean_age
    }

    pub(super) fn nobody_came_back(&self) -> bool {
        self.mean_purchases <= 0.0
    }

    /// Rates by moments, as if nobody left, and lifetimes about as long as the customers were seen for; then, for
    /// surfaces that lead astray from there, with few who leave and with lifetimes much alike.
    pub(super) fn starts(&self) -> [[f64; 4]; 3] {
        let mean = self.mean_purchases.max(0.5 / self.customers);
        let beyond_chance = (self.variance - mean).max(0.05 * mean * mean);
        let r = (mean * mean / beyond_chance).clamp(0.05, 20.0);
        let alpha = (r * self.mean_age / mean).clamp(1e-6, 1e6);
        let age = self.mean_age.clamp(1e-6, 1e6);
        [
            [r, 0.7 * alpha, 0.7, 0.5 * age],
            [r, alpha, 0.1, 0.3 * age],
            [r, 0.5 * alpha, 5.0, 5.0 * age],
        ]
    }
}

impl Objective<4> for Cells {
    type Point = [f64; 4];

    fn point(&self, parameters: &[f64; 4]) -> [f64; 4] {
        *parameters
    }

    fn blocks(&self) -> usize {
        self.blocks.len()
    }

    fn block(&self, index: usize, parameters: &[f64; 4]) -> Taylor<4> {
        let Some(block) = self.blocks.get(index) else {
            return Taylor::ZERO;
        };
        let mut lasts = weighed(&block.lasts, parameters, leaves_first::<true>);
        let mut ages = weighed(&block.ages, parameters, buys_first::<true>);
        let mut value = 0.0;
        let mut hessian = [0.0; 10];
        for row in &block.rows {
            let (Some(left), Some(stayed)) = (
                lasts.get_mut(row.last as usize),
                ages.get_mut(row.age as usize),
            ) else {
                continue;
            };
            let distance = stayed.part.ln - left.part.ln;
            let odds = math::exp(-distance.abs());
            let (more, less) = (1.0 / (1.0 + odds), odds / (1.0 + odds));
            let (alive, high) = if distance > 0.0 {
                (more, stayed.part.ln)
            } else {
                (less, left.part.ln)
            };
            value += row.customers * (high + math::ln_1p(odds));
            left.weight += row.customers * (1.0 - alive);
            stayed.weight += row.customers * alive;
            let [a, b, c, d] = left.part.gradient;
            let [e, f, g, h] = stayed.part.gradient;
            add_square(
                &mut hessian,
                row.customers * (more * less),
                [e - a, f - b, g - c, h - d],
            );
        }
        let mut gradient = [0.0; 4];
        for Weighed { part, weight } in lasts.iter().chain(&ages) {
            for (sum, entry) in gradient.iter_mut().zip(part.gradient) {
                *sum += weight * entry;
            }
            for (sum, entry) in hessian.iter_mut().zip(part.hessian) {
                *sum += weight * entry;
            }
        }
        let mut total = Taylor {
            value,
            gradient,
            hessian: full(&hessian),
        };
        let [r, ..] = *parameters;
        for &(x, customers) in &block.purchases {
            let mut rising = Taylor::ZERO;
            rising.value = gamma::ln_rising(r, x);
            rising.gradient = [gamma::digamma_rising(r, x), 0.0, 0.0, 0.0];
            rising.hessian = full(&[
                gamma::trigamma_rising(r, x),
                0.,
                0.,
                0.,
                0.,
                0.,
                0.,
                0.,
                0.,
                0.,
            ]);
            total.add(&rising, customers);
        }
        total
    }
}
