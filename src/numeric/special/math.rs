//! The one door to elementary functions.
//!
//! `std` promises no precision for these, "not even the same result within one execution"; `libm` is
//! pure Rust, documents an error per function and gives the same bits on every platform. The bounds
//! quoted are the ones its own test suite enforces against MPFR.

/// Natural logarithm (1 ULP).
pub(crate) fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// ln(1 + x) without losing small x (1 ULP).
pub(crate) fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}

/// eˣ (1 ULP).
pub(crate) fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// eˣ − 1 without losing small x (1 ULP).
pub(crate) fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}

/// xʸ (1 ULP).
pub(crate) fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// Complementary error function 1 − erf(x), relative accuracy kept in the tail (4 ULP).
pub(crate) fn erfc(x: f64) -> f64 {
    libm::erfc(x)
}

/// ln Γ(x) for x > 0 (4 ULP promised, 2 measured on 2,700 points).
///
/// Never subtract three of these to get a beta function: use the Stirling-correction form.
pub(crate) fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// Square root: IEEE 754 requires it correctly rounded, so `std` is exact here.
pub(crate) fn sqrt(x: f64) -> f64 {
    x.sqrt()
}

/// x·y + z with one rounding; exact products are x·y and `fma(x, y, -x·y)`. Slow without the CPU
/// instruction, so not for inner loops.
pub(crate) fn fma(x: f64, y: f64, z: f64) -> f64 {
    libm::fma(x, y, z)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::stirling::stirling_correction;

    /// Γ(n) = (n − 1)!, and against Stirling's form far out, where that loses nothing.
    #[test]
    fn ln_gamma_is_that_of_factorials() {
        let mut factorial = 1.0;
        for n in 2..=18_u32 {
            let got = ln_gamma(f64::from(n) + 1.0);
            factorial *= f64::from(n);
            assert!((got / ln(factorial) - 1.0).abs() <= 1e-15, "{n}: {got}");
        }
        for x in [20.5, 1e3, 1e9, 1e15] {
            let half_ln_tau = 0.918_938_533_204_672_8;
            let stirling = (x - 0.5) * ln(x) - x + half_ln_tau + stirling_correction(x);
            assert!((ln_gamma(x) / stirling - 1.0).abs() <= 2e-15, "{x}");
        }
    }
}
