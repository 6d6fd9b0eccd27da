//! The saved form of [`Ratings`]: the counts from the lowest rating to the highest.

use core::fmt;

use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Ratings;
use crate::numeric::count::Count;

impl<const LOW: u8, const HIGH: u8> Serialize for Ratings<LOW, HIGH> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.tally().map(|(_, count)| count))
    }
}

impl<'de, const LOW: u8, const HIGH: u8> Deserialize<'de> for Ratings<LOW, HIGH> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_seq(Bins)
    }
}

/// Reads exactly as many counts as the scale has points, and stops at one more.
struct Bins<const LOW: u8, const HIGH: u8>;

impl<'de, const LOW: u8, const HIGH: u8> Visitor<'de> for Bins<LOW, HIGH> {
    type Value = Ratings<LOW, HIGH>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let points = Self::Value::POINTS;
        write!(
            f,
            "{points} counts, one for each rating from {LOW} to {HIGH}"
        )
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut bins = Vec::with_capacity(Self::Value::POINTS);
        while let Some(count) = seq.next_element::<Count>()? {
            if bins.len() == Self::Value::POINTS {
                let found = bins.len().saturating_add(1);
                return Err(A::Error::invalid_length(found, &self));
            }
            bins.push(count);
        }
        if bins.len() != Self::Value::POINTS {
            return Err(A::Error::invalid_length(bins.len(), &self));
        }
        if bins.iter().all(|&count| count == Count::ZERO) {
            bins.clear();
        }
        let bins = bins.into_boxed_slice();
        Ok(Ratings { bins })
    }
}
