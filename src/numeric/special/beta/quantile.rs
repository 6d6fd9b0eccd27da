//! The inverse of the regularised incomplete beta function.
//!
//! Ours as the function is, see there.

use super::{Point, front::front, tails};
use crate::numeric::{math, normal};

/// The point with Iₓ(a, b) = p; `None` outside a, b > 0 and 0 < p < 1, and where x or 1 − x is
/// below 1e-300 (shapes far below ½).
///
/// For an upper tail q, mirror: the y of `quantile(b, a, q)`. A p above ½ loses the digits its
/// complement has lost already.
pub(crate) fn quantile(a: f64, b: f64, p: f64) -> Option<Point> {
    if !(p > 0.0 && p < 1.0 && a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite()) {
        return None;
    }
    if p > 0.5 {
        return solve(b, a, 1.0 - p).map(Point::mirrored);
    }
    solve(a, b, p)
}

/// Halley on ln I(ln x) or ln I(ln y), whichever coordinate is smaller, inside a bracket.
///
/// ln I is nearly straight in these coordinates, so few steps are needed however far the tail.
fn solve(a: f64, b: f64, p: f64) -> Option<Point> {
    let ends = (Point::from_odds(1e-300), Point::from_odds(1e300));
    let (mut low, mut high) = ends;
    let mut at = start(a, b, p);
    if !(low.is_below(at) && at.is_below(high)) {
        at = Point::from_odds(math::sqrt(a / b));
    }
    for _ in 0..200 {
        let lower = tails(a, b, at)?.lower;
        if lower > p {
            high = at;
        } else {
            low = at;
        }
        let next = halley(a, b, p, at, lower);
        let inside = next.is_some_and(|(next, _)| low.is_below(next) && next.is_below(high));
        match next {
            // A step at the limit of the digits: take it and stop, whatever the bracket says.
            Some((next, step)) if step.abs() <= 4e-16 => return Some(next),
            Some((next, _)) if inside => at = next,
            _ => {
                let middle = between(low, high);
                if !(low.is_below(middle) && middle.is_below(high)) {
                    // A bracket that closed on one of its ends: the answer is not an f64.
                    return (low != ends.0 && high != ends.1).then_some(middle);
                }
                at = middle;
            }
        }
    }
    None
}

/// One step and its relative size, or nothing where the slope is lost.
#[allow(clippy::many_single_char_names, reason = "the letters of the papers")]
fn halley(a: f64, b: f64, p: f64, at: Point, lower: f64) -> Option<(Point, f64)> {
    let Point { x, y } = at;
    let density = front(a, b, at); // x·y times the density
    let error = math::ln(lower / p);
    // With u = ln x: f′ = xy·pdf/(y·I), f″/f′ = a − (b − 1)·x/y − f′; with u = ln y mirrored.
    let (slope, curve) = if x <= y {
        let slope = density / (y * lower);
        (slope, a - (b - 1.0) * x / y - slope)
    } else {
        let slope = -density / (x * lower);
        (slope, b - (a - 1.0) * y / x - slope)
    };
    let newton = error / slope;
    let step = -newton / (1.0 - (0.5 * newton * curve).clamp(-1.0, 0.5));
    if !step.is_finite() {
        return None;
    }
    let factor = 1.0 + math::exp_m1(step.clamp(-30.0, 30.0));
    let next = if x <= y {
        Point::at(x * factor)
    } else {
        Point::at(y * factor).mirrored()
    };
    Some((next, step))
}

/// The middle of the odds on a logarithmic scale.
fn between(low: Point, high: Point) -> Point {
    Point::from_odds(math::sqrt(low.x / low.y) * math::sqrt(high.x / high.y))
}

/// A first guess: Abramowitz and Stegun 26.5.22 for a, b ≥ 1, else the leading terms of both ends.
#[allow(clippy::many_single_char_names, reason = "the letters of the papers")]
fn start(a: f64, b: f64, p: f64) -> Point {
    if a >= 1.0 && b >= 1.0 {
        let z = normal::two_sided_quantile(1.0 - 2.0 * p).unwrap_or(8.0);
        let (ra, rb) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
        let r = (z * z - 3.0) / 6.0;
        let h = 2.0 / (ra + rb);
        let w =
            z * math::sqrt((h + r).max(0.0)) / h - (rb - ra) * (r + 5.0 / 6.0 - 2.0 / (3.0 * h));
        return Point::from_odds(a / b * math::exp(-2.0 * w));
    }
    let left = math::exp(a * math::ln(a / (a + b))) / a;
    let right = math::exp(b * math::ln(b / (a + b))) / b;
    let whole = left + right;
    if p < left / whole {
        Point::at(math::pow(a * whole * p, 1.0 / a))
    } else {
        Point::at(math::pow(b * whole * (1.0 - p), 1.0 / b)).mirrored()
    }
}
