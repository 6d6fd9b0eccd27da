//! The gamma function where models of purchases meet it: as ratios, whose logarithms and derivatives keep
//! their digits.
//!
//! Ours because the difference of two log-gammas loses the digits that a likelihood lives on.

use crate::numeric::math;
use crate::numeric::stirling::stirling_correction;

/// ½·ln 2π
const HALF_LN_TAU: f64 = 0.918_938_533_204_672_8;

/// How far a rising factorial is multiplied out. 10¹⁰ to this power is far inside f64.
const SHORT: f64 = 16.0;

/// The arguments from which the asymptotic series below are used.
const FAR: f64 = 12.0;

/// 0, 1 … up to `x` as numbers, for a whole x of at most [`SHORT`].
fn steps(x: f64) -> Option<impl Iterator<Item = f64>> {
    let whole = (0.0..=SHORT).contains(&x) && x.fract() == 0.0;
    whole.then(|| (0..16_u8).map(f64::from).take_while(move |i| *i < x))
}

/// ln Γ(a + x) − ln Γ(a) for a > 0, x ≥ 0: ln of the rising factorial a(a + 1)…(a + x − 1) when x is whole.
///
/// Absolutely as good as `f64` gets: three log-gammas would lose as many digits as ln Γ has before the
/// point.
pub(crate) fn ln_rising(a: f64, x: f64) -> f64 {
    if let Some(steps) = steps(x) {
        return math::ln(steps.fold(1.0, |product, i| product * (a + i)));
    }
    let end = a + x;
    // Stirling's form of both; the large terms meet in ln(1 + x/a).
    (a - 0.5) * math::ln_1p(x / a) + x * (math::ln(end) - 1.0) + stirling_correction(end)
        - stirling_correction(a)
}

/// ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b).
pub(crate) fn ln_beta(a: f64, b: f64) -> f64 {
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    if small < FAR {
        return math::ln_gamma(small) - ln_rising(large, small);
    }
    let share = small / (small + large);
    HALF_LN_TAU - 0.5 * math::ln(large)
        + (small - 0.5) * math::ln(share)
        + large * math::ln_1p(-share)
        + (stirling_correction(small) + stirling_correction(large)
            - stirling_correction(small + large))
}

/// ψ(x) − ln x of a far x (Abramowitz and Stegun 6.3.18).
fn digamma_tail(x: f64) -> f64 {
    const TERMS: [f64; 8] = [
        3617.0 / 8160.0,
        -1.0 / 12.0,
        691.0 / 32_760.0,
        -1.0 / 132.0,
        1.0 / 240.0,
        -1.0 / 252.0,
        1.0 / 120.0,
        -1.0 / 12.0,
    ];
    let square = 1.0 / x / x;
    TERMS.iter().fold(0.0, |sum, term| sum * square + term) * square - 0.5 / x
}

/// The first x + i that is far, and Σ 1/(x + j)ᵖ on the way there.
fn far(x: f64, power: impl Fn(f64) -> f64) -> (f64, f64) {
    let (mut x, mut sum) = (x, 0.0);
    while x < FAR {
        sum += power(1.0 / x);
        x += 1.0;
    }
    (x, sum)
}

/// ψ(x), the derivative of ln Γ, for x > 0: likelihoods need its differences alone.
#[cfg(test)]
pub(crate) fn digamma(x: f64) -> f64 {
    let (far, before) = far(x, |inverse| inverse);
    math::ln(far) + digamma_tail(far) - before
}

/// ψ′(x) for x > 0 (Abramowitz and Stegun 6.4.12).
pub(crate) fn trigamma(x: f64) -> f64 {
    let (far, before) = far(x, |inverse| inverse * inverse);
    before + 1.0 / far + 0.5 / far / far + trigamma_tail(far)
}

