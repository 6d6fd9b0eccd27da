//! The exponential integral of any real order, as purchases discounted for ever need it.
//!
//! Ours because crates have it for whole orders only.

use crate::numeric::math;

/// n·eʸ·Eₙ₊₁(y) for n > 0, y > 0: from 1 at y = 0 down to 0, n/(y + n + 1) … n/(y + n).
///
/// It is E[λ/(y + λ)] of λ ~ Gamma(n, 1), so nothing in it overflows. Three ways, each where it is fast:
/// the even continued fraction (Abramowitz and Stegun 5.1.22) for large y or n, else the series about y = 0
/// of an order next to 1, written without its pole there, and the recurrence upwards (5.1.14).
pub(crate) fn scaled_exp_integral(n: f64, y: f64) -> f64 {
    const SMALL: f64 = 1.0;
    const HIGH: f64 = 30.0;
    if y >= SMALL || n >= HIGH {
        return (n * fraction(n + 1.0, y)).min(1.0);
    }
    // The order is 1 − ε + steps, with ε in [−½, ½]; the difference is exact.
    let whole = n.round();
    let epsilon = whole - n;
    let (mut order, mut value) = (1.0 - epsilon, near_one(epsilon, y));
    let falling = math::exp(-y);
    // E of the order one higher, times the order: e^−y − y·E; the last of them is what is asked for.
    let mut scaled = if whole >= 1.0 { 0.0 } else { n * value };
    let mut step = 0.0;
    while step < whole {
        scaled = falling - y * value;
        value = scaled / order;
        order += 1.0;
        step += 1.0;
    }
    (scaled * math::exp(y)).clamp(0.0, 1.0)
}

/// eʸ·Eᵥ(y) by its even continued fraction, all of whose approximants are positive (modified Lentz).
#[allow(clippy::many_single_char_names, reason = "the letters of the papers")]
fn fraction(order: f64, y: f64) -> f64 {
    let mut b = y + order;
    let mut d = 1.0 / b;
    let (mut c, mut h) = (f64::INFINITY, d);
    for i in 1..10_000_u32 {
        let i = f64::from(i);
        let a = -i * (order - 1.0 + i);
        b += 2.0;
        d = 1.0 / (a * d + b);
        c = b + a / c;
        let change = c * d;
        h *= change;
        if (change - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    h
}

/// E₁₋ε(y) for small y and |ε| ≤ ½: Γ(ε, y)·y^−ε, with the pole of Γ(ε) taken out of it on paper.
fn near_one(epsilon: f64, y: f64) -> f64 {
    let ln_y = math::ln(y);
    // (yᵉ − 1)/ε
    let power = if epsilon == 0.0 {
        ln_y
    } else {
        math::exp_m1(epsilon * ln_y) / epsilon
    };
    // Σ (−y)ᵏ/(k!(k + ε)) from k = 1
    let (mut term, mut sum) = (1.0, 0.0);
    for k in 1..40_u32 {
        let k = f64::from(k);
        term *= -y / k;
        let next = term / (k + epsilon);
        sum += next;
        if next.abs() <= 1e-17 {
            break;
        }
    }
    math::exp(-epsilon * ln_y) * (gamma_slope(epsilon) - power) - sum
}

/// (Γ(1 + ε) − 1)/ε, −γ at 0.
fn gamma_slope(epsilon: f64) -> f64 {
    /// Taylor coefficients of Γ(1 + ε) from ε¹ on, the last first.
    const TERMS: [f64; 8] = [
        0.998_105_693_783_128_9,
        -0.996_001_760_442_431_5,
        0.993_149_114_621_276_1,
        -0.981_995_068_903_145_2,
        0.981_728_086_834_400_2,
        -0.907_479_076_080_886_3,
        0.989_055_995_327_972_5,
        -0.577_215_664_901_532_9,
    ];
    if epsilon.abs() < 0.01 {
        return TERMS.iter().fold(0.0, |sum, term| sum * epsilon + term);
    }
    math::exp_m1(math::ln_gamma(1.0 + epsilon)) / epsilon
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::golden::{Worst, number, rows};

    #[test]
    fn it_is_that_of_fifty_digits() {
        let mut worst = Worst::default();
        for row in rows(include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/golden/exp_integral.tsv"
        ))) {
            let [n, y, want] = [0, 1, 2].map(|i| number(row[i]));
            worst.see(scaled_exp_integral(n, y), want, || row[..2].join(" "));
        }
        worst.gate("n·eʸ·Eₙ₊₁(y)", 2e-14);
    }
}
