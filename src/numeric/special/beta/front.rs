//! The density part of the incomplete beta function, without cancellation.
//!
//! Ours as the function is, see there.

use super::Point;
use crate::numeric::{math, stirling::stirling_correction};

/// xᵃ·yᵇ/B(a, b).
///
/// Three log-gammas and two logarithms of size a would have to cancel here. With Stirling's formula
/// the large terms cancel on paper (Loader's saddle-point form): what is left is
///
/// ```text
/// √(ab / (2π(a+b))) · exp(Δ(a+b) − Δ(a) − Δ(b)) · exp(−a·g(−δ/a) − b·g(δ/b))
/// ```
///
/// where g(u) = u − ln(1 + u) ≥ 0, δ = a·y − b·x is the distance to the mean, and Δ is Stirling's
/// correction.
pub(super) fn front(a: f64, b: f64, at: Point) -> f64 {
    let (size, exponent) = parts(a, b, at);
    math::sqrt(size) * math::exp(exponent)
}

/// ln of it, also of what is far below the smallest `f64`.
pub(crate) fn ln_front(a: f64, b: f64, at: Point) -> f64 {
    let (size, exponent) = parts(a, b, at);
    0.5 * math::ln(size) + exponent
}

/// What the root is of, and the exponent.
fn parts(a: f64, b: f64, at: Point) -> (f64, f64) {
    let delta = distance(a, b, at);
    let exponent = -a * log1p_rest(-delta / a, (a + b) / a * at.x)
        - b * log1p_rest(delta / b, (a + b) / b * at.y);
    let correction = stirling_correction(a + b) - stirling_correction(a) - stirling_correction(b);
    let size = a / (a + b) * b / std::f64::consts::TAU;
    (size, exponent + correction)
}

/// a·y − b·x, from the smaller of x and y (the other one is rounded) and with exact products:
/// at a = 3e8 the two terms agree to their last digits.
pub(super) fn distance(a: f64, b: f64, at: Point) -> f64 {
    if at.x <= at.y {
        distance_from(a, b, at.x)
    } else {
        -distance_from(b, a, at.y)
    }
}

/// a − a·x − b·x.
fn distance_from(a: f64, b: f64, x: f64) -> f64 {
    let (ax, bx) = (a * x, b * x);
    let rest = math::fma(a, x, -ax) + math::fma(b, x, -bx);
    // a − ax is rounded where x is not next to 1 or 0: its error is recovered too.
    let first = a - ax;
    let first_rest = (a - first) - ax;
    let second = first - bx;
    let virtual_bx = first - second;
    let second_rest = (first - (second + virtual_bx)) + (virtual_bx - bx);
    second + (first_rest + second_rest - rest)
}

/// g(u) = u − ln(1 + u) for u > −1 without cancellation at 0, given both u and 1 + u: far from 0
/// the latter has the digits.
pub(crate) fn log1p_rest(u: f64, one_more: f64) -> f64 {
    if !(-0.4..=0.6).contains(&u) {
        return u - math::ln(one_more);
    }
    // With r = u/(2 + u): ln(1 + u) = 2(r + r³/3 + r⁵/5 + …) and u − 2r = u·r, so
    // g = u·r − 2r³(1/3 + r²/5 + …); |r| ≤ 1/4, and u·r is the larger term.
    let r = u / (2.0 + u);
    let square = r * r;
    let mut sum = 0.0;
    for k in (1..=14_i32).rev() {
        sum = sum * square + 1.0 / (2.0 * f64::from(k) + 1.0);
    }
    r * (u - 2.0 * square * sum)
}
