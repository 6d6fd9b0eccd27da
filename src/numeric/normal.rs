//! The standard normal distribution.

use statrs::distribution::{ContinuousCDF, Normal};

use super::math;

/// z with P(|Z| < z) = level.
pub(crate) fn two_sided_quantile(level: f64) -> f64 {
    Normal::standard().inverse_cdf(0.5 + level / 2.0)
}

/// P(|Z| > |z|), accurate far into the tail.
pub(crate) fn two_sided_p(z: f64) -> f64 {
    math::erfc(z.abs() / core::f64::consts::SQRT_2)
}
