//! [`AcsiAnswer`].

use super::ScaleRating;
use crate::{Error, Result};

/// Holds one customer's answers to the three questions of the index, each from 1 to 10.
///
/// # Examples
///
/// ```
/// use tenure::survey::AcsiAnswer;
///
/// let answer = AcsiAnswer::try_from([8, 7, 9])?; // in the order of the fields
/// assert_eq!(answer.expectations.get(), 7);
/// assert_eq!(
///     AcsiAnswer::try_from([8, 0, 9]).unwrap_err().to_string(),
///     "rating must be a whole number from 1 to 10, got 0"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AcsiAnswer {
    /// Overall satisfaction.
    pub satisfaction: ScaleRating<1, 10>,
    /// How far it fell short of or exceeded the expectations.
    pub expectations: ScaleRating<1, 10>,
    /// How close it came to the ideal.
    pub ideal: ScaleRating<1, 10>,
}

saved! {
    impl{} for AcsiAnswer as plain;
    |answer| { satisfaction, expectations, ideal }
}

impl AcsiAnswer {
    /// How far each answer is above 1.
    pub(super) fn steps(self) -> [u64; 3] {
        [self.satisfaction, self.expectations, self.ideal]
            .map(|rating| u64::from(rating.get().abs_diff(1)))
    }
}

impl<T> TryFrom<[T; 3]> for AcsiAnswer
where
    ScaleRating<1, 10>: TryFrom<T, Error = Error>,
{
    type Error = Error;

    fn try_from([satisfaction, expectations, ideal]: [T; 3]) -> Result<Self> {
        Ok(Self {
            satisfaction: satisfaction.try_into()?,
            expectations: expectations.try_into()?,
            ideal: ideal.try_into()?,
        })
    }
}

impl<'a, T> TryFrom<&'a [T; 3]> for AcsiAnswer
where
    ScaleRating<1, 10>: TryFrom<&'a T, Error = Error>,
{
    type Error = Error;

    fn try_from([satisfaction, expectations, ideal]: &'a [T; 3]) -> Result<Self> {
        Ok(Self {
            satisfaction: satisfaction.try_into()?,
            expectations: expectations.try_into()?,
            ideal: ideal.try_into()?,
        })
    }
}
