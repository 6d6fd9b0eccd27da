//! [`ScaleRating`] and [`Rating`].

use core::fmt;

use crate::{Error, Result};

/// An answer on the scale of the NPS question, 0 to 10.
pub type Rating = ScaleRating<0, 10>;

/// A whole-number answer on a scale from `LOW` to `HIGH`, both included.
///
/// The scale is part of the type, so answers on 1 to 5 are never counted among answers on 0 to 10.
///
/// # Examples
///
/// ```
/// use tenure::survey::{Rating, ScaleRating};
///
/// assert_eq!(Rating::try_from(9)?.get(), 9);
/// assert_eq!(
///     Rating::try_from(6.5).unwrap_err().to_string(),
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
    /// An answer, if the scale has it.
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

    /// The answer.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
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

    /// Messages are static, so the scales in use are spelt out.
    const EXPECTED: &'static str = match (LOW, HIGH) {
        (0, 10) => "a whole number from 0 to 10",
        (1, 3) => "a whole number from 1 to 3",
        (1, 4) => "a whole number from 1 to 4",
        (1, 5) => "a whole number from 1 to 5",
        (1, 7) => "a whole number from 1 to 7",
        (1, 9) => "a whole number from 1 to 9",
        (1, 10) => "a whole number from 1 to 10",
        (0, 100) => "a whole number from 0 to 100",
        (1, 100) => "a whole number from 1 to 100",
        _ => "a whole number on the scale of the question",
    };
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

    fn try_from(rating: f64) -> Result<Self> {
        (LOW..=HIGH)
            .find(|answer| f64::from(*answer).to_bits() == (rating + 0.0).to_bits())
            .map(Self)
            .ok_or_else(|| Self::refusal(rating))
    }
}

impl<const LOW: u8, const HIGH: u8> TryFrom<&f64> for ScaleRating<LOW, HIGH> {
    type Error = Error;

    fn try_from(rating: &f64) -> Result<Self> {
        Self::try_from(*rating)
    }
}
