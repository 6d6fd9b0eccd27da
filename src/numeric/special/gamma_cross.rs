//! Four gamma functions that nearly cancel: what survival curves of mixed customers are made of.
//!
//! Ours because four log-gammas lose them all.
#![allow(clippy::many_single_char_names, reason = "the corners of a rectangle")]

use crate::numeric::math;

/// From where the series of Stirling's correction, four terms of it, leaves less than 1e-16 of the result.
const FAR: f64 = 32.0;

/// ln [Γ(a)·Γ(a + u + v) / (Γ(a + u)·Γ(a + v))] for a > 0 and u, v ≥ 0: at least 0, the same with u and v
/// exchanged.
///
/// Relatively as good as `f64` gets (a few ULP), also where it is tiny: no two of the four log-gammas are
/// ever subtracted. It is −ln of B(u, a + v)/B(u, a), so what is left of a beta-mixed group after v periods
/// is e to minus it.
pub(crate) fn ln_gamma_cross(a: f64, u: f64, v: f64) -> f64 {
    let (mut a, mut near) = (a, 0.0);
    // Γ(z) = Γ(z + 1)/z at each of the four; the product of the 1 + step is kept less its 1.
    let (mut product, mut sum) = (0.0, u + v);
    while a < FAR {
        let step = u / a * (v / (a + sum));
        product += step + product * step;
        if product > 1e100 {
            near += math::ln_1p(product);
            product = 0.0;
        }
        a += 1.0;
    }
    sum += a;
    near += math::ln_1p(product);
    // z·ln z − ½·ln z + Δ(z) at the corners a, a + u, a + v and a + u + v; the rest is linear and cancels.
    let ln_corner = math::ln_1p(u / a * (v / sum));
    let main = u * math::ln_1p(v / (a + u)) + v * math::ln_1p(u / (a + v)) - a * ln_corner;
    near + (main + 0.5 * ln_corner + correction(a, u, v))
}

/// Δ(a) − Δ(a + u) − Δ(a + v) + Δ(a + u + v) of Stirling's correction, from its series.
fn correction(a: f64, u: f64, v: f64) -> f64 {
    const TERMS: [f64; 4] = [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0];
    let inverse = Corners::of_inverse(a, u, v);
    let square = inverse.times(inverse);
    let mut power = inverse;
    let mut sum = 0.0;
    for term in TERMS {
        sum += term * power.cross;
        power = power.times(square);
    }
    sum
}

/// A falling function at the corners of a rectangle, with its falls along the edges and the difference of
/// these: all of one sign, so that products keep their digits.
#[derive(Debug, Clone, Copy)]
struct Corners {
    /// f(a), f(a + u), f(a + v)
    start: f64,
    right: f64,
    top: f64,
    /// f(a) − f(a + v), f(a + v) − f(a + u + v), f(a + u) − f(a + u + v)
    fall_left: f64,
    fall_top: f64,
    fall_right: f64,
    /// f(a) − f(a + u)
    fall_bottom: f64,
    /// f(a) − f(a + u) − f(a + v) + f(a + u + v)
    cross: f64,
}

impl Corners {
    /// 1/z.
    const fn of_inverse(a: f64, u: f64, v: f64) -> Self {
        let (start, right, top) = (1.0 / a, 1.0 / (a + u), 1.0 / (a + v));
        let end = 1.0 / (a + u + v);
        // Quotients u/(a + u) first: products of the large and the small may leave f64.
        let fall_bottom = u * right * start;
        Self {
            start,
            right,
            top,
            fall_left: v * top * start,
            fall_top: u * end * top,
            fall_right: v * end * right,
            fall_bottom,
            // u·v·(2a + u + v) over the product of the four
            cross: fall_bottom * (v * top) * ((2.0 * a + u + v) * end),
        }
    }

    /// The product of two functions.
    fn times(self, other: Self) -> Self {
        let fall = |f: f64, fall_f: f64, g_end: f64, fall_g: f64| f * fall_g + fall_f * g_end;
        let end = other.top - other.fall_top;
        Self {
            start: self.start * other.start,
            right: self.right * other.right,
            top: self.top * other.top,
            fall_left: fall(self.start, self.fall_left, other.top, other.fall_left),
            fall_top: fall(self.top, self.fall_top, end, other.fall_top),
            fall_right: fall(self.right, self.fall_right, end, other.fall_right),
            fall_bottom: fall(self.start, self.fall_bottom, other.right, other.fall_bottom),
            cross: self.start * other.cross
                + self.fall_left * other.fall_top
                + self.cross * other.right
                + self.fall_top * other.fall_right,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::float_cmp, reason = "equal bits are the point")]

    use super::*;
    use crate::numeric::golden::{Worst, number, rows};

    #[test]
    fn it_is_that_of_sixty_digits() {
        let mut worst = Worst::default();
        for row in rows(include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/golden/discrete.tsv"
        ))) {
            if row[0] != "cross" {
                continue;
            }
            let [a, u, v, want] = [1, 2, 3, 4].map(|i| number(row[i]));
            worst.see(ln_gamma_cross(a, u, v), want, || {
                format!("{a:e} {u:e} {v:e}")
            });
            worst.see(ln_gamma_cross(a, v, u), want, || {
                format!("{a:e} {v:e} {u:e}")
            });
        }
        worst.gate("ln_gamma_cross", 4e-15);
    }

    #[test]
    fn without_a_side_there_is_no_rectangle() {
        assert_eq!(ln_gamma_cross(0.5, 0.0, 7.0), 0.0);
        assert_eq!(ln_gamma_cross(50.0, 3.0, 0.0), 0.0);
    }
}
