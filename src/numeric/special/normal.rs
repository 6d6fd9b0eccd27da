//! The standard normal distribution.
//!
//! Through `erfc` of libm; ours is what its argument loses, and the quantile refined to the last digit.

use std::f64::consts::{FRAC_1_SQRT_2, SQRT_2};

use crate::numeric::math;

/// √2 − f64(√2).
const SQRT_2_REST: f64 = -9.667_293_313_452_913e-17;

/// 2/√π.
const SLOPE: f64 = std::f64::consts::FRAC_2_SQRT_PI;

/// z with P(|Z| < z) = level, for level in [0, 1); `None` else.
pub(crate) fn two_sided_quantile(level: f64) -> Option<f64> {
    if !(0.0..1.0).contains(&level) {
        return None;
    }
    // Exact for level ≥ ½, so levels next to 1 keep their digits.
    Some(two_sided_critical(1.0 - level))
}

/// z with P(|Z| ≥ z) = alpha, for alpha in (0, 1]: from 0 at 1 to 8.3 at 2⁻⁵³ and 38.5 at the
/// smallest normal number.
pub(crate) fn two_sided_critical(alpha: f64) -> f64 {
    if alpha >= 1.0 {
        return 0.0;
    }
    let mut z = rough_quantile(alpha / 2.0);
    // Halley on f(z) = p(z) − α with p = erfc(z/√2): p′ = −√(2/π)·e^(−z²/2), p″/p′ = −z.
    // Each step triples the digits: 4.5e-4, 1e-10, done; the third settles the last bit.
    for _ in 0..3 {
        let slope = -SLOPE * FRAC_1_SQRT_2 * math::exp(-0.5 * z * z);
        let newton = (two_sided_p(z) - alpha) / slope;
        z -= newton / (1.0 + 0.5 * z * newton);
    }
    z.max(0.0)
}

/// z with P(Z > z) = q within 4.5e-4, for 0 < q ≤ ½ (Abramowitz and Stegun 26.2.23). Not statrs's
/// inverse, which would do: it stands on `std` logarithms, whose bits differ between platforms.
fn rough_quantile(q: f64) -> f64 {
    let t = math::sqrt(-2.0 * math::ln(q));
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    t - above / below
}

/// P(|Z| ≥ |z|), the two-sided p-value, without cancellation: 1 at 0, 3.6e-33 at 12.
pub(crate) fn two_sided_p(z: f64) -> f64 {
    erfc_scaled(z.abs())
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
        for row in rows(include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/golden/normal.tsv"
        ))) {
            let (x, want) = (number(row[1]), number(row[2]));
            let place = || row.join(" ");
            match row[0] {
                "quantile" => quantile.see(two_sided_quantile(x).unwrap(), want, place),
                "two-sided" => p.see(two_sided_p(x), want, place),
                "cdf" => tails.see(0.5 * erfc_scaled(-x), want, place),
                _ => tails.see(0.5 * erfc_scaled(x), want, place),
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
            erfc_scaled(f64::INFINITY),
            erfc_scaled(f64::NEG_INFINITY) - 2.0,
        ];
        assert!(got.iter().all(|tail| tail.to_bits() == 0), "{got:?}");
    }
}
