//! Stirling's correction, the part of ln Γ that is left when the large terms are gone.
//!
//! Ours because no crate offers it.

use crate::numeric::math;

/// Δ(x) = ln Γ(x) − (x − ½)·ln x + x − ½·ln 2π, for x > 0: between 0 and about 1/(12x).
///
/// Ratios of gamma functions written with it have no large terms to cancel, which is where three
/// log-gammas lose eight digits (C. Loader, "Fast and accurate computation of binomial
/// probabilities", 2000).
pub(crate) fn stirling_correction(x: f64) -> f64 {
    // Δ(x) − Δ(x + 1) = (x + ½)·ln(1 + 1/x) − 1, from Γ(x + 1) = xΓ(x).
    let (mut x, mut steps) = (x, 0.0);
    while x < 12.0 {
        steps += (x + 0.5) * math::ln_1p(1.0 / x) - 1.0;
        x += 1.0;
    }
    steps + series(x)
}

/// Σ B₂ₖ / (2k(2k−1)·x^(2k−1)) up to x^−15: below 1e-17 off for x ≥ 12 (Abramowitz and Stegun
/// 6.1.41).
fn series(x: f64) -> f64 {
    const TERMS: [f64; 8] = [
        -3617.0 / 122_400.0,
        1.0 / 156.0,
        -691.0 / 360_360.0,
        1.0 / 1188.0,
        -1.0 / 1680.0,
        1.0 / 1260.0,
        -1.0 / 360.0,
        1.0 / 12.0,
    ];
    let square = 1.0 / x / x;
    TERMS.iter().fold(0.0, |sum, term| sum * square + term) / x
}
