//! A logistic regression on one variable: what calibration is measured and repaired with.

use crate::numeric::logistic::Logit;
use crate::numeric::math;
use crate::numeric::newton::{Damping, largest};
use crate::{Error, Result};

/// Customers of one score: how many, and how many churned (or the sum of their targets).
#[derive(Debug, Clone, Copy)]
pub(super) struct Dot {
    pub(super) score: f64,
    pub(super) customers: f64,
    pub(super) churned: f64,
}

/// logit = intercept + slope·score, with the covariance of the two.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) intercept: f64,
    pub(super) slope: f64,
    pub(super) intercept_variance: f64,
    pub(super) slope_variance: f64,
}

const ITERATIONS: u32 = 200;

/// At a mean decrement of this size a full Newton step leaves an error of its square.
const SETTLED: f64 = 1e-16;

/// What Newton's method sums at a point: log-likelihood, gradient and information.
#[derive(Default, Clone, Copy)]
struct Pass {
    likelihood: f64,
    gradient: [f64; 2],
    information: [f64; 3],
}

impl Pass {
    /// At (intercept, slope), of standardised scores z.
    #[allow(
        clippy::many_single_char_names,
        reason = "the letters of the textbooks"
    )]
    fn at(dots: &[(f64, Dot)], offset: impl Fn(&Dot) -> f64, [b0, b1]: [f64; 2]) -> Self {
        let mut pass = Self::default();
        for (z, dot) in dots {
            let eta = b0 + b1 * z + offset(dot);
            let logit = Logit::new(eta);
            let weight = dot.customers * logit.odds * logit.likelier * logit.likelier;
            let rest = dot.churned - dot.customers * logit.sigmoid();
            // y·η − m·ln(1 + e^η), the large parts apart.
            pass.likelihood += dot.churned * eta - dot.customers * logit.softplus();
            let [g0, g1] = &mut pass.gradient;
            *g0 += rest;
            *g1 += rest * z;
            let [a, b, c] = &mut pass.information;
            *a += weight;
            *b += weight * z;
            *c += weight * z * z;
        }
        pass
    }

    /// The inverse of the information.
    fn covariance(&self) -> Option<[f64; 3]> {
        let [a, b, c] = self.information;
        // By elimination, not by the determinant, which cancels.
        let rest = c - b / a * b;
        if !(a > 0.0 && rest > 0.0) {
            return None;
        }
        let v11 = 1.0 / rest;
        let v01 = -b / a * v11;
        let v00 = 1.0 / a - b / a * v01;
        let finite = [v00, v01, v11].iter().all(|v| v.is_finite());
        finite.then_some([v00, v01, v11])
    }
}

/// The line that fits best. The dots are in ascending order of score, at least two of them, and some but
/// not all customers churned; whether a best line exists the caller has made sure.
pub(super) fn fit(what: &'static str, dots: &[Dot]) -> Result<Line> {
    let (Some(first), Some(last)) = (dots.first(), dots.last()) else {
        return Err(not_converged(what, 0.0));
    };
    // Scores on a scale of their own: from 0 to 1, then less their mean, over their deviation.
    let (lowest, range) = (first.score, last.score - first.score);
    let (lowest, range, half) = if range.is_finite() {
        (lowest, range, 1.0)
    } else {
        (lowest / 2.0, last.score / 2.0 - lowest / 2.0, 0.5)
    };
    let customers: f64 = dots.iter().map(|dot| dot.customers).sum();
    let churned: f64 = dots.iter().map(|dot| dot.churned).sum();
    let units: Vec<(f64, Dot)> = dots
        .iter()
        .map(|dot| ((dot.score * half - lowest) / range, *dot))
        .collect();
    let mean = units.iter().map(|(u, dot)| u * dot.customers).sum::<f64>() / customers;
    let squares: f64 = units
        .iter()
        .map(|(u, dot)| (u - mean) * (u - mean) * dot.customers)
        .sum();
    let deviation = math::sqrt(squares / customers);
    if !(deviation > 0.0 && range > 0.0) {
        return Err(not_converged(what, 0.0));
    }
    let dots: Vec<(f64, Dot)> = units
        .into_iter()
        .map(|(u, dot)| ((u - mean) / deviation, dot))
        .collect();

    let start = math::ln(churned) - math::ln(customers - churned);
    let (at, covariance) = newton(what, &dots, |_| 0.0, [start, 0.0], true)?;
    let [b0, b1] = at;
    let [v00, v01, v11] = covariance;
    // z = (score − centre)/scale
    let scale = range * deviation / half;
    let centre = (lowest + range * mean) / half;
    let ratio = centre / scale;
    let line = Line {
        intercept: b0 - b1 * ratio + 0.0,
        slope: b1 / scale + 0.0,
        intercept_variance: v00 - 2.0 * ratio * v01 + ratio * ratio * v11,
        slope_variance: v11 / scale / scale,
    };
    for value in [
        line.intercept,
        line.slope,
        line.intercept_variance,
        line.slope_variance,
    ] {
        if !value.is_finite() {
            return Err(Error::Diverges {
                what,
                because: "the scores are too large, or too close to each other; rescale them",
            });
        }
    }
    Ok(line)
}

