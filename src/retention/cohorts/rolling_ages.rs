//! [`RollingAges`].

use crate::{Error, Result};

/// Counts ages from each customer's own first moment: day 1 is the 24th to the 48th hour after it.
///
/// Two ways of counting days are in use, and they answer differently. A customer who signs up at 23:45 and is back at 00:01
/// is retained on day 1 by the calendar (`PostHog` counts so), and on day 0 by rolling days (`Amplitude`'s default,
/// with moments rounded down to the hour first). Rolling days do not favour those who come late in the day; calendar
/// days are easy to check. For calendar days give the logs day numbers and leave this type alone.
///
/// Rolling ages go into a [`CohortLog`](super::CohortLog) by [`CohortActivity::at_age`](super::CohortActivity::at_age),
/// with the calendar day of the first moment as the cohort. Then age k of a cohort is over only when its *last*
/// customer's is, a day later than by the calendar: ask for the triangle `through` the last complete day less 1.
///
/// # Formula
///
/// ```text
/// age = ⌊(⌊t/g⌋·g − ⌊first/g⌋·g) / length⌋
/// ```
/// where times are whole ticks (seconds, say) and g is what they are rounded down to, 1 unless asked for.
///
/// # Examples
///
/// ```
/// use tenure::retention::cohorts::{CohortActivity, RollingAges};
///
/// let (hour, day) = (3_600, 86_400);
/// let rolling = RollingAges::new(day)?;
/// let late = 23 * hour + 45 * 60; // 23:45 of day 0
/// assert_eq!(rolling.age(late, day + 60)?, 0);
/// assert_eq!(rolling.age(late, late + day)?, 1);
///
/// // Rounded down to the hour, 23:45 is 23:00: day 1 begins at 23:00.
/// let by_the_hour = rolling.rounded_down_to(hour)?;
/// assert_eq!(by_the_hour.age(late, day + 23 * hour)?, 1);
///
/// let row = CohortActivity::at_age("ann", 0, by_the_hour.age(late, 3 * day)?)?;
/// assert_eq!(row.period(), 2);
///
/// assert_eq!(
///     rolling.age(late, 0).unwrap_err().to_string(),
///     "first moment of a customer (85500) cannot exceed the moment of the activity (0)"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RollingAges {
    length: i64,
    grain: i64,
}

impl RollingAges {
    /// Creates ages of `length` ticks each.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for less than 1.
    pub fn new(length: i64) -> Result<Self> {
        let length = at_least_one("length of an age (in ticks)", length)?;
        Ok(Self { length, grain: 1 })
    }

    /// Rounds moments down to a multiple of `grain` ticks before they are compared.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for less than 1.
    pub fn rounded_down_to(self, grain: i64) -> Result<Self> {
        let grain = at_least_one("ticks to round down to", grain)?;
        Ok(Self { grain, ..self })
    }

    /// Returns the age at `moment` of a customer whose first moment was `first`.
    ///
    /// # Errors
    ///
    /// [`Error::Exceeds`] for a moment before the first.
    pub fn age(self, first: i64, moment: i64) -> Result<u64> {
        if first > moment {
            return Err(Error::Exceeds {
                what: "first moment of a customer",
                value: first as f64,
                limit_what: "the moment of the activity",
                limit: moment as f64,
            });
        }
        let rounded = |moment: i64| {
            let moment = i128::from(moment);
            moment.saturating_sub(moment.rem_euclid(i128::from(self.grain)))
        };
        let since = rounded(moment).saturating_sub(rounded(first));
        // Not below 0, as rounding keeps the order; above 64 bits only where both ends of time are rounded.
        Ok(u64::try_from(since.div_euclid(i128::from(self.length))).unwrap_or(u64::MAX))
    }
}

const fn at_least_one(what: &'static str, ticks: i64) -> Result<i64> {
    if ticks < 1 {
        return Err(Error::out_of_range(what, "at least 1", ticks as f64));
    }
    Ok(ticks)
}

saved! {
    impl{} for RollingAges as plain;
    |ages| { length, grain };
    read { Self::new(length)?.rounded_down_to(grain) }
}
