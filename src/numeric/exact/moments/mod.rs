//! Mean, variance and standard deviation from exact power sums.
//!
//! Ours because running means, as crates of statistics keep, depend on the order of the data.
//!
//! With n, S₁ = Σx and S₂ = Σx² held exactly, n·S₂ − S₁² is an exact non-negative number (Cauchy and
//! Schwarz), the textbook formula loses nothing, and each answer below is the f64 nearest to the
//! true value of the data as given: no shift, no Welford update, no dependence on order.

use super::superacc::{ProductAcc, SumAcc};
use crate::numeric::big::Dyadic;

/// The divisor of a variance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Divisor {
    /// n − 1: the data are a sample, the estimate is unbiased.
    Sample,
    /// n: the data are everything.
    Population,
}

/// S₁/n, correctly rounded; `None` for n = 0. In range even if S₁ is beyond f64.
pub(crate) fn mean(n: u128, sum: &SumAcc) -> Option<f64> {
    sum.to_dyadic().ratio(&n.into())
}

/// n·S₂ − S₁², exactly; `None` if it is negative, which no data can produce (a forged state).
pub(crate) fn spread(n: u128, sum: &SumAcc, squares: &ProductAcc) -> Option<Dyadic> {
    let sum = sum.to_dyadic();
    let spread = Dyadic::from(n) * squares.to_dyadic() - &sum * &sum;
    (!spread.is_negative()).then_some(spread)
}

/// Variance, correctly rounded; `None` below one value (two for a sample) or beyond the f64 range.
///
/// A variance below the smallest subnormal is 0, as any other f64; the deviation is not.
pub(crate) fn variance(
    n: u128,
    sum: &SumAcc,
    squares: &ProductAcc,
    divisor: Divisor,
) -> Option<f64> {
    spread(n, sum, squares)?.ratio(&denominator(n, divisor)?)
}

/// Standard deviation, correctly rounded: the root of the exact variance, not of a rounded one, so
/// it is right even where the variance overflows or underflows.
pub(crate) fn standard_deviation(
    n: u128,
    sum: &SumAcc,
    squares: &ProductAcc,
    divisor: Divisor,
) -> Option<f64> {
    spread(n, sum, squares)?.ratio_sqrt(&denominator(n, divisor)?)
}

/// n·(n − 1) or n²; `None` where it is zero.
fn denominator(n: u128, divisor: Divisor) -> Option<Dyadic> {
    let other = match divisor {
        Divisor::Sample => n.checked_sub(1)?,
        Divisor::Population => n,
    };
    let product = Dyadic::from(n) * Dyadic::from(other);
    (!product.is_zero()).then_some(product)
}

#[cfg(test)]
mod tests;