/// The shift on top of the scores, taken as logits, that makes the mean forecast right; and its
/// variance.
pub(super) fn shift(what: &'static str, dots: &[Dot]) -> Result<(f64, f64)> {
    let dots: Vec<(f64, Dot)> = dots.iter().map(|dot| (0.0, *dot)).collect();
    let ([at, _], [variance, ..]) = newton(what, &dots, |dot| dot.score, [0.0, 0.0], false)?;
    Ok((at + 0.0, variance))
}

/// Damped Newton from `at`; the place of the maximum, and the inverse information there.
fn newton(
    what: &'static str,
    dots: &[(f64, Dot)],
    offset: impl Fn(&Dot) -> f64 + Copy,
    mut at: [f64; 2],
    with_slope: bool,
) -> Result<([f64; 2], [f64; 3])> {
    let customers: f64 = dots.iter().map(|(_, dot)| dot.customers).sum();
    let mut pass = Pass::at(dots, offset, at);
    for _ in 0..ITERATIONS {
        let [g0, g1] = pass.gradient;
        let covariance = inverse(&pass, with_slope).ok_or_else(|| not_converged(what, g0))?;
        let [v00, v01, v11] = covariance;
        let step = if with_slope {
            [v00 * g0 + v01 * g1, v01 * g0 + v11 * g1]
        } else {
            [v00 * g0, 0.0]
        };
        let [s0, s1] = step;
        let decrement = s0 * g0 + s1 * g1;
        let [b0, b1] = at;
        if decrement <= SETTLED * customers {
            at = [b0 + s0, b1 + s1];
            let last = Pass::at(dots, offset, at);
            let covariance = inverse(&last, with_slope).ok_or_else(|| not_converged(what, g0))?;
            return Ok((at, covariance));
        }
        // Halve until the likelihood rises; the model is concave, so a small enough step does.
        let mut damping = Damping::new(1e-4, 39);
        loop {
            let part = damping.length;
            let next = [b0 + part * s0, b1 + part * s1];
            let tried = Pass::at(dots, offset, next);
            if tried.likelihood >= pass.likelihood + damping.wanted(decrement)
                || (decrement <= 1e-9 * customers && tried.likelihood.is_finite())
            {
                (at, pass) = (next, tried);
                break;
            }
            if !damping.halve() {
                return Err(not_converged(what, largest(&pass.gradient) / customers));
            }
        }
    }
    Err(not_converged(what, largest(&pass.gradient) / customers))
}

fn inverse(pass: &Pass, with_slope: bool) -> Option<[f64; 3]> {
    if with_slope {
        return pass.covariance();
    }
    let [a, ..] = pass.information;
    let variance = 1.0 / a;
    (a > 0.0 && variance.is_finite()).then_some([variance, 0.0, 0.0])
}

const fn not_converged(what: &'static str, gradient: f64) -> Error {
    Error::NotConverged {
        what,
        iterations: ITERATIONS,
        gradient: gradient.abs(),
    }
}
