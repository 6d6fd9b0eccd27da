//! Natural numbers of any size, with schoolbook arithmetic.
//!
//! Ours because four operations are needed, and no crate of them.

use std::cmp::Ordering;

/// A natural number: little-endian 64-bit limbs without a leading zero limb (zero has no limbs).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Nat(Vec<u64>);

impl Nat {
    pub(super) fn trimmed(mut limbs: Vec<u64>) -> Self {
        while limbs.last() == Some(&0) {
            limbs.pop();
        }
        Self(limbs)
    }

    pub(super) const fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// Length in bits; 0 for zero.
    pub(super) fn bits(&self) -> i64 {
        self.0.last().map_or(0, |top| {
            // A Vec holds far fewer than 2^57 limbs: nothing here can wrap.
            let whole = i64::try_from(self.0.len())
                .unwrap_or(i64::MAX)
                .wrapping_mul(64);
            whole.wrapping_sub(i64::from(top.leading_zeros()))
        })
    }

    /// Compares values: no leading zeros, so the longer one is greater.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        self.0
            .len()
            .cmp(&other.0.len())
            .then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    /// self · 2^by. The shift is bounded by the exponent range of an accumulator (a few thousand).
    pub(super) fn shifted(&self, by: i64) -> Self {
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
    pub(super) fn increase(&mut self, other: &Self) {
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
    pub(super) fn decrease(&mut self, other: &Self) {
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

    pub(super) fn times(&self, other: &Self) -> Self {
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
    pub(super) fn leading_quotient(&self, other: &Self, count: u32) -> (u128, i64, bool) {
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

/// The low 64 bits.
#[allow(
    clippy::cast_possible_truncation,
    reason = "the low half is what is wanted"
)]
pub(super) const fn low64(x: u128) -> u64 {
    x as u64
}
