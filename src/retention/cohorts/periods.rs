//! Dates as period numbers.

use super::Weekday;
use crate::{Error, Result};

/// Returns the number of a month: consecutive months have consecutive numbers, across years too.
///
/// Year and month come from your date library, in whatever time zone the business reports in.
///
/// # Examples
///
/// ```
/// use tenure::retention::cohorts::{month_index, year_and_month};
///
/// let december = month_index(2023, 12)?;
/// assert_eq!(month_index(2024, 1)?, december + 1);
/// assert_eq!(year_and_month(december), (2023, 12));
/// assert_eq!(
///     month_index(2024, 13).unwrap_err().to_string(),
///     "month must be from 1 to 12, got 13"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::OutOfRange`] for a month that is none.
pub fn month_index(year: i32, month: u8) -> Result<i64> {
    let month = checked_month(month)?;
    Ok(i64::from(year).saturating_mul(12).saturating_add(month))
}

/// Returns the year and the month, 1 to 12, of a [`month_index`].
#[must_use]
pub const fn year_and_month(index: i64) -> (i64, u8) {
    let (year, month) = (index.div_euclid(12), index.rem_euclid(12));
    (year, small(month))
}

/// Returns the number of a quarter, from the year and the month.
///
/// # Examples
///
/// ```
/// use tenure::retention::cohorts::{quarter_index, year_and_quarter};
///
/// let autumn = quarter_index(2023, 11)?;
/// assert_eq!(quarter_index(2024, 3)?, autumn + 1);
/// assert_eq!(year_and_quarter(autumn), (2023, 4));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::OutOfRange`] for a month that is none.
pub fn quarter_index(year: i32, month: u8) -> Result<i64> {
    Ok(month_index(year, month)?.div_euclid(3))
}

/// Returns the year and the quarter, 1 to 4, of a [`quarter_index`].
#[must_use]
pub const fn year_and_quarter(index: i64) -> (i64, u8) {
    let (year, quarter) = (index.div_euclid(4), index.rem_euclid(4));
    (year, small(quarter))
}

/// A place of 0 to 11, counted from 1.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is from 0 to 11"
)]
const fn small(place: i64) -> u8 {
    (place as u8).wrapping_add(1)
}

/// From 0 for January.
fn checked_month(month: u8) -> Result<i64> {
    if (1..=12).contains(&month) {
        Ok(i64::from(month).saturating_sub(1))
    } else {
        Err(Error::out_of_range(
            "month",
            "from 1 to 12",
            f64::from(month),
        ))
    }
}

/// Returns the number of a stretch of `length` days from the number of the day; stretch 0 begins on
/// the day `origin`.
///
/// Days are numbered from any fixed day, as long as it is the same for all. Weeks are stretches of 7 with a day on
/// which a week begins as the origin; [`week_index`] knows such days. Stretches before the origin have negative
/// numbers.
///
/// # Examples
///
/// ```
/// use tenure::retention::cohorts::day_stretch_index;
///
/// let fortnights = [-15, -14, -1, 0, 13, 14].map(|day| day_stretch_index(day, 14, 0));
/// assert_eq!(fortnights.into_iter().collect::<Result<Vec<_>, _>>()?, [-2, -1, -1, 0, 0, 1]);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::OutOfRange`] for a length of 0 days.
pub fn day_stretch_index(day: i64, length: u32, origin: i64) -> Result<i64> {
    if length == 0 {
        return Err(Error::out_of_range("days in a period", "at least 1", 0.0));
    }
    let days = i128::from(day).saturating_sub(i128::from(origin));
    let index = days.div_euclid(i128::from(length));
    // Only stretches of one day, and origins at the other end of time, get beyond 64 bits.
    let end = if index < 0 { i64::MIN } else { i64::MAX };
    Ok(i64::try_from(index).unwrap_or(end))
}

/// Returns the number of a week that begins on `first`, from a day counted from January 1, 1970 (as
/// Unix time does).
///
/// `jiff`, `chrono` and `time` give such day numbers; Unix seconds of local time over 86 400, rounded down, are one.
/// Week 0 is the one that holds that Thursday.
///
/// # Examples
///
/// ```
/// use tenure::retention::cohorts::{Weekday, week_index};
///
/// let sunday = 19_797; // March 15, 2024 was a Friday, day 19 797; two days on is a Sunday
/// let sunday = sunday + 2;
/// assert_eq!(
///     week_index(sunday + 1, Weekday::Monday),
///     week_index(sunday, Weekday::Monday) + 1
/// );
/// assert_eq!(
///     week_index(sunday, Weekday::Sunday),
///     week_index(sunday - 1, Weekday::Sunday) + 1
/// );
/// assert_eq!(week_index(0, Weekday::Monday), 0);
/// ```
#[must_use]
pub const fn week_index(day: i64, first: Weekday) -> i64 {
    // Day 0 was a Thursday: this many days after the first of its week.
    let gone = match first {
        Weekday::Thursday => 0,
        Weekday::Wednesday => 1,
        Weekday::Tuesday => 2,
        Weekday::Monday => 3,
        Weekday::Sunday => 4,
        Weekday::Saturday => 5,
        Weekday::Friday => 6,
    };
    let (week, in_week) = (day.div_euclid(7), day.rem_euclid(7));
    // Weeks are counted by hundreds of millions of millions less than days: one more does not overflow.
    if in_week.wrapping_add(gone) >= 7 {
        week.wrapping_add(1)
    } else {
        week
    }
}
