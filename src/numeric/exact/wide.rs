//! 128-bit integers on the wire: numbers where 64 bits hold them, digits in a string where not.

use core::fmt;
use serde::de::{Error, MapAccess, Unexpected, Visitor};
use serde::{Deserializer, Serializer};

pub(crate) fn serialize_unsigned<S: Serializer>(
    n: &u128,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let n = *n;
    if !serializer.is_human_readable() {
        serializer.serialize_u128(n)
    } else if let Ok(n) = u64::try_from(n) {
        serializer.serialize_u64(n)
    } else {
        serializer.collect_str(&n)
    }
}

pub(crate) fn serialize_signed<S: Serializer>(n: &i128, serializer: S) -> Result<S::Ok, S::Error> {
    let n = *n;
    if !serializer.is_human_readable() {
        serializer.serialize_i128(n)
    } else if let Ok(n) = i64::try_from(n) {
        serializer.serialize_i64(n)
    } else {
        serializer.collect_str(&n)
    }
}

pub(crate) fn deserialize_unsigned<'de, D: Deserializer<'de>>(from: D) -> Result<u128, D::Error> {
    let n = if from.is_human_readable() {
        from.deserialize_any(Whole)?
    } else {
        return from.deserialize_u128(Unsigned);
    };
    u128::try_from(n).map_err(|_| D::Error::custom("a count cannot be negative"))
}

pub(crate) fn deserialize_signed<'de, D: Deserializer<'de>>(from: D) -> Result<i128, D::Error> {
    if from.is_human_readable() {
        from.deserialize_any(Whole)
    } else {
        from.deserialize_i128(Whole)
    }
}

struct Whole;

impl<'de> Visitor<'de> for Whole {
    type Value = i128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number")
    }

    fn visit_u64<E: Error>(self, n: u64) -> Result<i128, E> {
        Ok(n.into())
    }

    fn visit_i64<E: Error>(self, n: i64) -> Result<i128, E> {
        Ok(n.into())
    }

    fn visit_i128<E: Error>(self, n: i128) -> Result<i128, E> {
        Ok(n)
    }

    fn visit_u128<E: Error>(self, n: u128) -> Result<i128, E> {
        i128::try_from(n).map_err(|_| E::custom("a whole number is too large"))
    }

    fn visit_str<E: Error>(self, digits: &str) -> Result<i128, E> {
        digits
            .parse()
            .map_err(|_| E::invalid_value(Unexpected::Str(digits), &self))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<i128, A::Error> {
        let digits = crate::saved::float::arbitrary_precision(map, &self)?;
        self.visit_str(&digits)
    }
}

struct Unsigned;

impl Visitor<'_> for Unsigned {
    type Value = u128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number that is not negative")
    }

    fn visit_u128<E: Error>(self, n: u128) -> Result<u128, E> {
        Ok(n)
    }

    fn visit_u64<E: Error>(self, n: u64) -> Result<u128, E> {
        Ok(n.into())
    }
}