/// What is left of ψ′(x) − 1/x − 1/(2x²), far out.
fn trigamma_tail(x: f64) -> f64 {
    const TERMS: [f64; 8] = [
        -3617.0 / 510.0,
        7.0 / 6.0,
        -691.0 / 2730.0,
        5.0 / 66.0,
        -1.0 / 30.0,
        1.0 / 42.0,
        -1.0 / 30.0,
        1.0 / 6.0,
    ];
    let square = 1.0 / x / x;
    TERMS.iter().fold(0.0, |sum, term| sum * square + term) * square / x
}

/// ψ(a + x) − ψ(a) for a > 0, x ≥ 0: the derivative of [`ln_rising`] by a.
pub(crate) fn digamma_rising(a: f64, x: f64) -> f64 {
    if let Some(steps) = steps(x) {
        return steps.map(|i| 1.0 / (a + i)).sum();
    }
    let (from, before_from) = far(a, |inverse| inverse);
    let (to, before_to) = far(a + x, |inverse| inverse);
    let large = if from > a {
        math::ln(to / from)
    } else {
        math::ln_1p(x / a)
    };
    large + (digamma_tail(to) - digamma_tail(from)) + (before_from - before_to)
}

/// ψ′(a + x) − ψ′(a), which is at most 0: the second derivative of [`ln_rising`] by a.
pub(crate) fn trigamma_rising(a: f64, x: f64) -> f64 {
    if let Some(steps) = steps(x) {
        return -steps.map(|i| 1.0 / ((a + i) * (a + i))).sum::<f64>();
    }
    if x >= a {
        return trigamma(a + x) - trigamma(a);
    }
    // Both take the same steps, and each difference is known by itself: with little added to much, the two
    // functions have no digit in which they differ.
    let squares = |from: f64| {
        let (first, second) = (1.0 / from, 1.0 / (from + x));
        x * (first * second) * (first + second)
    };
    let (mut from, mut sum) = (a, 0.0);
    while from < FAR {
        sum += squares(from);
        from += 1.0;
    }
    let to = from + x;
    sum += x / from / to + 0.5 * squares(from);
    trigamma_tail(to) - trigamma_tail(from) - sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::golden::{number, rows};

    /// ψ′(a + x) − ψ′(a) = −x/a² + O(x/a³): relatively, where either has no digit of it.
    #[test]
    fn little_added_to_much_is_not_lost() {
        for (a, x) in [(1e9, 0.5), (1e14, 0.0147), (1e150, 3.5), (1e9, 1e-10)] {
            let (got, want) = (trigamma_rising(a, x), -x / a / a);
            assert!(
                (got / want - 1.0).abs() < 2e-9,
                "{a:e} {x:e}: {got:e} {want:e}"
            );
        }
        // mpmath: psi(1, 2.5 + 1e-9) - psi(1, 2.5).
        let (got, want) = (trigamma_rising(2.5, 1e-9), -2.362_040_515_529_774_5e-10);
        assert!((got / want - 1.0).abs() < 1e-9, "{got:e}");
    }

    /// Errors are mixed, |got − want| / max(1, |want|): what a sum of log-likelihoods feels. Digamma next to
    /// its zero and differences that vanish lose relative digits, not absolute ones.
    #[test]
    fn they_are_those_of_sixty_digits() {
        let mut worst = std::collections::BTreeMap::new();
        for row in rows(include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/golden/gamma.tsv"
        ))) {
            let (a, x, want) = (number(row[1]), number(row[2]), number(row[3]));
            let got = match row[0] {
                "ln_rising" => ln_rising(a, x),
                "ln_beta" => ln_beta(a, x),
                "digamma" => digamma(a),
                "trigamma" => trigamma(a),
                "digamma_rising" => digamma_rising(a, x),
                "trigamma_rising" => trigamma_rising(a, x),
                other => panic!("{other}"),
            };
            let error = (got - want).abs() / want.abs().max(1.0);
            let entry = worst.entry(row[0]).or_insert((0.0, a, x));
            if error.is_nan() || error > entry.0 {
                *entry = (error, a, x);
            }
        }
        assert_eq!(worst.len(), 6);
        println!("{worst:?}");
        for (name, (error, a, x)) in worst {
            assert!(error <= 4e-15, "{name}({a:e}, {x:e}): {error:e}");
        }
    }
}
