//! Integrals of positive functions whose logarithm bends slowly, panel by panel.
//!
//! Ours because the integrals are wanted as logarithms, relatively exact however small.
//!
//! The functions here are products of powers of p + eᶻ, so that in z they have no singularity nearer than π to
//! the real line. A panel of Gauss and Legendre's 24 nodes, at most [`WIDEST`] wide and over which the
//! logarithm moves by at most [`STEEPEST`], is then exact to rounding; nothing is ever subtracted.

use super::GAUSS_24;

/// How wide a panel may be.
pub(crate) const WIDEST: f64 = 3.0;

/// By how much the logarithm of the integrand may change over a panel.
const STEEPEST: f64 = 25.0;

/// The places and weights of one panel.
pub(crate) fn nodes(from: f64, width: f64) -> impl Iterator<Item = (f64, f64)> {
    let (half, middle) = (0.5 * width, from + 0.5 * width);
    GAUSS_24.iter().flat_map(move |&(place, weight)| {
        let (step, weight) = (half * place, half.abs() * weight);
        [(middle - step, weight), (middle + step, weight)]
    })
}

/// How wide the panel may be that starts where the logarithm of the integrand is `here`; `ahead` is the
/// logarithm so far on. At most `widest`, which is negative to go left.
pub(crate) fn width(here: f64, widest: f64, ahead: impl Fn(f64) -> f64) -> f64 {
    let mut width = widest.clamp(-WIDEST, WIDEST);
    loop {
        let change = (ahead(width) - here).abs();
        if change <= STEEPEST || width.abs() < 1e-30 {
            return width;
        }
        // A little more than in proportion, so that it ends; an infinite change says nothing of it.
        width *= (0.9 * STEEPEST / change).max(1e-3);
    }
}

/// ln ∫ₐᵇ e^f(z) dz of a concave f, which has its maximum in [a, b] at `top`; from there to both sides until
/// the rest is nothing.
pub(crate) fn ln_integral(from: f64, top: f64, to: f64, f: impl Fn(f64) -> f64) -> f64 {
    use crate::numeric::math::{exp, ln};
    let highest = f(top);
    let mut sum = 0.0;
    for end in [from, to] {
        let (mut place, mut here) = (top, highest);
        while (end - place).abs() > 0.0 {
            let step = width(here, end - place, |step| f(place + step));
            for (node, weight) in nodes(place, step) {
                sum += weight * exp(f(node) - highest);
            }
            let next = place + step;
            // Arrived, or the steps no longer move it.
            if next.total_cmp(&place).is_eq() {
                break;
            }
            (place, here) = (next, f(next));
            // f is concave, so it falls at least as fast from here on as it did so far.
            let slope = (here - highest).abs() / (place - top).abs();
            if exp(here - highest) < 1e-18 * sum * slope {
                break;
            }
        }
    }
    highest + ln(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::math;

    /// ∫ e^(az − eᶻ) dz = Γ(a), from where nothing is left of it to where nothing is left of it.
    #[test]
    fn it_integrates_gamma_functions() {
        for a in [0.1, 0.5, 1.0, 3.0, 30.0, 1e3, 1e6] {
            let got = ln_integral(-1e4, math::ln(a), 1e4, |z| a * z - math::exp(z));
            let want = math::ln_gamma(a);
            let error = (got - want).abs() / want.abs().max(1.0);
            assert!(error < 2e-14, "{a}: {got} {want} {error:e}");
        }
    }

    #[test]
    fn weights_add_up_to_the_width() {
        let sum: f64 = nodes(1.0, 2.5).map(|(_, weight)| weight).sum();
        assert!((sum - 2.5).abs() < 1e-14);
        let mean: f64 = nodes(1.0, -2.0).map(|(place, weight)| place * weight).sum();
        assert!(mean.abs() < 1e-14, "{mean}");
    }
}
