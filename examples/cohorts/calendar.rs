//! Days put together by week, month or quarter, each numbered.

use jiff::ToSpan as _;
use jiff::civil::Date;
use tenure::Result;
use tenure::retention::cohorts::{
    Weekday, month_index, quarter_index, week_index, year_and_month, year_and_quarter,
};

use crate::cells::{date_of, days_since_1970};
use crate::cli::By;

impl By {
    /// The number of the period a day is in: consecutive ones have consecutive numbers.
    pub(crate) fn index(self, day: Date) -> Result<i64> {
        let (year, month) = (i32::from(day.year()), day.month().unsigned_abs());
        match self {
            Self::Week => Ok(week_index(i64::from(days_since_1970(day)), Weekday::Monday)),
            Self::Month => month_index(year, month),
            Self::Quarter => quarter_index(year, month),
        }
    }

    /// The last period that is over at the end of that day.
    pub(crate) fn last_complete(self, day: Date) -> Result<i64> {
        let tomorrow = day.saturating_add(1.day());
        Ok(self.index(tomorrow)? - 1)
    }

    /// What a period is called: a week by its Monday.
    pub(crate) fn label(self, index: i64) -> String {
        match self {
            Self::Week => {
                // The first day of 1970 was the fourth of week 0.
                let monday = i32::try_from(7 * index - 3);
                monday.map_or_else(|_| index.to_string(), |day| date_of(day).to_string())
            }
            Self::Month => {
                let (year, month) = year_and_month(index);
                format!("{year:04}-{month:02}")
            }
            Self::Quarter => {
                let (year, quarter) = year_and_quarter(index);
                format!("{year:04}-Q{quarter}")
            }
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
