//! [`TimeUnit`].

use core::fmt;

use super::{Horizon, Period};
use crate::{Error, Result};

/// Represents the unit that times between purchases are counted in: days, weeks, months of 30.4375
/// days.
///
/// A model of purchases has its parameters in such a unit; everything that is asked of it carries its
/// own and is converted, so that a weekly model cannot be asked in months by accident. The choice
/// changes how parameters read, not what the model says.
///
/// A month here is a twelfth of 365.25 days, as programs for purchase histories have it; the
/// [`Period`]s of rates and horizons are those of a year of 365 days.
///
/// # Examples
///
/// ```
/// use tenure::units::{Horizon, Period, TimeUnit};
///
/// assert_eq!(TimeUnit::WEEK.in_days(), 7.0);
/// assert_eq!(TimeUnit::MONTH.in_days(), 30.4375);
/// assert_eq!(TimeUnit::days(14.0)?.to_string(), "14 days");
/// assert_eq!(TimeUnit::WEEK.count_of(Horizon::new(39.0, Period::Week)?), 39.0);
/// assert_eq!(TimeUnit::DAY.count_of(Horizon::new(39.0, Period::Week)?), 273.0);
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct TimeUnit(f64);

impl TimeUnit {
    /// An hour.
    pub const HOUR: Self = Self(1.0 / 24.0);
    /// A day.
    pub const DAY: Self = Self(1.0);
    /// Seven days.
    pub const WEEK: Self = Self(7.0);
    /// 30.4375 days, a twelfth of 365.25.
    pub const MONTH: Self = Self(30.4375);
    /// 365.25 days.
    pub const YEAR: Self = Self(365.25);

    /// Creates a unit of `days` days.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] below 10⁻⁶ and above 10⁶, [`Error::NotFinite`] for NaN and infinities.
    pub const fn days(days: f64) -> Result<Self> {
        if days >= 1e-6 && days <= 1e6 {
            Ok(Self(days))
        } else {
            Err(Error::bad_number(
                "time unit in days",
                "from 0.000001 to 1000000",
                days,
            ))
        }
    }

    /// Returns its length in days.
    #[must_use]
    pub const fn in_days(self) -> f64 {
        self.0
    }

    /// Converts a length of time into this unit.
    #[must_use]
    pub fn count_of(self, time: Horizon) -> f64 {
        time.in_units_of(Period::Day) / self.0
    }

    /// So many of it, to be read: "4.414 weeks".
    pub(crate) fn amount(self, count: f64, places: usize) -> String {
        match self.name() {
            Some(name) => format!("{count:.places$} {name}s"),
            None => format!("{count:.places$} × {} days", self.0),
        }
    }

    /// The name, if it has one.
    fn name(self) -> Option<&'static str> {
        let named = [
            (Self::HOUR, "hour"),
            (Self::DAY, "day"),
            (Self::WEEK, "week"),
            (Self::MONTH, "month"),
            (Self::YEAR, "year"),
        ];
        named
            .iter()
            .find_map(|(unit, name)| (*unit == self).then_some(*name))
    }
}

/// A week; what the papers on purchase histories count in.
impl Default for TimeUnit {
    fn default() -> Self {
        Self::WEEK
    }
}

saved! {
    impl{} for TimeUnit as plain;
    |unit| -> unit.0;
    read(days) { Self::days(days) }
}

impl fmt::Display for TimeUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => crate::text::padded(f, name),
            None => crate::text::padded(f, format_args!("{} days", self.0)),
        }
    }
}

impl TryFrom<f64> for TimeUnit {
    type Error = Error;

    fn try_from(days: f64) -> Result<Self> {
        Self::days(days)
    }
}

impl From<TimeUnit> for f64 {
    fn from(unit: TimeUnit) -> Self {
        unit.0
    }
}
