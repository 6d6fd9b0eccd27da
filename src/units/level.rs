//! [`Level`].

use core::fmt;

use crate::{Error, Result};

/// Represents the confidence level of an interval: 0.95 for 95 %.
///
/// From 0.5 to below 1, so that 0.05 given for 0.95 fails loudly.
///
/// # Examples
///
/// ```
/// use tenure::units::Level;
///
/// assert_eq!(Level::P95.to_string(), "95%");
/// assert_eq!(Level::new(0.999)?.to_string(), "99.9%");
/// assert_eq!(
///     Level::new(0.05).unwrap_err().to_string(),
///     "confidence level must be at least 0.5 and below 1 (0.95 for 95%), got 0.05"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Level(f64);

super::checked_f64!(Level);

impl Level {
    /// 80 %: for a first look.
    pub const P80: Self = Self(0.80);
    /// 90 %.
    pub const P90: Self = Self(0.90);
    /// 95 %: what is meant when nobody says.
    pub const P95: Self = Self(0.95);
    /// 99 %.
    pub const P99: Self = Self(0.99);

    /// Creates a level from a fraction.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] below 0.5 or from 1 on, [`Error::NotFinite`] for NaN and infinities.
    pub const fn new(level: f64) -> Result<Self> {
        if level >= 0.5 && level < 1.0 {
            Ok(Self(level))
        } else {
            Err(Error::bad_number(
                "confidence level",
                "at least 0.5 and below 1 (0.95 for 95%)",
                level,
            ))
        }
    }

    /// Returns the level as a fraction.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // 0.999 · 100 is 99.90000000000001: ten decimals, then as few as they need.
        let percent = self.0 * 100.0;
        let rounded = format!("{percent:.10}");
        match rounded.trim_end_matches('0').trim_end_matches('.') {
            "100" => crate::text::padded(f, format_args!("{percent}%")), // nothing is certain: all digits
            rounded => crate::text::padded(f, format_args!("{rounded}%")),
        }
    }
}
