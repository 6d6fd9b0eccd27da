//! [`AgeWindow`].

use core::fmt;

use crate::{Error, Result};

/// Names the ages at which a customer must be active to count as retained in a column of the
/// triangle.
///
/// An age is a number of periods since the cohort's; age 0 is the cohort's own period.
///
/// | window | the customer was active | goes by the names |
/// |---|---|---|
/// | [`period(k)`](Self::period) | at age k | N-period, N-day, classic, "return on" |
/// | [`on_or_after(k)`](Self::on_or_after) | at age k or at any later one | unbounded, rolling, "return on or after" |
/// | [`between(k1, k2)`](Self::between) | at least once from age k1 to age k2 | bracket, range, custom bracket |
///
/// N-period retention may rise with age: who was away in March can be back in April (retention is not a funnel).
/// Unbounded retention of a cohort never rises, but it is biased low near the right edge of the triangle, where
/// there is little later left to come back in: the newest figures go up as time passes.
///
/// Shown as `3`, `3+` and `1-2`.
///
/// # Examples
///
/// ```
/// use tenure::retention::cohorts::AgeWindow;
///
/// let columns = [
///     AgeWindow::period(3),
///     AgeWindow::on_or_after(3),
///     AgeWindow::between(1, 2)?,
/// ];
/// assert_eq!(columns.map(|column| column.to_string()), ["3", "3+", "1-2"]);
/// assert_eq!(AgeWindow::between(3, 3)?, AgeWindow::period(3));
///
/// assert_eq!(
///     AgeWindow::between(7, 3).unwrap_err().to_string(),
///     "first age of a window (7) cannot exceed its last age (3)"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgeWindow {
    from: u64,
    /// `None` without an end.
    to: Option<u64>,
}

impl AgeWindow {
    /// Creates the window of a single age.
    pub const fn period(age: u64) -> Self {
        Self {
            from: age,
            to: Some(age),
        }
    }

    /// Creates the window of an age and all later ones, up to the right edge of the triangle.
    pub const fn on_or_after(age: u64) -> Self {
        Self {
            from: age,
            to: None,
        }
    }

    /// Creates the window from age `from` to age `to`, both included: one activity in it is enough.
    ///
    /// # Errors
    ///
    /// [`Error::Exceeds`] when `from` is after `to`.
    pub const fn between(from: u64, to: u64) -> Result<Self> {
        if from > to {
            return Err(Error::Exceeds {
                what: "first age of a window",
                value: from as f64,
                limit_what: "its last age",
                limit: to as f64,
            });
        }
        Ok(Self { from, to: Some(to) })
    }

    /// Returns the first age of the window.
    #[must_use]
    pub const fn from(self) -> u64 {
        self.from
    }

    /// Returns the last age of the window; `None` when it has no end.
    #[must_use]
    pub const fn to(self) -> Option<u64> {
        self.to
    }

    /// Returns the age that must be over for a cohort to be counted.
    pub(super) const fn finished_after(self) -> u64 {
        match self.to {
            Some(to) => to,
            None => self.from,
        }
    }
}

impl fmt::Display for AgeWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to } = self;
        match to {
            Some(to) if to == from => crate::text::padded(f, from),
            Some(to) => crate::text::padded(f, format_args!("{from}-{to}")),
            None => crate::text::padded(f, format_args!("{from}+")),
        }
    }
}

saved! {
    impl{} for AgeWindow as plain;
    |window| { from, to: Option<u64> };
    read { to.map_or_else(|| Ok(Self::on_or_after(from)), |to| Self::between(from, to)) }
}
