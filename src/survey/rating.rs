//! [`ScaleRating`] and [`Rating`].

use core::fmt;

use crate::{Error, Result};

/// Represents an answer to "would you recommend us?", from 0 to 10: the scale of the NPS question.
pub type Rating = ScaleRating<0, 10>;

/// Represents a whole-number answer on a scale from `LOW` to `HIGH`, both included.
///
/// The scale is part of the type, so answers on 1 to 5 are never counted among answers on 0 to 10,
/// and every message names it. Made with `try_from` of any integer or of an `f64` that is whole; a
/// scale of one point, or one that runs backwards, does not compile.
///
/// # Examples
///
/// ```
/// use tenure::survey::{Rating, ScaleRating};
///
/// assert_eq!(Rating::try_from(9)?.get(), 9);
/// assert_eq!(
///     Rating::try_from(6.5_f64).unwrap_err().to_string(),
///     "rating must be a whole number from 0 to 10, got 6.5"
/// );
/// assert_eq!(
///     ScaleRating::<1, 5>::try_from(0_u8).unwrap_err().to_string(),
///     "rating must be a whole number from 1 to 5, got 0"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "u8", into = "u8"))]
pub struct ScaleRating<const LOW: u8, const HIGH: u8>(u8);

impl<const LOW: u8, const HIGH: u8> ScaleRating<LOW, HIGH> {
    /// Creates an answer if it is on the scale.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`].
    pub const fn new(rating: u8) -> Result<Self> {
        if LOW <= rating && rating <= HIGH {
            Ok(Self(rating))
        } else {
            Err(Self::refusal(rating as f64))
        }
    }

    /// Returns the answer as a number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }

    /// Every answer the scale has, the lowest first.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (LOW..=HIGH).map(Self)
    }

    /// Which answer it is, counted from 0 at the low end.
    pub(crate) const fn place(self) -> usize {
        self.0.abs_diff(LOW) as usize
    }

    /// What is said of a value that is no answer on this scale.
    pub(crate) const fn refusal(value: f64) -> Error {
        Error::bad_number("rating", Self::EXPECTED, value)
    }

    /// The same of one of many bytes.
    pub(crate) fn refusal_in(ratings: &[u8], index: usize) -> Error {
        let value = ratings
            .get(index)
            .map_or(f64::NAN, |rating| f64::from(*rating));
        Self::refusal(value).at(index)
    }

    /// "a whole number from 1 to 5": written out by the compiler, because messages are static.
    pub(crate) const EXPECTED: &'static str = {
        // Any use of a scale that has no two answers ends here, at compile time.
        assert!(
            LOW < HIGH,
            "a rating scale goes from a lower to a higher number"
        );
        let (text, length) = const { &spelt(LOW, HIGH) };
        match core::str::from_utf8(text.split_at(*length).0) {
            Ok(text) => text,
            Err(_) => "a whole number on the scale of the question",
        }
    };
}

/// "a whole number from `low` to `high`", and its length.
#[allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::integer_division,
    reason = "runs in the compiler only, where a place out of range is a build error"
)]
const fn spelt(low: u8, high: u8) -> ([u8; 32], usize) {
    const WORDS: [&[u8]; 2] = [b"a whole number from ", b" to "];
    let (mut text, mut end, mut part) = ([b' '; 32], 0, 0);
    while part < 2 {
        let mut place = 0;
        while place < WORDS[part].len() {
            text[end] = WORDS[part][place];
            (end, place) = (end + 1, place + 1);
        }
        let number = [low, high][part];
        let mut unit = 100;
        while unit > 0 {
            if number >= unit || unit == 1 {
                text[end] = b'0' + number / unit % 10;
                end += 1;
            }
            unit /= 10;
        }
        part += 1;
    }
    (text, end)
}

impl<const LOW: u8, const HIGH: u8> fmt::Display for ScaleRating<LOW, HIGH> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl<const LOW: u8, const HIGH: u8> From<ScaleRating<LOW, HIGH>> for u8 {
    fn from(rating: ScaleRating<LOW, HIGH>) -> Self {
        rating.0
    }
}

macro_rules! try_from_int {
    ($($int:ty),*) => {$(
        impl<const LOW: u8, const HIGH: u8> TryFrom<$int> for ScaleRating<LOW, HIGH> {
            type Error = Error;

            #[allow(clippy::cast_lossless, reason = "one body for integers of all widths")]
            fn try_from(rating: $int) -> Result<Self> {
                match u8::try_from(rating) {
                    Ok(rating) => Self::new(rating),
                    Err(_) => Err(Self::refusal(rating as f64)),
                }
            }
        }

        impl<const LOW: u8, const HIGH: u8> TryFrom<&$int> for ScaleRating<LOW, HIGH> {
            type Error = Error;

            fn try_from(rating: &$int) -> Result<Self> {
                Self::try_from(*rating)
            }
        }
    )*};
}
try_from_int!(u16, u32, u64, usize, i8, i16, i32, i64, isize);

impl<const LOW: u8, const HIGH: u8> TryFrom<u8> for ScaleRating<LOW, HIGH> {
    type Error = Error;

    fn try_from(rating: u8) -> Result<Self> {
        Self::new(rating)
    }
}

impl<const LOW: u8, const HIGH: u8> TryFrom<&u8> for ScaleRating<LOW, HIGH> {
    type Error = Error;

    fn try_from(rating: &u8) -> Result<Self> {
        Self::new(*rating)
    }
}

/// Whole numbers only: 6.5 is refused, because it is no answer the scale has.
impl<const LOW: u8, const HIGH: u8> TryFrom<f64> for ScaleRating<LOW, HIGH> {
    type Error = Error;

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the cast saturates, and what it made is compared with what was given"
    )]
    fn try_from(rating: f64) -> Result<Self> {
        let answer = rating as u8;
        if f64::from(answer).to_bits() == (rating + 0.0).to_bits() {
            Self::new(answer)
        } else {
            Err(Self::refusal(rating))
        }
    }
}

impl<const LOW: u8, const HIGH: u8> TryFrom<f32> for ScaleRating<LOW, HIGH> {
    type Error = Error;

    fn try_from(rating: f32) -> Result<Self> {
        Self::try_from(f64::from(rating))
    }
}

impl<const LOW: u8, const HIGH: u8> TryFrom<&f32> for ScaleRating<LOW, HIGH> {
    type Error = Error;

    fn try_from(rating: &f32) -> Result<Self> {
        Self::try_from(f64::from(*rating))
    }
}

impl<const LOW: u8, const HIGH: u8> TryFrom<&f64> for ScaleRating<LOW, HIGH> {
    type Error = Error;

    fn try_from(rating: &f64) -> Result<Self> {
        Self::try_from(*rating)
    }
}

saved! { impl{const LOW: u8, const HIGH: u8} for ScaleRating<LOW, HIGH> as is; }
