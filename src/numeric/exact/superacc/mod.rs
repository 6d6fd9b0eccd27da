//! Exact sums: a superaccumulator.
//!
//! Ours because no crate of exact sums has one saved form per sum, nor exact products.
//!
//! A finite f64 is an integer times 2^−1074, so a fixed-point number wide enough for the whole
//! exponent range adds them without rounding. Exact addition is associative and commutative, so the
//! sum does not depend on the order or the sharding, and it is rounded once, when it is read.
//! (Kulisch's long accumulator; the lazy carry is that of Neal, "Fast exact summation using small
//! and large superaccumulators", 2015.)

use crate::numeric::big::{self, Dyadic};

#[cfg(any(feature = "serde", test))]
pub(crate) mod wire;

/// The 32 bits of a limb that stay after a carry.
const MASK: i64 = 0xFFFF_FFFF;

/// How many deposits a limb takes before the carries must run.
///
/// One deposit is below 2^52 in a limb, so 2^10 of them stay below 2^62 and `i64` cannot wrap.
const ROOM: u32 = 1 << 10;

/// Σ `limbs[i]`·2^(32·(i − UNIT)), limbs overlapping between carries.
///
/// `UNIT` is the limb that holds whole units, so integers are readable in the saved form. The limbs
/// above the f64 range are headroom: 128 bits, which no count of additions that fits in `u128` can
/// fill, and the top limb saturates rather than wraps beyond that.
#[derive(Clone, Debug)]
pub(crate) struct Superacc<const N: usize, const UNIT: usize> {
    limbs: [i64; N],
    /// Every limb but the top one is below `deposits`·2^52 in size.
    deposits: u32,
}

/// Sums of f64: 2^−1088 … 2^1024 and 4 limbs of headroom.
pub(crate) type SumAcc = Superacc<70, 34>;

/// Sums of products of two f64: 2^−2176 … 2^2048 and 4 limbs of headroom.
pub(crate) type ProductAcc = Superacc<136, 68>;

impl<const N: usize, const UNIT: usize> Default for Superacc<N, UNIT> {
    fn default() -> Self {
        Self {
            limbs: [0; N],
            deposits: 0,
        }
    }
}

/// The value decides, not how the carries stand.
impl<const N: usize, const UNIT: usize> PartialEq for Superacc<N, UNIT> {
    fn eq(&self, other: &Self) -> bool {
        self.canonical().limbs == other.canonical().limbs
    }
}

impl<const N: usize, const UNIT: usize> Eq for Superacc<N, UNIT> {}

impl SumAcc {
    /// Adds x exactly. False, and nothing added, for NaN and infinities.
    #[must_use = "a value that is not finite is refused, not added"]
    pub(crate) fn add(&mut self, x: f64) -> bool {
        if !x.is_finite() {
            return false;
        }
        self.make_room();
        let (mantissa, place) = split(x);
        // Limb 0 starts at 2^−1088, the smallest place is 2^−1074.
        let place = place.wrapping_add(14);
        let shift = place & 31;
        // 53 bits moved by at most 31 are 84: 32 in this limb, up to 52 in the next, whose own grid
        // is 32 bits wide. The overlap is settled by the next carry pass.
        let low = mantissa.wrapping_shl(shift).cast_signed() & MASK;
        let high = mantissa
            .wrapping_shr(32_u32.wrapping_sub(shift))
            .cast_signed();
        let sign = x.to_bits().cast_signed() >> 63;
        let start = (place >> 5) as usize;
        if let Some([a, b]) = self.limbs.get_mut(start..start.wrapping_add(2)) {
            *a = a.wrapping_add(signed(low, sign));
            *b = b.wrapping_add(signed(high, sign));
        }
        true
    }
}

impl ProductAcc {
    /// Adds x·y exactly. False, and nothing added, if either is NaN or infinite.
    #[must_use = "a value that is not finite is refused, not added"]
    pub(crate) fn add_product(&mut self, x: f64, y: f64) -> bool {
        if !(x.is_finite() && y.is_finite()) {
            return false;
        }
        self.make_room();
        let ((a, place_a), (b, place_b)) = (split(x), split(y));
        // Limb 0 starts at 2^−2176, the smallest place is 2^−2148.
        let place = place_a.wrapping_add(place_b).wrapping_add(28);
        let shift = place & 31;
        // 106 bits moved by at most 31 are 137: three limbs of 32 bits and one of 41.
        let product = u128::from(a).wrapping_mul(u128::from(b));
        let first = (low64(product) & MASK.cast_unsigned()).wrapping_shl(shift);
        let rest = (product >> 32)
            .wrapping_shl(shift)
            .wrapping_add(u128::from(first >> 32));
        let sign = (x.to_bits() ^ y.to_bits()).cast_signed() >> 63;
        let start = (place >> 5) as usize;
        if let Some([l0, l1, l2, l3]) = self.limbs.get_mut(start..start.wrapping_add(4)) {
            *l0 = l0.wrapping_add(signed(first.cast_signed() & MASK, sign));
            *l1 = l1.wrapping_add(signed(low64(rest).cast_signed() & MASK, sign));
            *l2 = l2.wrapping_add(signed(low64(rest >> 32).cast_signed() & MASK, sign));
            *l3 = l3.wrapping_add(signed(low64(rest >> 64).cast_signed(), sign));
        }
        true
    }

    /// Adds x² exactly. False, and nothing added, for NaN and infinities.
    #[must_use = "a value that is not finite is refused, not added"]
    pub(crate) fn add_square(&mut self, x: f64) -> bool {
        self.add_product(x, x)
    }
}

