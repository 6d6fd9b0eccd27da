//! [`WeightedRating`].

use crate::survey::Rating;
use crate::{Error, Result};

/// Holds one answer and its weight: heads, revenue or a survey weight.
///
/// A weight of 0 is allowed, because calibration produces it: the answer is counted as an answer and
/// has no influence on any figure.
///
/// # Examples
///
/// ```
/// use tenure::survey::WeightedRating;
///
/// let answer = WeightedRating::try_from((9, 2.5))?;
/// assert_eq!((answer.rating().get(), answer.weight()), (9, 2.5));
/// assert_eq!(
///     WeightedRating::try_from((9, -1.0_f64)).unwrap_err().to_string(),
///     "weight of an answer must be at least 0, got -1"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeightedRating {
    rating: Rating,
    weight: f64,
}

saved! {
    impl{} for WeightedRating as plain;
    |answer| { rating, weight };
    read { Self::new(rating, weight) }
}

impl WeightedRating {
    /// Creates an answer with its weight.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a negative weight, [`Error::NotFinite`] for NaN and infinities.
    pub const fn new(rating: Rating, weight: f64) -> Result<Self> {
        if weight >= 0.0 && weight.is_finite() {
            Ok(Self {
                rating,
                weight: weight + 0.0, // −0 becomes 0
            })
        } else {
            Err(Error::bad_number(
                "weight of an answer",
                "at least 0",
                weight,
            ))
        }
    }

    /// Returns the answer.
    #[must_use]
    pub const fn rating(self) -> Rating {
        self.rating
    }

    /// Returns the weight.
    #[must_use]
    pub const fn weight(self) -> f64 {
        self.weight
    }
}

macro_rules! from_floats {
    ($($float:ty),*) => {$(
        impl<R> TryFrom<(R, $float)> for WeightedRating
        where
            R: TryInto<Rating>,
            Error: From<R::Error>,
        {
            type Error = Error;

            fn try_from((rating, weight): (R, $float)) -> Result<Self> {
                Self::new(rating.try_into()?, f64::from(weight))
            }
        }

        impl<R> TryFrom<&(R, $float)> for WeightedRating
        where
            R: Copy + TryInto<Rating>,
            Error: From<R::Error>,
        {
            type Error = Error;

            fn try_from(&answer: &(R, $float)) -> Result<Self> {
                Self::try_from(answer)
            }
        }
    )*};
}
from_floats!(f64, f32);
