//! The score interval of a difference of two paired shares, which is what an NPS is (Tango 1998).
#![allow(clippy::many_single_char_names, reason = "the letters of the paper")]

use super::formulas::Trinomial;

/// Both ends, for answers of −1 to 1, to the last bits of a double.
pub(super) fn limits(counts: Trinomial, estimate: f64, z: f64) -> [f64; 2] {
    let n = counts.total();
    let (p, d) = (counts.promoters / n, counts.detractors / n);
    // The lower end is the upper end of the mirrored answers.
    let lower = -upper(d, p, -estimate, n, z);
    [lower + 0.0, upper(p, d, estimate, n, z)]
}

/// The largest D that the test of "the true score is D" does not reject.
fn upper(p: f64, d: f64, estimate: f64, n: f64, z: f64) -> f64 {
    let (mut low, mut high) = (estimate, 1.0);
    // Halving [−1, 1] sixty times leaves 2^−59, a hundredth of the spacing of doubles at 1.
    for _ in 0..60 {
        let middle = low + (high - low) / 2.0;
        let gap = middle - estimate;
        if n * gap * gap <= z * z * variance(p, d, middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low + (high - low) / 2.0
}

/// The variance of one answer if the score were D and the shares otherwise as likely as can be:
/// 2q + D(1 − D), where q is the restricted maximum-likelihood share of detractors.
fn variance(p: f64, d: f64, delta: f64) -> f64 {
    if delta < 0.0 {
        // Mirrored, so that the roles of a share and of share + |D| never exchange.
        return variance(d, p, -delta);
    }
    // 2q² + bq − c = 0 (Tango 1998, A.1, divided by n). For D ≥ 0 both c and the root are ≥ 0, and
    // the root is written so that nothing cancels.
    let b = (2.0 - p + d) * delta - (p + d);
    let c = d * delta * (1.0 - delta);
    let root = crate::numeric::math::sqrt(b * b + 8.0 * c);
    let q = if b > 0.0 {
        2.0 * c / (b + root)
    } else {
        (root - b) / 4.0
    };
    2.0 * q + delta * (1.0 - delta)
}
