//! Numbers with a fraction: the same bits in every format.
//!
//! In a derived serde (the fields of an enum) write `#[serde(with = "crate::saved::float")]`.

use core::fmt;

use serde::de::{Error as _, MapAccess, Unexpected, Visitor};
use serde::{Deserializer, Serializer};

/// Writes a number; in text a string of its digits where a reader of JSON may round it.
///
/// `serde_json` reads a number exactly only where its digits are below 2⁵³ and its power of ten is
/// within ±22, unless its feature `float_roundtrip` is on.
#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "as serde's `with` calls it"
)]
pub(crate) fn serialize<S: Serializer>(x: &f64, to: S) -> Result<S::Ok, S::Error> {
    let x = *x;
    if !x.is_finite() {
        return Err(serde::ser::Error::custom("only finite numbers are saved"));
    }
    if !to.is_human_readable() || survives(x) {
        to.serialize_f64(x)
    } else {
        to.collect_str(&format_args!("{x:?}"))
    }
}

/// Reads a number, or a string of its digits; NaN and infinities are refused.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    let x = if from.is_human_readable() {
        from.deserialize_any(Number)
    } else {
        from.deserialize_f64(Number)
    }?;
    if x.is_finite() {
        Ok(x)
    } else {
        Err(D::Error::custom(format_args!(
            "a number must be finite, got {x}"
        )))
    }
}

/// Whether the shortest decimal of a number is read back by one exact multiplication or division.
fn survives(x: f64) -> bool {
    const EXACT: u64 = 1 << 53;
    let Some((digits, exponent)) = decimal(x) else {
        return false;
    };
    // A whole number is written with a zero after its point: one digit more.
    let written = if exponent >= 0 && x.abs() < 1e16 {
        let shift = 10_u64.checked_pow(exponent.unsigned_abs().saturating_add(1));
        shift.and_then(|shift| digits.checked_mul(shift))
    } else {
        Some(digits)
    };
    exponent.abs() <= 22 && written.is_some_and(|digits| digits < EXACT)
}

/// |x| = digits·10^exponent, with as few digits as tell it from every other number.
fn decimal(x: f64) -> Option<(u64, i32)> {
    let mut text = Text::default();
    fmt::write(&mut text, format_args!("{:e}", x.abs())).ok()?;
    let (mut digits, mut exponent, mut fraction) = (0_u64, "", false);
    let text = core::str::from_utf8(text.bytes.get(..text.length)?).ok()?;
    let mut after: i32 = 0;
    for (place, byte) in text.bytes().enumerate() {
        match byte {
            b'.' => fraction = true,
            b'e' => {
                exponent = text.get(place.saturating_add(1)..)?;
                break;
            }
            digit => {
                let digit = u64::from(digit.wrapping_sub(b'0'));
                digits = digits.checked_mul(10)?.checked_add(digit)?;
                after = after.saturating_add(i32::from(fraction));
            }
        }
    }
    Some((digits, exponent.parse::<i32>().ok()?.checked_sub(after)?))
}

/// A few characters, without an allocation.
#[derive(Default)]
struct Text {
    bytes: [u8; 32],
    length: usize,
}

impl fmt::Write for Text {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        let end = self.length.saturating_add(part.len());
        let room = self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?;
        room.copy_from_slice(part.as_bytes());
        self.length = end;
        Ok(())
    }
}

struct Number;

impl<'de> Visitor<'de> for Number {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_f64<E>(self, x: f64) -> Result<f64, E> {
        Ok(x)
    }

    fn visit_u64<E>(self, n: u64) -> Result<f64, E> {
        Ok(n as f64)
    }

    fn visit_i64<E>(self, n: i64) -> Result<f64, E> {
        Ok(n as f64)
    }

    fn visit_u128<E>(self, n: u128) -> Result<f64, E> {
        Ok(n as f64)
    }

    fn visit_i128<E>(self, n: i128) -> Result<f64, E> {
        Ok(n as f64)
    }

