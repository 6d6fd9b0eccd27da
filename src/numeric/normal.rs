//! The standard normal distribution.

use std::f64::consts::{FRAC_1_SQRT_2, SQRT_2};

use super::math;

/// √2 − f64(√2).
const SQRT_2_REST: f64 = -9.667_293_313_452_913e-17;

/// 2/√π.
const SLOPE: f64 = std::f64::consts::FRAC_2_SQRT_PI;

/// z with P(|Z| < z) = level, for level in [0, 1); `None` else.
///
/// Everything is done on α = 1 − level, which is exact for level ≥ ½, so levels next to 1 keep
/// their digits.
pub(crate) fn two_sided_quantile(level: f64) -> Option<f64> {
    if !(0.0..1.0).contains(&level) {
        return None;
    }
    if level == 0.0 {
        return Some(0.0);
    }
    let alpha = 1.0 - level;
    let mut z = SQRT_2 * statrs::function::erf::erfc_inv(alpha);
    // Halley on f(z) = p(z) − α with p = erfc(z/√2): p′ = −√(2/π)·e^(−z²/2), p″/p′ = −z.
    // statrs starts within 1e-10, and each step triples the digits.
    for _ in 0..2 {
        let slope = -SLOPE * FRAC_1_SQRT_2 * math::exp(-0.5 * z * z);
        let newton = (two_sided_p(z) - alpha) / slope;
        z -= newton / (1.0 + 0.5 * z * newton);
    }
    z.is_finite().then_some(z)
}

/// P(|Z| ≥ |z|), the two-sided p-value, without cancellation: 1 at 0, 3.6e-33 at 12.
pub(crate) fn two_sided_p(z: f64) -> f64 {
    erfc_scaled(z.abs())
}

/// Φ(x) = P(Z ≤ x).
pub(crate) fn cdf(x: f64) -> f64 {
    0.5 * erfc_scaled(-x)
}

/// 1 − Φ(x) = P(Z > x), relative accuracy kept in the upper tail.
pub(crate) fn sf(x: f64) -> f64 {
    0.5 * erfc_scaled(x)
}

/// erfc(x/√2).
///
/// The rounding of x/√2 alone costs x²·1e-16 relative: 1.5e-13 at 37. The lost part is put back to
/// first order, erfc′(s) = −(2/√π)·e^(−s²).
fn erfc_scaled(x: f64) -> f64 {
    let s = x * FRAC_1_SQRT_2;
    let value = math::erfc(s);
    if s.abs() > 40.0 || s.is_nan() {
        return value;
    }
    let rest = (math::fma(-s, SQRT_2, x) - s * SQRT_2_REST) * FRAC_1_SQRT_2;
    value - rest * SLOPE * math::exp(-s * s)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::golden::{Worst, number, rows};

    #[test]
    fn agrees_with_fifty_digits() {
        let (mut quantile, mut p, mut tails) =
            (Worst::default(), Worst::default(), Worst::default());
        for row in rows(include_str!("../../tests/golden/normal.tsv")) {
            let (x, want) = (number(row[1]), number(row[2]));
            let place = || row.join(" ");
            match row[0] {
                "quantile" => quantile.see(two_sided_quantile(x).unwrap(), want, place),
                "two-sided" => p.see(two_sided_p(x), want, place),
                "cdf" => tails.see(cdf(x), want, place),
                _ => tails.see(sf(x), want, place),
            }
        }
        quantile.gate("normal quantile", 1e-15);
        p.gate("normal two-sided p", 1e-15);
        tails.gate("normal tails", 1e-15);
    }

    #[test]
    fn levels_outside_have_no_quantile() {
        for level in [-0.1, 1.0, 1.5, f64::NAN, f64::INFINITY] {
            assert_eq!(two_sided_quantile(level), None);
        }
        assert_eq!(two_sided_quantile(0.0), Some(0.0));
    }

    #[test]
    fn extremes_stay_finite() {
        let got = [
            two_sided_p(f64::INFINITY),
            two_sided_p(f64::MAX),
            sf(f64::INFINITY),
            cdf(f64::NEG_INFINITY),
            sf(f64::NEG_INFINITY) - 1.0,
            cdf(f64::INFINITY) - 1.0,
        ];
        assert!(got.iter().all(|tail| tail.to_bits() == 0), "{got:?}");
    }
}
