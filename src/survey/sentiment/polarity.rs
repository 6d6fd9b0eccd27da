//! [`Polarity`].

use crate::{Error, Result};

/// Represents how positive or negative a text sounds, from −1 to 1.
///
/// # Examples
///
/// ```
/// use tenure::survey::Polarity;
///
/// assert_eq!(Polarity::new(-0.25)?.get(), -0.25);
/// assert_eq!(
///     Polarity::new(25.0).unwrap_err().to_string(),
///     "polarity must be from -1 to 1, got 25"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Polarity(f64);

saved! {
    impl{} for Polarity as plain;
    |polarity| -> polarity.0;
    read(value) { Self::new(value) }
}

impl Polarity {
    /// Creates a polarity from a number from −1 to 1. Negative zero becomes zero.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] below −1 or above 1, [`Error::NotFinite`] for NaN and infinities.
    pub const fn new(polarity: f64) -> Result<Self> {
        if polarity >= -1.0 && polarity <= 1.0 {
            Ok(Self(polarity + 0.0))
        } else {
            Err(Error::bad_number("polarity", "from -1 to 1", polarity))
        }
    }

    /// Returns the polarity as a number.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

macro_rules! from_floats {
    ($($float:ty),*) => {$(
        impl TryFrom<$float> for Polarity {
            type Error = Error;

            fn try_from(polarity: $float) -> Result<Self> {
                Self::new(f64::from(polarity))
            }
        }

        impl TryFrom<&$float> for Polarity {
            type Error = Error;

            fn try_from(polarity: &$float) -> Result<Self> {
                Self::new(f64::from(*polarity))
            }
        }
    )*};
}
from_floats!(f64, f32);

impl From<Polarity> for f64 {
    fn from(polarity: Polarity) -> Self {
        polarity.0
    }
}
