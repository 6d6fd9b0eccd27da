//! The saved form of an exact sum: short, readable and checked again when it is read.
//!
//! Ours as the sum is.

use super::Superacc;

/// ± Σ `limbs[i]`·2^(exponent + 32·i), zeros trimmed at both ends.
///
/// Unique per value: the whole number −250 is `negative: true, exponent: 0, limbs: [250]`, zero is
/// `false, 0, []`. A sum of money has three to five limbs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(deny_unknown_fields, expecting = "an exact sum")
)]
pub(crate) struct Wire {
    /// Strictly below zero.
    pub(crate) negative: bool,
    /// The power of two of the first limb, a multiple of 32.
    pub(crate) exponent: i16,
    /// Little-endian 32-bit digits of the magnitude.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "capped::deserialize"))]
    pub(crate) limbs: Vec<u32>,
}

/// A saved exact sum that no accumulator can have written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BadWire;

impl<const N: usize, const UNIT: usize> Superacc<N, UNIT> {
    /// The limbs a saved sum may use. The two above are left free: 64 bits of headroom, and no sum
    /// of fewer than 2^64 values reaches them.
    const SAVED: usize = N.saturating_sub(2);

    /// The canonical saved form.
    pub(crate) fn to_wire(&self) -> Wire {
        let (negative, exponent, limbs) = self.parts();
        Wire {
            negative,
            exponent: i16::try_from(exponent).unwrap_or(i16::MAX),
            limbs,
        }
    }

    /// Reads a saved form back, refusing everything [`Self::to_wire`] does not write: limbs that are
    /// not trimmed, an exponent off the grid, a magnitude that leaves no headroom.
    pub(crate) fn from_wire(wire: &Wire) -> Result<Self, BadWire> {
        let mut acc = Self::default();
        let limbs = wire.limbs.as_slice();
        let (Some(&first), Some(&last)) = (limbs.first(), limbs.last()) else {
            let is_zero = !wire.negative && wire.exponent == 0;
            return if is_zero { Ok(acc) } else { Err(BadWire) };
        };
        if first == 0 || last == 0 || wire.exponent & 31 != 0 {
            return Err(BadWire);
        }
        let start = isize::from(wire.exponent >> 5);
        let start = UNIT.checked_add_signed(start).ok_or(BadWire)?;
        let end = start.checked_add(limbs.len()).ok_or(BadWire)?;
        let room = acc
            .limbs
            .get_mut(..Self::SAVED)
            .and_then(|saved| saved.get_mut(start..end));
        for (limb, &digit) in room.ok_or(BadWire)?.iter_mut().zip(limbs) {
            let digit = i64::from(digit);
            *limb = if wire.negative {
                digit.wrapping_neg()
            } else {
                digit
            };
        }
        acc.carry();
        Ok(acc)
    }
}

/// A list of limbs that stops reading, with an error, once no accumulator could have written it.
#[cfg(feature = "serde")]
mod capped {
    use serde::de::{Deserializer, Error, SeqAccess, Visitor};

    /// The widest accumulator has 136 limbs.
    const CAP: usize = 136;

    struct Limbs;

    impl<'de> Visitor<'de> for Limbs {
        type Value = Vec<u32>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "at most {CAP} limbs of 32 bits")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
            let mut limbs = Vec::new();
            while let Some(limb) = seq.next_element()? {
                if limbs.len() == CAP {
                    return Err(A::Error::invalid_length(CAP.saturating_add(1), &self));
                }
                limbs.push(limb);
            }
            Ok(limbs)
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(de: D) -> Result<Vec<u32>, D::Error> {
        de.deserialize_seq(Limbs)
    }
}

saved! { impl{} for Wire as is; }

saved! {
    impl{const N: usize, const UNIT: usize} for Superacc<N, UNIT> as plain;
    |sum| -> sum.to_wire();
    read(wire) {
        Self::from_wire(&wire).map_err(|_| crate::Error::Malformed {
            what: "exact sum",
            expected: "in the form it is saved in",
        })
    }
}

#[cfg(test)]
mod tests;
