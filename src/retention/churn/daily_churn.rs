//! [`DailyChurn`].

use super::period_counts::ratio;

/// Describes one day of a window: how many customers were there the day before, left, came and are
/// there.
///
/// `active = before − lost + joined + returned`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct DailyChurn {
    /// Numbers the day.
    pub day: i64,
    /// Counts the customers of the day before: those who could be lost.
    pub before: u64,
    /// Counts the customers of the day before who are no longer there.
    pub lost: u64,
    /// Counts the customers there for the first time.
    pub joined: u64,
    /// Counts the former customers who are there again.
    pub returned: u64,
    /// Counts the customers of this day.
    pub active: u64,
}

impl DailyChurn {
    /// Creates the day after one with `before` customers. The counts were checked to balance.
    pub(super) fn after(before: u64, day: i64, change: Option<(u64, u64, u64)>) -> Self {
        let (joined, returned, lost) = change.unwrap_or_default();
        Self {
            day,
            before,
            lost,
            joined,
            returned,
            active: before
                .saturating_sub(lost)
                .saturating_add(joined)
                .saturating_add(returned),
        }
    }

    /// Returns the share of the customers of the day before who left; `None` when there were none.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        ratio(self.lost.into(), self.before.into())
    }
}

saved! {
    impl{} for DailyChurn as plain;
    |today| { day, before, lost, joined, returned, active: u64 };
    read {
        let today = Self::after(before, day, Some((joined, returned, lost)));
        if lost <= before && today.active == active {
            Ok(today)
        } else {
            Err(crate::Error::Malformed {
                what: "day of a churn window",
                expected: "active customers that are those before, less lost, plus joined and returned",
            })
        }
    }
}
