//! [`Period`].

use core::fmt;
use core::num::NonZeroU32;

use crate::{Error, Result};

/// Names what a rate is per: a day, a month, a year, or any number of days.
///
/// A year is 365 days, a quarter a fourth of it, a month a twelfth (30.4166… days), a week seven
/// days. Conversions between months, quarters and years are exact (twelve, four, three).
///
/// # Examples
///
/// ```
/// use tenure::units::Period;
///
/// assert_eq!(Period::Year.in_units_of(Period::Month), 12.0);
/// assert_eq!(Period::days(90)?.in_units_of(Period::Day), 90.0);
/// assert_eq!(Period::Month.to_string(), "month");
/// assert_eq!(Period::days(90)?.to_string(), "90 days");
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Period {
    /// A day.
    Day,
    /// Seven days.
    Week,
    /// A twelfth of a year.
    Month,
    /// Three months.
    Quarter,
    /// 365 days.
    Year,
    /// A number of days; [`Period::days`] makes one.
    Days(NonZeroU32),
}

impl Period {
    /// Creates a period of `n` days.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for 0.
    pub const fn days(n: u32) -> Result<Self> {
        match NonZeroU32::new(n) {
            Some(n) => Ok(Self::Days(n)),
            None => Err(Error::out_of_range("days in a period", "at least 1", 0.0)),
        }
    }

    /// Returns how many times `unit` fits into this period: 12 for a year in months.
    #[must_use]
    pub fn in_units_of(self, unit: Self) -> f64 {
        // As twelfths of a day every period is a whole number, so the ratio is rounded once.
        self.twelfths() as f64 / unit.twelfths() as f64
    }

    /// The length in twelfths of a day, below 2³⁶.
    const fn twelfths(self) -> u64 {
        match self {
            Self::Day => 12,
            Self::Week => 7 * 12,
            Self::Month => 365,
            Self::Quarter => 3 * 365,
            Self::Year => 12 * 365,
            Self::Days(n) => (n.get() as u64).wrapping_mul(12), // below 2^36
        }
    }
}

saved! { impl{} for Period as is; }

impl Period {
    /// A number of these periods in words: `1 year`, `2.5 quarters`, `3 × 90 days`.
    pub(crate) fn counted(self, number: &str) -> String {
        match self {
            Self::Days(_) => format!("{number} × {self}"),
            _ if number == "1" => format!("1 {self}"),
            _ => format!("{number} {self}s"),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day => crate::text::padded(f, "day"),
            Self::Week => crate::text::padded(f, "week"),
            Self::Month => crate::text::padded(f, "month"),
            Self::Quarter => crate::text::padded(f, "quarter"),
            Self::Year => crate::text::padded(f, "year"),
            Self::Days(n) if n.get() == 1 => crate::text::padded(f, "1 day"),
            Self::Days(n) => crate::text::padded(f, format_args!("{n} days")),
        }
    }
}
