//! The likelihood of the BG/BB, with its derivatives.
//!
//! All of it stands on what happens up to the last purchase, times a sum over what happened since: the customer
//! left before the next opportunity, or after it, …, or is still one and did not buy. Each of these is the one
//! before times a ratio below 1, so nothing is subtracted and nothing overflows.

use crate::clv::fitting::{Objective, Taylor};
use crate::clv::history::TrialTable;
use crate::error::CUSTOMERS;
use crate::numeric::gamma::{digamma_rising, trigamma_rising};
use crate::numeric::gamma_cross::ln_gamma_cross;
use crate::numeric::math;
use crate::{Error, Result};

/// How many rows are summed before the sum is exact.
const BLOCK: usize = 256;

/// α, β of buying and γ, δ of leaving.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    pub(super) alpha: f64,
    pub(super) beta: f64,
    pub(super) gamma: f64,
    pub(super) delta: f64,
}

/// What is left once a step is that small beside the sum adds nothing to it: all later steps together are
/// no more than it.
const NOTHING: f64 = 1e-19;

impl Point {
    /// ln of B(α + x, β + tₓ − x)/B(α, β)·B(γ, δ + tₓ)/B(γ, δ): these x of tₓ opportunities, and a customer all the
    /// time.
    pub(super) fn ln_until_last(&self, x: f64, last: f64) -> f64 {
        -(ln_gamma_cross(self.alpha, self.beta, x)
            + ln_gamma_cross(self.beta, self.alpha + x, last - x)
            + ln_gamma_cross(self.delta, self.gamma, last))
    }

    /// ln of the probability of no purchase in the opportunities since the last though still a customer.
    pub(super) fn ln_idle(&self, x: f64, last: f64, n: f64) -> f64 {
        let since = n - last;
        -(ln_gamma_cross(self.beta + last - x, self.alpha + x, since)
            + ln_gamma_cross(self.delta + last, self.gamma, since))
    }

    /// The factors of a step to the next opportunity after i idle ones: not bought, and stayed.
    fn steps(&self, x: f64, last: f64) -> impl Fn(f64) -> [f64; 4] {
        let Self {
            alpha,
            beta,
            gamma,
            delta,
        } = *self;
        move |i| {
            [
                beta + (last - x) + i,
                alpha + beta + last + i,
                delta + last + i,
                gamma + delta + last + i,
            ]
        }
    }

    /// The probability of no purchase since the last, given all until then (FHS 2010, equation 6, less what is
    /// common to its terms).
    pub(super) fn since_last(&self, x: f64, last: f64, n: f64) -> f64 {
        let steps = self.steps(x, last);
        let (mut idle, mut sum, mut i) = (1.0, 0.0, 0.0);
        while i < n - last {
            let [idles, all, stays, everybody] = steps(i);
            sum += idle * (self.gamma / everybody);
            idle *= (idles / all) * (stays / everybody);
            if idle <= NOTHING * sum {
                return sum;
            }
            i += 1.0;
        }
        sum + idle
    }

    pub(super) fn log_likelihood(&self, x: f64, last: f64, n: f64) -> f64 {
        self.ln_until_last(x, last) + math::ln(self.since_last(x, last, n))
    }

    fn taylor(&self, x: f64, last: f64, n: f64) -> Taylor<4> {
        let mut total = self.until_last(x, last);
        total.add(&self.since(x, last, n), 1.0);
        total.value = self.log_likelihood(x, last, n);
        total
    }

    /// The derivatives of [`ln_until_last`](Self::ln_until_last).
    fn until_last(&self, x: f64, last: f64) -> Taylor<4> {
        let (buys, stays) = (self.alpha + self.beta, self.gamma + self.delta);
        let first = |a, x| digamma_rising(a, x);
        let second = |a, x| trigamma_rising(a, x);
        let (all, everybody) = (first(buys, last), first(stays, last));
        let (all_bent, everybody_bent) = (second(buys, last), second(stays, last));
        Taylor {
            value: 0.0,
            gradient: [
                first(self.alpha, x) - all,
                first(self.beta, last - x) - all,
                -everybody,
                first(self.delta, last) - everybody,
            ],
            hessian: by_pairs(
                [
                    second(self.alpha, x) - all_bent,
                    -all_bent,
                    second(self.beta, last - x) - all_bent,
                ],
                [
                    -everybody_bent,
                    -everybody_bent,
                    second(self.delta, last) - everybody_bent,
                ],
            ),
        }
    }

