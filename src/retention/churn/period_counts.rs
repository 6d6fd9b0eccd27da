//! [`PeriodCounts`].

use crate::fold::accumulate::accumulator;
use crate::numeric::count::{Count, saturated};
use crate::{Error, Merge, Result};

/// Holds the totals of a period (customers at the start, joined, returned, at the end) and computes
/// the churn rates that such totals allow.
///
/// The four give the fifth: a customer who was there or came, and is not there at the end, has left
/// (each time counts). Give either the end or the number of times a customer left; the other follows,
/// and impossible numbers are refused. Five of the ten churn definitions need no more than this; totals
/// do not tell *which* customers left, so none of the five is the recommended one
/// ([`ChurnDefinition::StartCohortLostAtEnd`](super::ChurnDefinition)).
///
/// Counts of segments of one period add up by merging.
///
/// # Formula
///
/// ```text
/// churn events = start + joined + returned − end
/// ```
///
/// # Examples
///
/// ```
/// use tenure::retention::PeriodCounts;
///
/// let march = PeriodCounts::starting_with(100)
///     .joined(20)
///     .returned(2)
///     .ending_with(105)?;
/// assert_eq!(march.churn_events(), 17);
/// assert_eq!(march.events_per_start(), Some(0.17));
/// assert_eq!(march.end_without_new(), Some(0.15)); // the textbook formula, 1 − (E − N)/S
///
/// assert_eq!(
///     PeriodCounts::starting_with(100)
///         .ending_with(105)
///         .unwrap_err()
///         .to_string(),
///     "customers at the end (105) cannot exceed customers at the start plus those who joined or returned (100)"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct PeriodCounts {
    start: Count,
    joined: Count,
    returned: Count,
    end: Count,
}

/// Builds [`PeriodCounts`]: the customers at the start and the arrivals are given, the end is not
/// yet.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OpenPeriodCounts {
    start: u64,
    joined: u64,
    returned: u64,
}

impl OpenPeriodCounts {
    /// Sets how many became customers for the first time; 0 unless set.
    pub const fn joined(self, joined: u64) -> Self {
        Self { joined, ..self }
    }

    /// Sets how many times a former customer came back; 0 unless set.
    pub const fn returned(self, returned: u64) -> Self {
        Self { returned, ..self }
    }

    /// Completes the counts with the number of customers at the end.
    ///
    /// # Errors
    ///
    /// [`Error::Exceeds`] when there are more at the end than were there or came.
    pub const fn ending_with(self, end: u64) -> Result<PeriodCounts> {
        PeriodCounts::checked(
            Count::new(self.start),
            Count::new(self.joined),
            Count::new(self.returned),
            Count::new(end),
        )
    }

    /// Completes the counts with the number of times a customer left.
    ///
    /// # Errors
    ///
    /// [`Error::Exceeds`] when more left than were there or came; [`Error::OutOfRange`] when more
    /// than 2⁶⁴ − 1 customers would be there at the end.
    pub fn losing(self, churn_events: u64) -> Result<PeriodCounts> {
        let came = u128::from(self.start)
            .saturating_add(self.joined.into())
            .saturating_add(self.returned.into());
        let Some(end) = came.checked_sub(churn_events.into()) else {
            return Err(Error::Exceeds {
                what: "customers who left",
                value: churn_events as f64,
                limit_what: CAME,
                limit: came as f64,
            });
        };
        match u64::try_from(end) {
            Ok(end) => self.ending_with(end),
            Err(_) => Err(Error::out_of_range(
                "customers at the end",
                "a count in 64 bits",
                end as f64,
            )),
        }
    }
}

const CAME: &str = "customers at the start plus those who joined or returned";

impl PeriodCounts {
    /// Starts the counts of a period with the number of customers at its start.
    pub const fn starting_with(start: u64) -> OpenPeriodCounts {
        OpenPeriodCounts {
            start,
            joined: 0,
            returned: 0,
        }
    }

    const fn checked(start: Count, joined: Count, returned: Count, end: Count) -> Result<Self> {
        let counts = Self {
            start,
            joined,
            returned,
            end,
        };
        if counts.end.get() > counts.came() {
            return Err(Error::Exceeds {
                what: "customers at the end",
                value: end.to_f64(),
                limit_what: CAME,
                limit: counts.came() as f64,
            });
        }
        Ok(counts)
    }

