//! Means over the chance of leaving, whatever the parameters.

use super::ln_mean_power;
use crate::numeric::math;
use crate::numeric::stirling::stirling_correction;

/// A function of the chance of leaving that falls from p = 0 on, and ever more slowly (a mean of
/// exponentials of −p), with what it is there.
pub(super) struct Falling<F> {
    pub(super) at: F,
    /// f(0)
    pub(super) at_zero: f64,
    /// −f′(0)/f(0)
    pub(super) decay: f64,
    /// The power of 1/p it falls with at most.
    pub(super) power: f64,
}

/// E[f(p)] of p ~ Beta(a, b), relatively as good as f to about 13 digits, for any a and b.
///
/// The trapezoidal rule in ln(p/(1 − p)), which converges geometrically there. What the distribution has
/// next to 0 and 1 when a or b is small, it would have to follow for 37/a and 37/b units; so those parts are
/// taken off first, where they have closed forms: f(0)·(1 − p)ᵐ with m at least the decay, which is below f
/// because ln f is convex, and f(1)·p². Nothing is left then but what vanishes with p and with 1 − p, and
/// all three parts are below the whole, so that nothing cancels.
#[allow(clippy::many_single_char_names, reason = "the letters of the papers")]
pub(super) fn mean<F: Fn(f64) -> f64>(a: f64, b: f64, f: &Falling<F>) -> f64 {
    let m = f.decay.max(2.0);
    let total = a + b;
    let left = f.at_zero * math::exp(ln_mean_power(a, b, m));
    let end = if b < 1.0 { (f.at)(1.0) } else { 0.0 };
    let right = end * (a / total) * ((a + 1.0) / (total + 1.0));

    // The density at p = a/(a + b) in terms of ln(p/(1 − p)) (Loader's form), and steps from there.
    let (p, spread) = (a / total, (a / total) * b);
    let correction = stirling_correction(total) - stirling_correction(a) - stirling_correction(b);
    let density = math::sqrt(spread / core::f64::consts::TAU) * math::exp(correction);
    // Of a peak of that width 0.6 is enough for 20 digits; f may make it as narrow as that of Beta(a, b + power).
    // 0.22 for (1 + pu)^−n, which grows beyond ±π/2·i.
    let narrow = a / (total + f.power) * (b + f.power);
    let step = (0.6 / math::sqrt(narrow)).min(0.22);
    let (odds, turn) = (a / b, -math::ln(m * a / b));
    let whole = left + right;
    let mut sum = 0.0;
    for direction in [1.0, -1.0] {
        let mut small = 0_u32;
        let first = u32::from(direction < 0.0);
        for i in first..200_000 {
            let u = direction * f64::from(i) * step;
            let weight = math::exp(a * u - total * math::ln_1p(p * math::exp_m1(u)));
            let here = odds * math::exp(u);
            let (chance, ln_stay) = (1.0 / (1.0 + 1.0 / here), -math::ln_1p(here));
            let height =
                (f.at)(chance) - f.at_zero * math::exp(m * ln_stay) - end * chance * chance;
            let term = weight * height;
            sum += term;
            // Beyond the peak of the weights, nothing is above this; or beyond all bends, terms only fall.
            let far = if direction > 0.0 {
                u > turn && here > 1.0
            } else {
                u < turn && here < 1.0
            };
            let bound = weight * f.at_zero;
            let enough = 1e-18 * (whole / (density * step) + sum);
            small = if bound <= enough || (far && term.abs() <= enough) {
                small.saturating_add(1)
            } else {
                0
            };
            if small >= 3 {
                break;
            }
        }
    }
    whole + sum * (density * step)
}
