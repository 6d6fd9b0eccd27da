//! The likelihood of the beta-discrete-Weibull, with its derivatives.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "arithmetic of jets of floats"
)]

use crate::clv::fitting::{Objective, Taylor};
use crate::clv::models::renewals::Rows;
use crate::numeric::beta_survival::BetaSurvival;
use crate::numeric::gamma::{digamma_rising, trigamma, trigamma_rising};
use crate::numeric::jet::Jet;
use crate::numeric::math;

pub(super) struct Likelihood<'a>(pub(super) &'a Rows);

impl Objective<3> for Likelihood<'_> {
    type Point = BetaSurvival;

    fn point(&self, &[alpha, beta, c]: &[f64; 3]) -> BetaSurvival {
        BetaSurvival { alpha, beta, c }
    }

    fn blocks(&self) -> usize {
        self.0.blocks()
    }

    fn block(&self, index: usize, curve: &BetaSurvival) -> Taylor<3> {
        let mut sum = Taylor::ZERO;
        for &[t, lost, still] in self.0.block(index) {
            if lost > 0.0 {
                let before = fallen(curve, 0.0, t - 1.0);
                let at = fallen(curve, t - 1.0, t);
                // ln(1 − e^−f) and its derivatives 1/(e^f − 1), −e^f/(e^f − 1)².
                let odds = 1.0 / math::exp_m1(at.value);
                let leaves = at.map(curve.renewal(t).0, odds, -odds * (1.0 + odds));
                sum.add(&Taylor::from(leaves - before), lost);
            }
            if still > 0.0 {
                sum.add(&Taylor::from(-fallen(curve, 0.0, t)), still);
            }
        }
        sum
    }
}

/// ln S(from) − ln S(to) by α, β and c. Where tᶜ is beyond `f64` it is no number, and the search turns back.
fn fallen(curve: &BetaSurvival, from: f64, to: f64) -> Jet<3> {
    if to <= 0.0 {
        return Jet::constant(0.0);
    }
    let [alpha, beta, c] = Jet::variables([curve.alpha, curve.beta, curve.c]);
    // tᶜ = e^(c·ln t)
    let power = |t: f64| c.times(math::ln(t)).exp();
    let (start, rise) = if from > 0.0 {
        let base = power(from);
        (
            beta + base,
            base * c.times(math::ln_1p((to - from) / from)).exp_m1(),
        )
    } else {
        (beta, power(to))
    };
    let value = curve.fallen_since(from, to - from);
    ln_gamma_cross(value, start, alpha, rise)
}

/// The derivatives of ln [Γ(a)·Γ(a + u + v)/(Γ(a + u)·Γ(a + v))], whose value is given.
fn ln_gamma_cross(value: f64, a: Jet<3>, u: Jet<3>, v: Jet<3>) -> Jet<3> {
    let (by_a, by_u, by_v) = (a.value, u.value, v.value);
    let (along_u, along_v) = (
        digamma_rising(by_a + by_v, by_u),
        digamma_rising(by_a + by_u, by_v),
    );
    let bent_u = trigamma_rising(by_a + by_v, by_u);
    let bent_v = trigamma_rising(by_a + by_u, by_v);
    let first = [along_u - digamma_rising(by_a, by_u), along_v, along_u];
    let second = [
        [bent_u - trigamma_rising(by_a, by_u), bent_v, bent_u],
        [bent_v, bent_v, trigamma(by_a + by_u + by_v)],
        [bent_u, trigamma(by_a + by_u + by_v), bent_u],
    ];
    let inner = [a, u, v];
    let mut sum = Jet::constant(value);
    for (jet, (slope, bends)) in inner.iter().zip(first.iter().zip(second)) {
        for (i, entry) in sum.gradient.iter_mut().enumerate() {
            *entry += slope * at(&jet.gradient, i);
        }
        for (i, row) in sum.hessian.iter_mut().enumerate() {
            for (j, entry) in row.iter_mut().enumerate() {
                let own = jet.hessian.get(i).map_or(0.0, |row| at(row, j));
                let crossed: f64 = inner
                    .iter()
                    .zip(bends)
                    .map(|(other, bend)| bend * (at(&jet.gradient, i) * at(&other.gradient, j)))
                    .sum();
                *entry += slope * own + crossed;
            }
        }
    }
    sum
}

fn at(row: &[f64; 3], i: usize) -> f64 {
    row.get(i).copied().unwrap_or(0.0)
}
