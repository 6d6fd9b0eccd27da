//! How often a new customer buys at so many opportunities.

use super::likelihood::Point;
use crate::numeric::gamma_cross::ln_gamma_cross;
use crate::numeric::logistic::ln_add_exp;
use crate::numeric::math;
use crate::{Result, limit};

/// ln P(X(n) = x), FHS 2010 equation 8: left after i opportunities, x of which were bought at, or never.
///
/// The terms go up and down over hundreds of powers of ten; each is the one before times a ratio, and what has
/// gone far is put away by its logarithm.
pub(super) fn ln_probability(point: &Point, purchases: u32, opportunities: u32) -> Result<f64> {
    limit::at_most(
        "number of opportunities",
        limit::OPPORTUNITIES,
        opportunities,
    )?;
    let (x, n) = (f64::from(purchases), f64::from(opportunities));
    if x > n {
        return Ok(f64::MIN);
    }
    let Point {
        alpha,
        beta,
        gamma,
        delta,
    } = *point;
    // B(α + x, β)/B(α, β)·B(γ, δ + x)/B(γ, δ)
    let mut scale = -(ln_gamma_cross(alpha, beta, x) + ln_gamma_cross(delta, gamma, x));
    let mut total = f64::NEG_INFINITY;
    let (mut stayed, mut part, mut i) = (1.0, 0.0, x);
    while i < n {
        let idle = i - x;
        part += stayed * (gamma / (gamma + delta + i));
        stayed *= ((i + 1.0) / (idle + 1.0))
            * ((beta + idle) / (alpha + beta + i))
            * ((delta + i) / (gamma + delta + i));
        if !(1e-100..1e100).contains(&stayed) {
            total = ln_add_exp(total, scale + math::ln(part));
            scale += math::ln(stayed);
            (stayed, part) = (1.0, 0.0);
        }
        i += 1.0;
    }
    Ok(ln_add_exp(total, scale + math::ln(part + stayed)))
}