impl<const N: usize, const UNIT: usize> Superacc<N, UNIT> {
    /// Adds another accumulator: the same state as if its values had been added here.
    pub(crate) fn merge(&mut self, other: &Self) {
        if self.deposits.saturating_add(other.deposits) > ROOM {
            self.carry();
        }
        if self.deposits.saturating_add(other.deposits) > ROOM {
            return self.merge(&other.canonical());
        }
        self.deposits = self.deposits.wrapping_add(other.deposits);
        for (limb, add) in self.limbs.iter_mut().zip(&other.limbs) {
            // Only the top limb can ever saturate (see `carry`).
            *limb = limb.saturating_add(*add);
        }
    }

    /// Exactly zero.
    #[cfg(any(feature = "serde", test))]
    pub(crate) fn is_zero(&self) -> bool {
        self.canonical().limbs.iter().all(|&limb| limb == 0)
    }

    /// Strictly below zero.
    pub(crate) fn is_negative(&self) -> bool {
        self.canonical().limbs.last().is_some_and(|&top| top < 0)
    }

    /// The sum as the nearest f64 (ties to even); `None` beyond the f64 range.
    ///
    /// The four highest limbs and whether anything is below them decide any rounding.
    pub(crate) fn to_f64(&self) -> Option<f64> {
        let (negative, state) = self.magnitude();
        let Some(highest) = state.limbs.iter().rposition(|&limb| limb != 0) else {
            return Some(0.0);
        };
        if highest.wrapping_add(1) == N || highest < 4 {
            return self.to_dyadic().to_f64(); // the top limb may hold 63 bits
        }
        let lowest = highest.wrapping_sub(3);
        let (below, leading) = state.limbs.split_at_checked(lowest)?;
        let mantissa = leading.iter().take(4).rev().fold(0_u128, |all, &limb| {
            (all << 32) | u128::from(limb.cast_unsigned())
        });
        let inexact = below.iter().any(|&limb| limb != 0);
        let exponent = limb_index(lowest).wrapping_sub(limb_index(UNIT));
        let size = big::round(mantissa, exponent.wrapping_mul(32), inexact)?;
        // + 0.0: a negative number that rounds to zero is 0, not −0.
        Some(if negative { -size + 0.0 } else { size })
    }

    /// The sum itself, for exact arithmetic.
    pub(crate) fn to_dyadic(&self) -> Dyadic {
        let (negative, exponent, limbs) = self.parts();
        Dyadic::from_limbs(negative, &limbs, exponent)
    }

    fn make_room(&mut self) {
        if self.deposits >= ROOM {
            self.carry();
        }
        self.deposits = self.deposits.wrapping_add(1);
    }

    /// Brings every limb but the top one into 0..2^32; the top one carries the sign.
    ///
    /// This form is unique. No addition reaches the top limb directly: it only takes carries, and it
    /// would take 2^159 values of the greatest size to fill it.
    fn carry(&mut self) {
        if let Some((top, limbs)) = self.limbs.split_last_mut() {
            let mut carry = 0_i64;
            for limb in limbs {
                let sum = limb.wrapping_add(carry);
                *limb = sum & MASK;
                carry = sum >> 32;
            }
            *top = top.saturating_add(carry);
        }
        self.deposits = 1;
    }

    fn canonical(&self) -> Self {
        let mut copy = self.clone();
        copy.carry();
        copy
    }

    /// Sign, and magnitude with all limbs carried.
    fn magnitude(&self) -> (bool, Self) {
        let mut state = self.canonical();
        let negative = state.is_negative();
        if negative {
            for limb in &mut state.limbs {
                *limb = limb.saturating_neg();
            }
            state.carry();
        }
        (negative, state)
    }

    /// Sign, exponent of the first limb and magnitude in 32-bit limbs, zeros trimmed at both ends.
    fn parts(&self) -> (bool, i64, Vec<u32>) {
        let (negative, state) = self.magnitude();
        // The top limb has 63 bits: split it like the others.
        let top = state.limbs.last().map_or(0, |top| top >> 32);
        let all = state.limbs.iter().copied().chain(std::iter::once(top));
        let mut limbs: Vec<u32> = all
            .map(|limb| u32::try_from(limb & MASK).unwrap_or(0))
            .collect();
        let used = limbs
            .iter()
            .rposition(|&limb| limb != 0)
            .map_or(0, |last| last.wrapping_add(1));
        limbs.truncate(used);
        let zeros = limbs.iter().take_while(|&&limb| limb == 0).count();
        limbs.drain(..zeros);
        let first = if limbs.is_empty() {
            0
        } else {
            limb_index(zeros).wrapping_sub(limb_index(UNIT))
        };
        (negative, first.wrapping_mul(32), limbs)
    }
}

/// |x| = mantissa · 2^(place − 1074), mantissa below 2^53, place in 0..=2045.
const fn split(x: f64) -> (u64, u32) {
    let bits = x.to_bits();
    let field = ((bits >> 52) & 0x7FF) as u32;
    let fraction = bits & 0x000F_FFFF_FFFF_FFFF;
    // A subnormal has no implicit bit and the place of the smallest normal numbers.
    let normal = (field != 0) as u32;
    (
        fraction | ((normal as u64) << 52),
        field.wrapping_sub(normal),
    )
}

/// v or −v, for sign 0 or −1, without a branch: signs of real data are unpredictable.
const fn signed(v: i64, sign: i64) -> i64 {
    (v ^ sign).wrapping_sub(sign)
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "the low half is what is wanted"
)]
const fn low64(x: u128) -> u64 {
    x as u64
}

/// Limb indices are below 200.
fn limb_index(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(0)
}

#[cfg(test)]
mod tests;
