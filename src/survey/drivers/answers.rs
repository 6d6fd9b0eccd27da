//! [`DriverAnswers`].

use crate::units::Finite;
use crate::{Error, Result};

/// Holds one customer's ratings of P dimensions and their overall rating.
///
/// Made of `([f64; P], f64)` or of whole numbers; any scale will do, the same for every customer.
///
/// # Examples
///
/// ```
/// use tenure::survey::DriverAnswers;
///
/// let answers = DriverAnswers::try_from(([4, 5, 2], 4))?;
/// assert_eq!(answers.overall.get(), 4.0);
/// assert_eq!(
///     DriverAnswers::try_from(([4.0, f64::NAN], 4.0)).unwrap_err().to_string(),
///     "rating of a dimension must be a finite number, got NaN"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DriverAnswers<const P: usize> {
    /// The rating of each dimension.
    pub dimensions: [Finite; P],
    /// The overall rating.
    pub overall: Finite,
}

saved! {
    impl{const P: usize} for DriverAnswers<P> as plain;
    |answers| { dimensions, overall }
}

impl<const P: usize> DriverAnswers<P> {
    /// Creates the ratings of one customer.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`] for NaN and infinities.
    pub fn new(dimensions: [f64; P], overall: f64) -> Result<Self> {
        for rating in dimensions {
            crate::error::finite("rating of a dimension", rating)?;
        }
        crate::error::finite("overall rating", overall)?;
        let zero = Finite::from(0_u8);
        let checked = |rating| Finite::new(rating).unwrap_or(zero); // they were just looked at
        Ok(Self {
            dimensions: dimensions.map(checked),
            overall: checked(overall),
        })
    }
}

macro_rules! from_rows {
    ($($number:ty),*) => {$(
        impl<const P: usize> TryFrom<([$number; P], $number)> for DriverAnswers<P> {
            type Error = Error;

            fn try_from((dimensions, overall): ([$number; P], $number)) -> Result<Self> {
                Self::new(dimensions.map(f64::from), f64::from(overall))
            }
        }

        impl<const P: usize> TryFrom<&([$number; P], $number)> for DriverAnswers<P> {
            type Error = Error;

            fn try_from(&(dimensions, overall): &([$number; P], $number)) -> Result<Self> {
                Self::new(dimensions.map(f64::from), f64::from(overall))
            }
        }
    )*};
}
from_rows!(f64, f32, u8, i32);