    /// Returns how many were there or came. Counts are at most 2¹¹², so three of them fit.
    const fn came(&self) -> u128 {
        self.start
            .get()
            .saturating_add(self.joined.get())
            .saturating_add(self.returned.get())
    }

    /// Returns how many customers there were at the start.
    #[must_use]
    pub const fn start(&self) -> u64 {
        self.start.to_u64()
    }

    /// Returns how many became customers for the first time.
    #[must_use]
    pub const fn joined(&self) -> u64 {
        self.joined.to_u64()
    }

    /// Returns how many times a former customer came back: reactivations.
    #[doc(alias = "reactivated")]
    #[must_use]
    pub const fn returned(&self) -> u64 {
        self.returned.to_u64()
    }

    /// Returns how many customers there were at the end.
    #[must_use]
    pub const fn end(&self) -> u64 {
        self.end.to_u64()
    }

    /// Returns how many times a customer left; one who left twice counts twice.
    #[must_use]
    pub const fn churn_events(&self) -> u64 {
        saturated(self.wide_churn_events())
    }

    pub(super) const fn wide_churn_events(&self) -> u128 {
        self.came().saturating_sub(self.end.get())
    }

    /// Returns the churn events per customer at the start; may exceed 1. `None` without customers
    /// at the start.
    #[must_use]
    pub fn events_per_start(&self) -> Option<f64> {
        ratio(self.wide_churn_events(), self.start.get())
    }

    /// Returns the churn events per customer at the start or new; may exceed 1. `None` without such
    /// customers.
    #[must_use]
    pub fn events_per_start_and_new(&self) -> Option<f64> {
        let exposed = Count::total([self.start, self.joined]);
        ratio(self.wide_churn_events(), exposed)
    }

    /// Returns the churn events over the mean of the customers at the start and at the end; may
    /// exceed 1. `None` when both are 0.
    #[must_use]
    pub fn events_per_mean_of_ends(&self) -> Option<f64> {
        let twice = self.wide_churn_events().saturating_mul(2); // below 2^115
        ratio(twice, Count::total([self.start, self.end]))
    }

    /// Returns the textbook churn, 1 − (End − New)/Start; may exceed 1, and is *negative* when more
    /// customers returned than left. `None` without customers at the start.
    ///
    /// New customers who left within the period count as lost from those at the start, and returned
    /// customers as never lost.
    #[doc(alias = "CRR")]
    #[must_use]
    pub fn end_without_new(&self) -> Option<f64> {
        // (S + N − E)/S, subtracted as integers and divided once.
        let had = Count::total([self.start, self.joined]);
        let end = self.end.get();
        let size = ratio(had.abs_diff(end), self.start.get())?;
        Some(if had < end { -size } else { size })
    }

    /// Returns 1 − (End − New − Returned)/Start; may exceed 1. `None` without customers at the
    /// start.
    ///
    /// As the churn events follow from the four counts, this is
    /// [`events_per_start`](Self::events_per_start) by another name. Where a report shows two
    /// different values for them, it counted returning *customers* rather than returns.
    #[must_use]
    pub fn end_without_new_or_returned(&self) -> Option<f64> {
        self.events_per_start()
    }
}

/// Divides two counts; `None` when the denominator is 0. (Counts are below 2¹²⁸, so both convert to finite numbers.)
pub(in crate::retention) fn ratio(above: u128, below: u128) -> Option<f64> {
    (below > 0).then(|| above as f64 / below as f64)
}

impl Merge for PeriodCounts {
    fn merge(&mut self, other: Self) {
        // Capped or not, the end stays within what was there or came: the cap is the same for all.
        self.start.merge(other.start);
        self.joined.merge(other.joined);
        self.returned.merge(other.returned);
        self.end.merge(other.end);
    }
}

accumulator!(@sum {} PeriodCounts);

saved! {
    impl{} for PeriodCounts as "period counts", 1;
    |counts| { start, joined, returned, end };
    read { Self::checked(start, joined, returned, end) }
}
