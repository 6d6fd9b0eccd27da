//! Numbers that carry their first and second derivatives.
//!
//! Ours because crates of automatic derivatives have no second ones, or allocate for each number.
//!
//! A likelihood written once with them has an exact gradient and Hessian. They cost some tens of
//! multiplications an operation: for models with few different rows, and as the oracle of hand-written
//! derivatives elsewhere.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::suspicious_arithmetic_impl,
    reason = "arithmetic of floats, by the rules of products and quotients"
)]

use core::ops::{Add, Div, Mul, Neg, Sub};

#[cfg(test)]
use crate::numeric::gamma;
use crate::numeric::math;

/// A value with its gradient and Hessian by P variables.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Jet<const P: usize> {
    pub(crate) value: f64,
    pub(crate) gradient: [f64; P],
    pub(crate) hessian: [[f64; P]; P],
}

impl<const P: usize> Jet<P> {
    /// What depends on no variable.
    pub(crate) const fn constant(value: f64) -> Self {
        Self {
            value,
            gradient: [0.0; P],
            hessian: [[0.0; P]; P],
        }
    }

    /// The variables themselves.
    pub(crate) fn variables(values: [f64; P]) -> [Self; P] {
        core::array::from_fn(|which| Self {
            gradient: core::array::from_fn(|i| f64::from(u8::from(i == which))),
            ..Self::constant(values.get(which).copied().unwrap_or(0.0))
        })
    }

    /// f of it, given f, f′ and f″ at its value.
    pub(crate) fn map(self, f: f64, first: f64, second: f64) -> Self {
        let mut hessian = self.hessian;
        for (row, a) in hessian.iter_mut().zip(self.gradient) {
            for (entry, b) in row.iter_mut().zip(self.gradient) {
                *entry = first * *entry + second * (a * b);
            }
        }
        Self {
            value: f,
            gradient: self.gradient.map(|g| first * g),
            hessian,
        }
    }

    pub(crate) fn exp(self) -> Self {
        let f = math::exp(self.value);
        self.map(f, f, f)
    }

    pub(crate) fn exp_m1(self) -> Self {
        let slope = math::exp(self.value);
        self.map(math::exp_m1(self.value), slope, slope)
    }

    pub(crate) fn recip(self) -> Self {
        let inverse = 1.0 / self.value;
        let square = inverse * inverse;
        self.map(inverse, -square, 2.0 * square * inverse)
    }

    pub(crate) fn times(self, factor: f64) -> Self {
        self.map(self.value * factor, factor, 0.0)
    }
}

/// What only oracles of hand-written derivatives need.
#[cfg(test)]
impl<const P: usize> Jet<P> {
    pub(crate) fn ln(self) -> Self {
        let inverse = 1.0 / self.value;
        self.map(math::ln(self.value), inverse, -inverse * inverse)
    }

    pub(crate) fn ln_1p(self) -> Self {
        let inverse = 1.0 / (1.0 + self.value);
        self.map(math::ln_1p(self.value), inverse, -inverse * inverse)
    }

    /// ln Γ.
    pub(crate) fn ln_gamma(self) -> Self {
        self.map(
            math::ln_gamma(self.value),
            gamma::digamma(self.value),
            gamma::trigamma(self.value),
        )
    }

    /// ln Γ(self + x) − ln Γ(self).
    pub(crate) fn ln_rising(self, x: f64) -> Self {
        self.map(
            gamma::ln_rising(self.value, x),
            gamma::digamma_rising(self.value, x),
            gamma::trigamma_rising(self.value, x),
        )
    }

    pub(crate) fn plus(self, number: f64) -> Self {
        Self {
            value: self.value + number,
            ..self
        }
    }

    /// ln(eᵃ + eᵇ), whatever the size of either.
    pub(crate) fn ln_sum_exp(self, other: Self) -> Self {
        let (high, low) = if self.value < other.value {
            (other, self)
        } else {
            (self, other)
        };
        high + (low - high).exp().ln_1p()
    }
}

impl<const P: usize> Add for Jet<P> {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            value: self.value + other.value,
            gradient: core::array::from_fn(|i| at(&self.gradient, i) + at(&other.gradient, i)),
            hessian: core::array::from_fn(|i| {
                core::array::from_fn(|j| at2(&self.hessian, i, j) + at2(&other.hessian, i, j))
            }),
        }
    }
}

impl<const P: usize> Neg for Jet<P> {
    type Output = Self;

    fn neg(self) -> Self {
        self.times(-1.0)
    }
}

impl<const P: usize> Sub for Jet<P> {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl<const P: usize> Mul for Jet<P> {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let (f, g) = (self.value, other.value);
        Self {
            value: f * g,
            gradient: core::array::from_fn(|i| {
                f * at(&other.gradient, i) + g * at(&self.gradient, i)
            }),
            hessian: core::array::from_fn(|i| {
                core::array::from_fn(|j| {
                    let crossed = at(&self.gradient, i) * at(&other.gradient, j)
                        + at(&self.gradient, j) * at(&other.gradient, i);
                    f * at2(&other.hessian, i, j) + crossed + g * at2(&self.hessian, i, j)
                })
            }),
        }
    }
}

impl<const P: usize> Div for Jet<P> {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        self * other.recip()
    }
}

fn at<const P: usize>(row: &[f64; P], i: usize) -> f64 {
    row.get(i).copied().unwrap_or(0.0)
}

fn at2<const P: usize>(rows: &[[f64; P]; P], i: usize, j: usize) -> f64 {
    rows.get(i).map_or(0.0, |row| at(row, j))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// f(x, y) = ln(eˣ/y + y·ln(1 + x)) + ln Γ(x + 3) − ln Γ(x), by hand and by differences.
    #[test]
    fn derivatives_are_those_of_differences() {
        fn f(x: f64, y: f64) -> Jet<2> {
            let [x, y] = Jet::variables([x, y]);
            (x.exp() / y + y * x.ln_1p()).ln() + x.ln_rising(3.0) - (x * y).exp_m1()
                + x.ln_gamma()
                + (-x).ln_sum_exp(y.times(3.0).plus(1.0))
        }
        let (x, y, h) = (0.7, 1.3, 1e-5);
        let here = f(x, y);
        let (left, right) = (f(x - h, y), f(x + h, y));
        let (below, above) = (f(x, y - h), f(x, y + h));
        // Central differences: h² of the third derivative, here below 100.
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-7, "{a} {b}");
        close(here.gradient[0], (right.value - left.value) / (2.0 * h));
        close(here.gradient[1], (above.value - below.value) / (2.0 * h));
        for i in 0..2 {
            close(
                here.hessian[i][0],
                (right.gradient[i] - left.gradient[i]) / (2.0 * h),
            );
            close(
                here.hessian[i][1],
                (above.gradient[i] - below.gradient[i]) / (2.0 * h),
            );
        }
    }
}
