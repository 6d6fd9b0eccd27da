//! [`Subscription`].

use core::fmt;

use super::spells::Spell;
#[cfg(feature = "serde")]
use crate::saved::Own;
use crate::text::padded;
use crate::{Error, Result};

/// Holds one subscription of a customer: who, from which day, until which day.
///
/// Active on a day t if and only if `start ≤ t < end`: the end is the first day the customer is no
/// longer there, so a subscription that starts the day another ends follows it without a gap.
/// Without an end it is still running. The end is the day the loss takes effect; whether that is
/// the day of the cancellation or the end of the paid period is decided where the data is made,
/// and should be decided once.
///
/// Days are whole numbers from any fixed day; only their differences matter. See the second
/// example. Days of a business are calendar days in *its* time zone: turn instants into dates there,
/// before they become numbers.
///
/// # Examples
///
/// Half-open days:
///
/// ```
/// use tenure::retention::Subscription;
///
/// let subscription = Subscription::new("ann", 10, Some(40))?;
/// assert!(subscription.is_active_on(10) && subscription.is_active_on(39));
/// assert!(!subscription.is_active_on(40));
/// assert_eq!(subscription.days(), Some(30));
///
/// assert_eq!(
///     Subscription::new("bob", 10, Some(7)).unwrap_err().to_string(),
///     "start day of a subscription (10) cannot exceed its end day (7)"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// Day numbers from dates, here with jiff. Elsewhere: `date - DATE '1970-01-01'` in SQL,
/// `num_days_from_ce()` in chrono, an Arrow `Date32` as it is, a Unix time in the local time zone
/// divided by 86 400 and rounded down.
///
/// ```
/// use jiff::civil::date;
/// use tenure::retention::Subscription;
///
/// let day = |date: jiff::civil::Date| {
///     let since = date.duration_since(jiff::civil::date(1970, 1, 1));
///     since.as_hours() / 24
/// };
/// let subscription =
///     Subscription::new("ann", day(date(2024, 1, 31)), Some(day(date(2024, 3, 1))))?;
/// assert_eq!(subscription.days(), Some(30));
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Subscription<Id> {
    id: Id,
    start: i64,
    end: Option<i64>,
}

impl<Id> Subscription<Id> {
    /// Creates a subscription of customer `id` that is active from day `start` up to the day before
    /// `end`, or still active when `end` is `None`.
    ///
    /// # Errors
    ///
    /// [`Error::Exceeds`] when it ends before it starts. Ending on the day it starts is allowed: it
    /// was then never active.
    pub fn new(id: Id, start: i64, end: Option<i64>) -> Result<Self> {
        match end {
            Some(end) if end < start => Err(Error::Exceeds {
                what: "start day of a subscription",
                value: start as f64,
                limit_what: "its end day",
                limit: end as f64,
            }),
            _ => Ok(Self { id, start, end }),
        }
    }

    /// Returns the customer.
    pub const fn id(&self) -> &Id {
        &self.id
    }

    /// Returns the first day on which it is active.
    pub const fn start(&self) -> i64 {
        self.start
    }

    /// Returns the first day on which it is no longer active; `None` while it runs.
    pub const fn end(&self) -> Option<i64> {
        self.end
    }

    /// Returns whether it is active on a day: `start ≤ day < end`.
    pub fn is_active_on(&self, day: i64) -> bool {
        self.spell().contains(day)
    }

    /// Returns how many days it lasted; `None` while it runs.
    pub fn days(&self) -> Option<u64> {
        self.end.map(|end| end.abs_diff(self.start))
    }

    pub(super) const fn spell(&self) -> Spell {
        Spell {
            start: self.start,
            end: self.end,
        }
    }

    /// For a spell that is one already.
    pub(super) const fn of(id: Id, spell: Spell) -> Self {
        Self {
            id,
            start: spell.start,
            end: spell.end,
        }
    }

    pub(super) fn into_parts(self) -> (Id, Spell) {
        let spell = self.spell();
        (self.id, spell)
    }
}

impl<Id> TryFrom<(Id, i64, Option<i64>)> for Subscription<Id> {
    type Error = Error;

    fn try_from((id, start, end): (Id, i64, Option<i64>)) -> Result<Self> {
        Self::new(id, start, end)
    }
}

impl<Id: Clone> TryFrom<&(Id, i64, Option<i64>)> for Subscription<Id> {
    type Error = Error;

    fn try_from((id, start, end): &(Id, i64, Option<i64>)) -> Result<Self> {
        Self::new(id.clone(), *start, *end)
    }
}

impl<Id: fmt::Display> fmt::Display for Subscription<Id> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (id, start) = (&self.id, self.start);
        let text = match self.end {
            Some(end) => format!("{id} from day {start} to {end}"),
            None => format!("{id} from day {start} on"),
        };
        padded(f, &text)
    }
}

// The end is null while it runs, and has to be there: a row whose end got lost is not one still running.
saved! {
    impl{Id} keys{Id} for Subscription<Id> as plain;
    |subscription| { id: Own<Id> = Own(&subscription.id), start, end };
    read { Self::new(id.0, start, end) }
}
