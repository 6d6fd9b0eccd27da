//! [`Finite`].

use crate::{Error, Result};

/// Any number that is one: not NaN, not infinite. What the numeric accumulators take in.
///
/// # Examples
///
/// ```
/// use tenure::units::Finite;
///
/// assert_eq!(Finite::new(2.5)?.get(), 2.5);
/// assert_eq!(Finite::from(3_i32).get(), 3.0);
/// assert_eq!(
///     Finite::new(f64::NAN).unwrap_err().to_string(),
///     "value must be a finite number, got NaN"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "f64", into = "f64"))]
pub struct Finite(f64);

super::checked_f64!(Finite);

impl Finite {
    /// The number, if it is one. Negative zero becomes zero.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`].
    pub const fn new(value: f64) -> Result<Self> {
        if value.is_finite() {
            Ok(Self(value + 0.0))
        } else {
            Err(Error::NotFinite {
                what: "value",
                value,
            })
        }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

macro_rules! from_exact {
    ($($int:ty),*) => {$(
        impl From<$int> for Finite {
            fn from(value: $int) -> Self {
                Self(f64::from(value))
            }
        }
        impl From<&$int> for Finite {
            fn from(value: &$int) -> Self {
                Self(f64::from(*value))
            }
        }
    )*};
}
// The integers a double holds exactly; for wider ones the caller decides what to lose.
from_exact!(u8, u16, u32, i8, i16, i32);