    fn visit_str<E: serde::de::Error>(self, digits: &str) -> Result<f64, E> {
        digits
            .parse()
            .map_err(|_| E::invalid_value(Unexpected::Str(digits), &self))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<f64, A::Error> {
        let digits = arbitrary_precision(map, &self)?;
        self.visit_str(&digits)
    }
}

/// The digits of a number as `serde_json` shows it with its feature `arbitrary_precision`.
pub(crate) fn arbitrary_precision<'de, A: MapAccess<'de>>(
    mut map: A,
    expected: &dyn serde::de::Expected,
) -> Result<String, A::Error> {
    match map.next_entry::<String, String>()? {
        Some((key, digits)) if key == "$serde_json::private::Number" => Ok(digits),
        _ => Err(A::Error::invalid_type(Unexpected::Map, expected)),
    }
}

#[cfg(test)]
mod tests {
    use crate::saved::{Loaded, Plain};

    fn through_text(x: f64) -> f64 {
        let text = serde_json::to_string(&Plain(&x)).unwrap();
        serde_json::from_str::<Loaded<f64>>(&text).unwrap().0
    }

    #[test]
    fn plain_decimals_stay_numbers() {
        for (x, text) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (30.0, "30.0"),
            (0.03, "0.03"),
            (-2.5, "-2.5"),
            (1e22, "1e+22"),
            (1.5e-7, "1.5e-7"),
            (0.133_614_402_537_716_14, r#""0.13361440253771614""#),
            (1e23, r#""1e23""#),
            (f64::MAX, r#""1.7976931348623157e308""#),
            (5e-324, r#""5e-324""#),
        ] {
            assert_eq!(serde_json::to_string(&Plain(&x)).unwrap(), text);
            assert_eq!(through_text(x).to_bits(), x.to_bits(), "{text}");
        }
        assert!(serde_json::to_string(&Plain(&f64::NAN)).is_err());
    }

    #[test]
    fn all_kinds_of_numbers_come_back_with_their_bits() {
        let mut state = 7_u64;
        let mut bits = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            state.rotate_left(29) ^ state
        };
        let mut numbers = 0_u32;
        for place in 0..100_000_u32 {
            let n = bits();
            let ten = crate::numeric::math::pow(10.0, f64::from(place % 25));
            for x in [
                f64::from_bits(n),
                n as f64,
                (n >> (place % 64)) as f64,
                (n >> (place % 64)) as f64 / ten,
                (n >> (place % 64)) as f64 * ten,
                (n >> 11) as f64 / (1_u64 << 53) as f64,
            ] {
                if x.is_finite() {
                    assert_eq!(through_text(x).to_bits(), x.to_bits(), "{x:e}");
                    let tree = serde_json::to_value(Plain(&x)).unwrap();
                    numbers += u32::from(tree.is_number());
                    let back: Loaded<f64> = serde_json::from_value(tree).unwrap();
                    assert_eq!(back.0.to_bits(), x.to_bits(), "{x:e}");
                }
            }
        }
        assert!(numbers > 100_000, "{numbers}"); // not all of them are strings
    }

    #[test]
    fn it_reads_what_people_write_and_refuses_the_rest() {
        let read = |text: &str| serde_json::from_str::<Loaded<f64>>(text).map(|x| x.0.to_bits());
        for text in ["3", "3.0", r#""3""#, r#""3.0""#, "30e-1"] {
            assert_eq!(read(text).unwrap(), 3_f64.to_bits(), "{text}");
        }
        assert_eq!(read("-3").unwrap(), (-3_f64).to_bits());
        let big = r#"{"$serde_json::private::Number":"0.1"}"#;
        assert_eq!(read(big).unwrap(), 0.1_f64.to_bits());
        for text in [
            r#""NaN""#,
            r#""inf""#,
            r#""1e999""#,
            r#""""#,
            r#""3 ""#,
            "null",
            "[3]",
            "{}",
            "true",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
