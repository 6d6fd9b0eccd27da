//! [`Finite`].

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

use crate::{Error, Result};

/// Represents a finite number, neither NaN nor infinite: what the numeric accumulators take in.
///
/// Made from floats and from integers of every width, by value or by reference; a whole number that a
/// double would have to round, beyond ±2⁵³, is refused.
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
///
/// They are in a total order, so they sort, and serve as times and as keys.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Finite(f64);

// Neither NaN nor −0 is one, so that equal numbers have equal bits and any two are in order.
impl Eq for Finite {}

impl Hash for Finite {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

// Comparisons are the plain ones of `f64`: a sort compares ten million times without a branch.
impl PartialOrd for Finite {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }

    fn lt(&self, other: &Self) -> bool {
        self.0 < other.0
    }

    fn le(&self, other: &Self) -> bool {
        self.0 <= other.0
    }

    fn gt(&self, other: &Self) -> bool {
        self.0 > other.0
    }

    fn ge(&self, other: &Self) -> bool {
        self.0 >= other.0
    }
}

impl Ord for Finite {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.0 < other.0 {
            Ordering::Less
        } else if self.0 > other.0 {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    }
}

super::checked_f64!(Finite);

impl Finite {
    /// Creates a finite number. Negative zero becomes zero.
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

    /// Returns the number.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// As an `f64` is shown, with its precision and width.
impl fmt::Display for Finite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
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
// The integers a double holds exactly.
from_exact!(u8, u16, u32, i8, i16, i32);

macro_rules! from_wide {
    ($($int:ty),*) => {$(
        /// Up to ±2⁵³, where a double holds it exactly; beyond, the caller decides what to lose.
        impl TryFrom<$int> for Finite {
            type Error = Error;

            fn try_from(value: $int) -> Result<Self> {
                const EXACT: i128 = 1 << 53;
                if i128::try_from(value).is_ok_and(|n| (-EXACT..=EXACT).contains(&n)) {
                    Ok(Self(value as f64))
                } else {
                    Err(Error::out_of_range(
                        "value",
                        "within ±2^53 if it is a whole number (convert larger ones to f64 yourself)",
                        value as f64,
                    ))
                }
            }
        }
        impl TryFrom<&$int> for Finite {
            type Error = Error;

            fn try_from(value: &$int) -> Result<Self> {
                Self::try_from(*value)
            }
        }
    )*};
}
from_wide!(u64, i64, usize, isize, u128, i128);
