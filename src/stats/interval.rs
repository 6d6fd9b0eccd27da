//! [`Interval`].

use core::fmt;

use crate::numeric::student_t;
use crate::units::Level;
use crate::{Error, Result};

/// Represents a confidence interval: two ends and a level (−26.7 to 71.2 at 95 %).
///
/// Both ends are finite and the lower is not above the upper. An interval speaks of sampling alone:
/// it says nothing about whom the survey missed.
///
/// # Examples
///
/// ```
/// use tenure::stats::Interval;
/// use tenure::units::Level;
///
/// let interval = Interval::new(0.711, 0.867, Level::P95)?;
/// assert!(interval.contains(0.8));
/// assert_eq!(format!("{interval:.2}"), "0.71 to 0.87");
///
/// let with_level = format!("{interval:.2} at {}", interval.level());
/// assert_eq!(with_level, "0.71 to 0.87 at 95%");
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    lower: f64,
    upper: f64,
    level: Level,
}

impl Interval {
    /// Creates an interval from `lower` to `upper`, both included.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`] for NaN and infinities, [`Error::Exceeds`] when `lower` is above
    /// `upper`.
    pub const fn new(lower: f64, upper: f64, level: Level) -> Result<Self> {
        if !lower.is_finite() {
            return Err(Error::NotFinite {
                what: "lower end of the interval",
                value: lower,
            });
        }
        if !upper.is_finite() {
            return Err(Error::NotFinite {
                what: "upper end of the interval",
                value: upper,
            });
        }
        if lower > upper {
            return Err(Error::Exceeds {
                what: "lower end of the interval",
                value: lower,
                limit_what: "its upper end",
                limit: upper,
            });
        }
        Ok(Self {
            lower: lower + 0.0,
            upper: upper + 0.0,
            level,
        })
    }

    /// Student's interval of a mean of `n` values with this standard error. `None` below two values.
    pub(crate) fn student(mean: f64, error: f64, n: u128, level: Level) -> Option<Self> {
        let freedom = n.checked_sub(1)? as f64;
        let t = student_t::two_sided_quantile(level.get(), freedom)?;
        Self::around(mean, t * error, level)
    }

    /// Returns the lower end.
    #[must_use]
    pub const fn lower(self) -> f64 {
        self.lower
    }

    /// Returns the upper end.
    #[must_use]
    pub const fn upper(self) -> f64 {
        self.upper
    }

    /// Returns the confidence level.
    pub const fn level(self) -> Level {
        self.level
    }

    /// Returns the distance between the ends: twice the margin of error of a symmetric interval.
    ///
    /// At most [`f64::MAX`], where the distance is more than that.
    #[must_use]
    pub const fn width(self) -> f64 {
        // Half first, so that no two finite ends overflow on the way; then clipped to stay finite.
        let width = 2.0 * (self.upper / 2.0 - self.lower / 2.0);
        if width.is_finite() { width } else { f64::MAX }
    }

    /// Returns whether a value lies in the interval, ends included.
    #[must_use]
    pub const fn contains(self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }

    /// `estimate ± half`, `None` when an end is beyond `f64`.
    pub(crate) fn around(estimate: f64, half: f64, level: Level) -> Option<Self> {
        Self::new(estimate - half, estimate + half, level).ok()
    }

    /// The same interval cut to a range that the quantity cannot leave.
    pub(crate) const fn clipped(self, lowest: f64, highest: f64) -> Self {
        Self {
            lower: self.lower.clamp(lowest, highest),
            upper: self.upper.clamp(lowest, highest),
            level: self.level,
        }
    }
}

saved! {
    impl{} for Interval as "interval", 1;
    |interval| { lower, upper, level };
    read { Self::new(lower, upper, level) }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match f.precision() {
            Some(places) => crate::text::padded(
                f,
                format_args!("{:.places$} to {:.places$}", self.lower, self.upper),
            ),
            None => crate::text::padded(f, format_args!("{} to {}", self.lower, self.upper)),
        }
    }
}
