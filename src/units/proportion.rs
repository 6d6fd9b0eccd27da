//! [`Proportion`].

use core::fmt;

use crate::{Error, Result};

/// Represents a share of a whole, from 0 to 1: 0.8 is 80 %.
///
/// Shown as a percentage, with one decimal place unless the format says otherwise.
///
/// # Examples
///
/// ```
/// use tenure::units::Proportion;
///
/// let share = Proportion::new(0.691_588)?;
/// assert_eq!(share.to_string(), "69.2%");
/// assert_eq!(format!("{share:.0}"), "69%");
/// assert_eq!(Proportion::from_percent(80.0)?, Proportion::new(0.8)?);
///
/// let slip = Proportion::new(80.0).unwrap_err();
/// assert_eq!(
///     slip.to_string(),
///     "proportion must be a fraction from 0 to 1 (percentages: use from_percent), got 80"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Proportion(f64);

super::checked_f64!(Proportion);

impl Proportion {
    /// None of the whole.
    pub const ZERO: Self = Self(0.0);
    /// All of it.
    pub const ONE: Self = Self(1.0);

    /// Creates a share from a fraction.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] below 0 or above 1, [`Error::NotFinite`] for NaN and infinities.
    pub const fn new(fraction: f64) -> Result<Self> {
        if fraction >= 0.0 && fraction <= 1.0 {
            Ok(Self(fraction + 0.0)) // −0 becomes 0
        } else {
            Err(Error::bad_number(
                "proportion",
                "a fraction from 0 to 1 (percentages: use from_percent)",
                fraction,
            ))
        }
    }

    /// Creates a share from a percentage, 0 to 100.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] below 0 or above 100, [`Error::NotFinite`] for NaN and infinities.
    pub const fn from_percent(percent: f64) -> Result<Self> {
        if percent >= 0.0 && percent <= 100.0 {
            Ok(Self(percent / 100.0 + 0.0))
        } else {
            Err(Error::bad_number("percentage", "from 0 to 100", percent))
        }
    }

    /// Returns the share as a fraction, 0 to 1.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }

    /// Returns the share as a percentage, 0 to 100.
    #[must_use]
    pub const fn percent(self) -> f64 {
        self.0 * 100.0
    }

    /// Returns the rest of the whole, 1 − p: retention from churn and the other way round.
    pub const fn complement(self) -> Self {
        Self(1.0 - self.0)
    }

    /// For results that are proportions by their formula; rounding is clipped away.
    pub(crate) const fn clipped(fraction: f64) -> Self {
        Self(fraction.clamp(0.0, 1.0) + 0.0)
    }
}

impl fmt::Display for Proportion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::Percent(self.0).fmt(f)
    }
}
