//! Exact integers and dyadic rationals, and their correctly rounded quotients.
//!
//! Ours because crates of big integers do not round a quotient to an f64 once.
//!
//! An exact sum is an integer times a power of two. A mean, a variance or a regression slope is the
//! quotient of two such numbers: it is computed here without any rounding until the very last step,
//! so n·Σx² − (Σx)² cannot come out negative and the f64 that leaves is the nearest one.
//! The numbers are small (a handful of 64-bit limbs for real data), so schoolbook algorithms win.

use nat::{Nat, low64};

mod nat;
mod ops;

/// ± magnitude · 2^exponent, exactly.
#[derive(Clone, Debug)]
pub(crate) struct Dyadic {
    negative: bool,
    magnitude: Nat,
    exponent: i64,
}

impl Dyadic {
    /// From little-endian 32-bit limbs.
    pub(crate) fn from_limbs(negative: bool, limbs: &[u32], exponent: i64) -> Self {
        let pairs = limbs.chunks(2).map(|pair| {
            let (low, high) = (pair.first().copied(), pair.get(1).copied());
            u64::from(low.unwrap_or(0)) | (u64::from(high.unwrap_or(0)) << 32)
        });
        let magnitude = Nat::trimmed(pairs.collect());
        Self {
            negative: negative && !magnitude.is_zero(),
            magnitude,
            exponent,
        }
    }

    pub(crate) const fn is_zero(&self) -> bool {
        self.magnitude.is_zero()
    }

    /// Strictly below zero.
    pub(crate) const fn is_negative(&self) -> bool {
        self.negative
    }

    /// The nearest f64 (ties to even); `None` beyond the f64 range.
    pub(crate) fn to_f64(&self) -> Option<f64> {
        self.ratio(&Self::from(1_u64))
    }

    /// self/other as the nearest f64 (ties to even); `None` for a zero divisor or beyond the range.
    pub(crate) fn ratio(&self, other: &Self) -> Option<f64> {
        if other.is_zero() {
            return None;
        }
        if self.is_zero() {
            return Some(0.0);
        }
        // 64 bits and a sticky bit decide any rounding to 53.
        let (q, e, inexact) = self.magnitude.leading_quotient(&other.magnitude, 64);
        let e = e.wrapping_add(self.exponent).wrapping_sub(other.exponent);
        let size = round(q, e, inexact)?;
        // + 0.0: a negative number that rounds to zero is 0, not −0.
        Some(if self.negative == other.negative {
            size
        } else {
            -size + 0.0
        })
    }

    /// √(self/other) as the nearest f64; `None` for a negative ratio or a zero divisor.
    ///
    /// The root is taken of the exact quotient: it is right even where the quotient itself
    /// overflows or underflows f64.
    pub(crate) fn ratio_sqrt(&self, other: &Self) -> Option<f64> {
        if other.is_zero() || (self.negative != other.negative && !self.is_zero()) {
            return None;
        }
        if self.is_zero() {
            return Some(0.0);
        }
        // ⌊√⌊v⌋⌋ = ⌊√v⌋ for every v ≥ 0, so 120 bits of quotient give 60 bits of root, exactly.
        let (mut q, e, mut inexact) = self.magnitude.leading_quotient(&other.magnitude, 120);
        let mut e = e.wrapping_add(self.exponent).wrapping_sub(other.exponent);
        if e & 1 != 0 {
            // Room for one more bit: 2^e · q = 2^(e−1) · 2q, and the fraction stays below one unit
            // only if it is looked at; drop a bit instead.
            inexact |= q & 1 != 0;
            q >>= 1;
            e = e.wrapping_add(1);
        }
        let root = q.isqrt();
        inexact |= root.wrapping_mul(root) != q;
        round(root, e >> 1, inexact)
    }
}

/// The f64 nearest to (mantissa + fraction)·2^exponent, ties to even, subnormals included, where
/// fraction is in (0,1) if `inexact` and 0 else. `None` beyond the f64 range.
///
/// An inexact mantissa must have at least 55 bits, so that the fraction is below the rounding bit.
pub(super) fn round(mantissa: u128, exponent: i64, inexact: bool) -> Option<f64> {
    let bits = i64::from(128_u32.wrapping_sub(mantissa.leading_zeros()));
    let top = exponent.wrapping_add(bits).wrapping_sub(1);
    if top > 1023 {
        return None;
    }
    // The last place kept: 53 bits, fewer for subnormals.
    let place = top.wrapping_sub(52).max(-1074);
    let drop = place.wrapping_sub(exponent);
    let kept = if let Ok(left) = u32::try_from(drop.wrapping_neg()) {
        mantissa.checked_shl(left).unwrap_or(0)
    } else {
        let drop = u32::try_from(drop).unwrap_or(u32::MAX);
        let half = drop.wrapping_sub(1);
        let kept = mantissa.checked_shr(drop).unwrap_or(0);
        let is_half = mantissa.checked_shr(half).unwrap_or(0) & 1 == 1;
        let below = 1_u128
            .checked_shl(half)
            .map_or(mantissa, |bit| mantissa & bit.wrapping_sub(1));
        let up = is_half && (inexact || below != 0 || kept & 1 == 1);
        kept.wrapping_add(u128::from(up))
    };
    // Exponent field and mantissa are added, not joined: the implicit bit of `kept` raises the
    // field by one, and so does a carry out of rounding; a subnormal has neither.
    let field = u64::try_from(place.wrapping_add(1074)).unwrap_or(0);
    let value = f64::from_bits((field << 52).wrapping_add(low64(kept)));
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests;
