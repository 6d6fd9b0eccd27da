//! The operators of [`Dyadic`]: all exact, none can fail.
//!
//! Ours as the type is.

use core::cmp::Ordering;
use core::iter::Sum;
use core::ops::{Add, Mul, Neg, Sub};

use super::Dyadic;
use super::nat::{Nat, low64};
use crate::numeric::count::Count;

/// From whole numbers.
impl From<u128> for Dyadic {
    fn from(n: u128) -> Self {
        Self {
            negative: false,
            magnitude: Nat::trimmed(vec![low64(n), low64(n >> 64)]),
            exponent: 0,
        }
    }
}

impl From<i128> for Dyadic {
    fn from(n: i128) -> Self {
        Self {
            negative: n < 0,
            ..Self::from(n.unsigned_abs())
        }
    }
}

impl From<u64> for Dyadic {
    fn from(n: u64) -> Self {
        Self::from(u128::from(n))
    }
}

impl From<Count> for Dyadic {
    fn from(n: Count) -> Self {
        Self::from(n.get())
    }
}

/// From a finite number as it is; NaN and the infinities, which no caller has, count as 0.
impl From<f64> for Dyadic {
    fn from(x: f64) -> Self {
        let bits = x.to_bits();
        let mantissa = bits & ((1 << 52) - 1);
        let (mantissa, exponent) = match (bits >> 52) & 0x7ff {
            0x7ff => (0, 0),
            0 => (mantissa, -1074),
            field => (mantissa | 1 << 52, field.cast_signed().wrapping_sub(1075)),
        };
        Self {
            negative: x < 0.0 && mantissa > 0,
            magnitude: Nat::trimmed(vec![mantissa]),
            exponent,
        }
    }
}

impl Dyadic {
    fn plus(&self, negative: bool, other: &Self) -> Self {
        let exponent = self.exponent.min(other.exponent);
        let [mut left, mut right] = [self, other].map(|term| {
            let up = term.exponent.wrapping_sub(exponent);
            term.magnitude.shifted(up)
        });
        let (negative, magnitude) = if self.negative == negative {
            left.increase(&right);
            (self.negative, left)
        } else if left.compare(&right) == Ordering::Less {
            right.decrease(&left);
            (!self.negative, right)
        } else {
            left.decrease(&right);
            (self.negative, left)
        };
        Self {
            negative: negative && !magnitude.is_zero(),
            magnitude,
            exponent,
        }
    }
}

impl Add<&Dyadic> for &Dyadic {
    type Output = Dyadic;

    fn add(self, other: &Dyadic) -> Dyadic {
        self.plus(other.negative, other)
    }
}

impl Sub<&Dyadic> for &Dyadic {
    type Output = Dyadic;

    fn sub(self, other: &Dyadic) -> Dyadic {
        self.plus(!other.negative, other)
    }
}

impl Mul<&Dyadic> for &Dyadic {
    type Output = Dyadic;

    fn mul(self, other: &Dyadic) -> Dyadic {
        let magnitude = self.magnitude.times(&other.magnitude);
        Dyadic {
            negative: self.negative != other.negative && !magnitude.is_zero(),
            magnitude,
            exponent: self.exponent.wrapping_add(other.exponent),
        }
    }
}

impl Neg for Dyadic {
    type Output = Self;

    fn neg(self) -> Self {
        Self {
            negative: !self.negative && !self.is_zero(),
            ..self
        }
    }
}

/// The same operators with either side, or both, by value.
macro_rules! by_value {
    ($($operator:ident $method:ident),*) => {$(
        impl $operator for Dyadic {
            type Output = Self;

            fn $method(self, other: Self) -> Self {
                (&self).$method(&other)
            }
        }

        impl $operator<&Self> for Dyadic {
            type Output = Self;

            fn $method(self, other: &Self) -> Self {
                (&self).$method(other)
            }
        }

        impl $operator<Dyadic> for &Dyadic {
            type Output = Dyadic;

            fn $method(self, other: Dyadic) -> Dyadic {
                self.$method(&other)
            }
        }
    )*};
}
by_value!(Add add, Sub sub, Mul mul);

impl Sum for Dyadic {
    fn sum<I: Iterator<Item = Self>>(terms: I) -> Self {
        terms.fold(Self::from(0_u64), Add::add)
    }
}
