//! Exact integers and dyadic rationals, and their correctly rounded quotients.
//!
//! An exact sum is an integer times a power of two. A mean, a variance or a regression slope is the
//! quotient of two such numbers: it is computed here without any rounding until the very last step,
//! so n·Σx² − (Σx)² cannot come out negative and the f64 that leaves is the nearest one.
//! The numbers are small (a handful of 64-bit limbs for real data), so schoolbook algorithms win.

use std::cmp::Ordering;

/// A natural number: little-endian 64-bit limbs without a leading zero limb (zero has no limbs).
#[derive(Clone, Debug, PartialEq, Eq)]
struct Nat(Vec<u64>);

impl Nat {
    fn trimmed(mut limbs: Vec<u64>) -> Self {
        while limbs.last() == Some(&0) {
            limbs.pop();
        }
        Self(limbs)
    }

    const fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// Length in bits; 0 for zero.
    fn bits(&self) -> i64 {
        self.0.last().map_or(0, |top| {
            // A Vec holds far fewer than 2^57 limbs: nothing here can wrap.
            let whole = i64::try_from(self.0.len())
                .unwrap_or(i64::MAX)
                .wrapping_mul(64);
            whole.wrapping_sub(i64::from(top.leading_zeros()))
        })
    }

    /// Compares values: no leading zeros, so the longer one is greater.
    fn compare(&self, other: &Self) -> Ordering {
        self.0
            .len()
            .cmp(&other.0.len())
            .then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    /// self · 2^by. The shift is bounded by the exponent range of an accumulator (a few thousand).
    fn shifted(&self, by: i64) -> Self {
        let by = u64::try_from(by).unwrap_or(0);
        let (words, bits) = (by >> 6, u32::try_from(by & 63).unwrap_or(0));
        let mut limbs = vec![0; usize::try_from(words).unwrap_or(0)];
        let mut carry = 0;
        for &limb in &self.0 {
            let wide = u128::from(limb).wrapping_shl(bits) | carry;
            limbs.push(low64(wide));
            carry = wide >> 64;
        }
        limbs.push(low64(carry));
        Self::trimmed(limbs)
    }

    fn double(&mut self) {
        let mut carry = 0;
        for limb in &mut self.0 {
            let out = *limb >> 63;
            *limb = (*limb << 1) | carry;
            carry = out;
        }
        if carry != 0 {
            self.0.push(carry);
        }
    }

    /// self += other.
    fn increase(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        let mut carry = false;
        for (limb, add) in self
            .0
            .iter_mut()
            .zip(other.0.iter().copied().chain(std::iter::repeat(0)))
        {
            let (sum, over) = limb.overflowing_add(add);
            let (sum, over_again) = sum.overflowing_add(u64::from(carry));
            *limb = sum;
            carry = over || over_again;
        }
        if carry {
            self.0.push(1);
        }
    }

    /// self −= other; the caller has compared, other ≤ self.
    fn decrease(&mut self, other: &Self) {
        let mut borrow = false;
        for (limb, take) in self
            .0
            .iter_mut()
            .zip(other.0.iter().copied().chain(std::iter::repeat(0)))
        {
            let (rest, under) = limb.overflowing_sub(take);
            let (rest, under_again) = rest.overflowing_sub(u64::from(borrow));
            *limb = rest;
            borrow = under || under_again;
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    fn times(&self, other: &Self) -> Self {
        let mut limbs = vec![0_u64; self.0.len().wrapping_add(other.0.len())];
        for (offset, &a) in self.0.iter().enumerate() {
            let mut carry = 0_u128;
            let factors = other.0.iter().copied().chain(std::iter::once(0));
            for (out, b) in limbs.iter_mut().skip(offset).zip(factors) {
                // (2^64−1)² + 2(2^64−1) = 2^128 − 1: the exact maximum of u128.
                let wide = u128::from(a)
                    .wrapping_mul(u128::from(b))
                    .wrapping_add(u128::from(*out))
                    .wrapping_add(carry);
                *out = low64(wide);
                carry = wide >> 64;
            }
        }
        Self::trimmed(limbs)
    }

    /// The leading `count` ≤ 128 bits of self/other (both non-zero), as (q, e, inexact) with
    /// self/other = (q + fraction)·2^e and fraction ≠ 0 iff inexact. Restoring division, bit by bit.
    fn leading_quotient(&self, other: &Self, count: u32) -> (u128, i64, bool) {
        let gap = self.bits().wrapping_sub(other.bits());
        let mut rest = self.shifted(gap.wrapping_neg().max(0));
        let divisor = other.shifted(gap.max(0));
        let mut exponent = gap;
        if rest.compare(&divisor) == Ordering::Less {
            rest.double();
            exponent = exponent.wrapping_sub(1);
        }
        // Now divisor ≤ rest < 2·divisor, and each turn keeps rest < 2·divisor.
        let mut quotient = 0_u128;
        for turn in 0..count {
            if turn > 0 {
                rest.double();
            }
            quotient <<= 1;
            if rest.compare(&divisor) != Ordering::Less {
                rest.decrease(&divisor);
                quotient |= 1;
            }
        }
        let exponent = exponent.wrapping_sub(i64::from(count)).wrapping_add(1);
        (quotient, exponent, !rest.is_zero())
    }
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "the low half is what is wanted"
)]
const fn low64(x: u128) -> u64 {
    x as u64
}

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

    /// A count.
    pub(crate) fn from_count(n: u128) -> Self {
        let magnitude = Nat::trimmed(vec![low64(n), low64(n >> 64)]);
        Self {
            negative: false,
            magnitude,
            exponent: 0,
        }
    }

    pub(crate) const fn is_zero(&self) -> bool {
        self.magnitude.is_zero()
    }

    /// Strictly below zero.
    pub(crate) const fn is_negative(&self) -> bool {
        self.negative
    }

    /// self · other, exactly.
    pub(crate) fn times(&self, other: &Self) -> Self {
        let magnitude = self.magnitude.times(&other.magnitude);
        Self {
            negative: self.negative != other.negative && !magnitude.is_zero(),
            magnitude,
            exponent: self.exponent.wrapping_add(other.exponent),
        }
    }

    /// self − other, exactly.
    pub(crate) fn minus(&self, other: &Self) -> Self {
        let exponent = self.exponent.min(other.exponent);
        let mut left = self.magnitude.shifted(self.exponent.wrapping_sub(exponent));
        let mut right = other
            .magnitude
            .shifted(other.exponent.wrapping_sub(exponent));
        let (negative, magnitude) = if self.negative != other.negative {
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

    /// The nearest f64 (ties to even); `None` beyond the f64 range.
    pub(crate) fn to_f64(&self) -> Option<f64> {
        self.ratio(&Self::from_count(1))
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
fn round(mantissa: u128, exponent: i64, inexact: bool) -> Option<f64> {
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