    /// The derivatives of ln of [`since_last`](Self::since_last).
    fn since(&self, x: f64, last: f64, n: f64) -> Taylor<4> {
        let steps = self.steps(x, last);
        let (mut idle, mut i) = (1.0, 0.0);
        // Σ 1/factor and Σ 1/factor² over the steps so far.
        let (mut sums, mut squares) = ([0.0_f64; 4], [0.0_f64; 4]);
        let mut total = Taylor::<4>::ZERO;
        while i < n - last {
            let factors = steps(i);
            let [idles, all, stays, everybody] = factors;
            let each = 1.0 / everybody;
            let own = 1.0 / self.gamma;
            let leaves = [own - each, -each];
            let bent = [each * each - own * own, each * each];
            let weight = idle * (self.gamma * each);
            add_term(&mut total, weight, &sums, &squares, leaves, bent);
            for ((sum, square), factor) in sums.iter_mut().zip(&mut squares).zip(factors) {
                let inverse = 1.0 / factor;
                *sum += inverse;
                *square += inverse * inverse;
            }
            idle *= (idles / all) * (stays / everybody);
            i += 1.0;
            // Their derivatives are larger than the terms, by the square of a logarithm.
            if idle <= 1e-6 * NOTHING * total.value {
                idle = 0.0;
                break;
            }
        }
        if idle > 0.0 {
            add_term(&mut total, idle, &sums, &squares, [0.0; 2], [0.0; 2]);
        }
        let gradient = total.gradient.map(|g| g / total.value);
        let mut hessian = total.hessian;
        for (row, a) in hessian.iter_mut().zip(gradient) {
            for (entry, b) in row.iter_mut().zip(gradient) {
                *entry = *entry / total.value - a * b;
            }
        }
        Taylor {
            value: 0.0,
            gradient,
            hessian,
        }
    }
}

/// A block matrix of αα, αβ, ββ and γγ, γδ, δδ.
const fn by_pairs(buys: [f64; 3], leaves: [f64; 3]) -> [[f64; 4]; 4] {
    let ([aa, ab, bb], [cc, cd, dd]) = (buys, leaves);
    [
        [aa, ab, 0.0, 0.0],
        [ab, bb, 0.0, 0.0],
        [0.0, 0.0, cc, cd],
        [0.0, 0.0, cd, dd],
    ]
}

/// Adds a term w with its derivatives, w·g and w·(g·gᵀ + h), g and h those of its logarithm.
fn add_term(
    total: &mut Taylor<4>,
    weight: f64,
    [idles, all, stays, everybody]: &[f64; 4],
    [idles_2, all_2, stays_2, everybody_2]: &[f64; 4],
    [by_gamma, by_delta]: [f64; 2],
    [gamma_gamma, gamma_delta]: [f64; 2],
) {
    let gradient = [
        -all,
        idles - all,
        by_gamma - everybody,
        by_delta + stays - everybody,
    ];
    let mut hessian = by_pairs(
        [*all_2, *all_2, all_2 - idles_2],
        [
            gamma_gamma + everybody_2,
            gamma_delta + everybody_2,
            gamma_delta + everybody_2 - stays_2,
        ],
    );
    for (row, a) in hessian.iter_mut().zip(gradient) {
        for (entry, b) in row.iter_mut().zip(gradient) {
            *entry += a * b;
        }
    }
    total.add(
        &Taylor {
            value: 1.0,
            gradient,
            hessian,
        },
        weight,
    );
}

/// x, tₓ, n and how many customers have them.
pub(super) struct Rows {
    rows: Vec<[f64; 4]>,
    customers: f64,
}

impl Rows {
    pub(super) fn of(data: &TrialTable) -> Result<Self> {
        let rows: Vec<[f64; 4]> = data
            .rows()
            .map(|(history, customers)| {
                let (x, last, n) = history.numbers();
                [x, last, n, customers as f64]
            })
            .collect();
        if rows.is_empty() {
            return Err(Error::not_enough("a fit", 1, CUSTOMERS, 0));
        }
        let customers = rows.iter().map(|[.., customers]| customers).sum();
        Ok(Self { rows, customers })
    }

    pub(super) const fn customers(&self) -> f64 {
        self.customers
    }
}

impl Objective<4> for Rows {
    type Point = Point;

    fn point(&self, &[alpha, beta, gamma, delta]: &[f64; 4]) -> Point {
        Point {
            alpha,
            beta,
            gamma,
            delta,
        }
    }

    fn blocks(&self) -> usize {
        self.rows.len().div_ceil(BLOCK)
    }

    fn block(&self, index: usize, point: &Point) -> Taylor<4> {
        let mut sum = Taylor::ZERO;
        for [x, last, n, customers] in self.rows.chunks(BLOCK).nth(index).unwrap_or_default() {
            sum.add(&point.taylor(*x, *last, *n), *customers);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Central differences of the value and of the gradient.
    #[test]
    fn derivatives_are_those_of_differences() {
        let at = [1.2, 0.75, 0.66, 2.8];
        let cases = [
            (0.0, 0.0, 6.0),
            (3.0, 5.0, 40.0),
            (6.0, 6.0, 6.0),
            (2.0, 9.0, 700.0),
        ];
        let rows = Rows {
            rows: Vec::new(),
            customers: 0.0,
        };
        for (x, last, n) in cases {
            let here = rows.point(&at).taylor(x, last, n);
            for which in 0..4 {
                let h = 1e-5;
                let moved = |by: f64| {
                    let mut at = at;
                    at[which] += by;
                    rows.point(&at).taylor(x, last, n)
                };
                let (left, right) = (moved(-h), moved(h));
                let slope = (right.value - left.value) / (2.0 * h);
                assert!((here.gradient[which] - slope).abs() <= 1e-8 * slope.abs().max(1.0));
                for other in 0..4 {
                    let bend = (right.gradient[other] - left.gradient[other]) / (2.0 * h);
                    let error = here.hessian[other][which] - bend;
                    assert!(
                        error.abs() <= 1e-7 * bend.abs().max(1.0),
                        "{which} {other} {bend}"
                    );
                }
            }
        }
    }
}
