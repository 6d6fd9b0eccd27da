//! Integrals of positive functions whose logarithm bends slowly, panel by panel.
//!
//! The functions here are products of powers of p + eᶻ, so that in z they have no singularity nearer than π to
//! the real line. A panel of Gauss and Legendre's 24 nodes, at most [`WIDEST`] wide and over which the
//! logarithm moves by at most [`STEEPEST`], is then exact to rounding; nothing is ever subtracted.

/// How wide a panel may be.
pub(crate) const WIDEST: f64 = 3.0;

/// By how much the logarithm of the integrand may change over a panel.
const STEEPEST: f64 = 25.0;

/// The positive half of the nodes of 24-point Gauss-Legendre quadrature on [−1, 1], and their weights.
const HALF: [(f64, f64); 12] = [
    (0.995_187_219_997_021_4, 0.012_341_229_799_987_2),
    (0.974_728_555_971_309_5, 0.028_531_388_628_933_663),
    (0.938_274_552_002_732_8, 0.044_277_438_817_419_81),
    (0.886_415_527_004_401, 0.059_298_584_915_436_78),
    (0.820_001_985_973_903, 0.073_346_481_411_080_31),
    (0.740_124_191_578_554_4, 0.086_190_161_531_953_27),
    (0.648_093_651_936_975_5, 0.097_618_652_104_113_88),
    (0.545_421_471_388_839_5, 0.107_444_270_115_965_63),
    (0.433_793_507_626_045_1, 0.115_505_668_053_725_6),
    (0.315_042_679_696_163_4, 0.121_670_472_927_803_39),
    (0.191_118_867_473_616_3, 0.125_837_456_346_828_3),
    (0.064_056_892_862_605_63, 0.127_938_195_346_752_16),
];

/// The places and weights of one panel.
pub(crate) fn nodes(from: f64, width: f64) -> impl Iterator<Item = (f64, f64)> {
    let (half, middle) = (0.5 * width, from + 0.5 * width);
    HALF.iter().flat_map(move |&(place, weight)| {
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
