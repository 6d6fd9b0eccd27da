//! Counters that merging cannot overflow.

use crate::Merge;

/// A count in 128 bits, with a ceiling of 2¹¹² that nobody can count to.
///
/// `min(a + b, ceiling)` of two counts is associative and commutative with identity 0, and as both
/// are at most the ceiling the sum never overflows: merging is total, whatever was read back from a
/// file and however often a state is merged with itself. Up to 2¹⁶ counts add up in a `u128`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Count(u128);

impl Count {
    pub(crate) const ZERO: Self = Self(0);
    pub(crate) const ONE: Self = Self(1);
    pub(crate) const CEILING: Self = Self(1 << 112);

    pub(crate) const fn new(n: u64) -> Self {
        Self(n as u128)
    }

    pub(crate) const fn get(self) -> u128 {
        self.0
    }

    /// A total of that size, or the ceiling.
    pub(crate) const fn capped(n: u128) -> Self {
        if n < Self::CEILING.0 {
            Self(n)
        } else {
            Self::CEILING
        }
    }

    pub(crate) const fn to_f64(self) -> f64 {
        self.0 as f64
    }

    /// The sum of up to 2¹⁶ counts, not capped: parts never exceed it.
    pub(crate) fn total(counts: impl IntoIterator<Item = Self>) -> u128 {
        counts
            .into_iter()
            .fold(0, |total, count| total.wrapping_add(count.0))
    }

    pub(crate) const fn increment(&mut self) {
        if self.0 < Self::CEILING.0 {
            self.0 = self.0.wrapping_add(1);
        }
    }

    /// `None` above the ceiling: a state that no merge could have made.
    #[cfg(feature = "serde")]
    pub(crate) const fn from_wide(n: u128) -> Option<Self> {
        if n <= Self::CEILING.0 {
            Some(Self(n))
        } else {
            None
        }
    }
}

impl Merge for Count {
    fn merge(&mut self, other: Self) {
        // Both are at most 2^112, so the sum fits.
        *self = Self(self.0.wrapping_add(other.0)).min(Self::CEILING);
    }
}

impl From<u64> for Count {
    fn from(n: u64) -> Self {
        Self::new(n)
    }
}

/// A plain number where it fits in 64 bits, which it always does in practice; above that a string
/// of digits in text formats, because JSON readers turn longer numbers into inexact ones.
#[cfg(feature = "serde")]
impl serde::Serialize for Count {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        crate::numeric::wide::serialize_unsigned(&self.0, serializer)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Count {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let n = crate::numeric::wide::deserialize_unsigned(deserializer)?;
        Self::from_wide(n).ok_or_else(|| serde::de::Error::custom("a count is too large to be one"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubling_for_ever_stops_at_the_ceiling_and_stays_there() {
        let mut n = Count::new(u64::MAX);
        for _ in 0..1000 {
            n.merge(n);
        }
        assert_eq!(n, Count::CEILING);
        n.increment();
        n.merge(Count::ONE);
        assert_eq!(n, Count::CEILING);
    }

    #[test]
    fn capped_addition_is_associative_at_the_ceiling() {
        let big = Count(Count::CEILING.0 - 1);
        for (a, b, c) in [
            (big, Count::ONE, big),
            (Count::ONE, Count::ONE, big),
            (big, big, big),
        ] {
            let (mut left, mut right) = (a, b);
            left.merge(b);
            left.merge(c);
            right.merge(c);
            right.merge(a);
            assert_eq!(left, right);
        }
    }
}
