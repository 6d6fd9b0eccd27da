//! Days put together by week, month or quarter, each numbered.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use crate::cells::{date_of, days_since_1970};
use crate::cli::By;

/// A Monday.
const MONDAY: Date = date(1970, 1, 5);

impl By {
    /// The number of the period a day is in: consecutive ones have consecutive numbers.
    pub(crate) fn index(self, day: Date) -> i64 {
        let months = 12 * i64::from(day.year()) + i64::from(day.month()) - 1;
        match self {
            Self::Week => {
                let since = days_since_1970(day) - days_since_1970(MONDAY);
                i64::from(since).div_euclid(7)
            }
            Self::Month => months,
            Self::Quarter => months.div_euclid(3),
        }
    }

    /// The last period that is over at the end of that day.
    pub(crate) fn last_complete(self, day: Date) -> i64 {
        let tomorrow = day.saturating_add(1.day());
        self.index(tomorrow) - 1
    }

    /// What a period is called: a week by its Monday.
    pub(crate) fn label(self, index: i64) -> String {
        match self {
            Self::Week => {
                let days = 7 * index + i64::from(days_since_1970(MONDAY));
                date_of(i32::try_from(days).unwrap_or(0)).to_string()
            }
            Self::Month => format!(
                "{:04}-{:02}",
                index.div_euclid(12),
                index.rem_euclid(12) + 1
            ),
            Self::Quarter => format!("{:04}-Q{}", index.div_euclid(4), index.rem_euclid(4) + 1),
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
        }
    }
}
