//! [`StartCohort`].

use super::Snapshots;
use crate::fold::accumulate::accumulator;
use crate::numeric::count::Count;
use crate::stats::Binomial;
use crate::units::{Churn, Period};
use crate::{Merge, Result};

/// Counts how many of the customers at the start of a period are still there at its end.
///
/// Retention of the start cohort from two lists of customers, one at the start and one at the end:
/// the recommended retention, from the least data. From 0 to 1, higher is better; customers who joined
/// in between are counted separately and change neither share. With subscriptions at hand,
/// [`SubscriptionLog::window`](super::SubscriptionLog::window) gives the same and more.
///
/// Groups of *different* customers (plans, countries, shards by customer) of the same period merge.
/// When the lists themselves lie in shards, merge [`Snapshots`] instead.
///
/// # Formula
///
/// ```text
/// retention = retained / (retained + lost)        churn = 1 − retention
/// ```
/// where the retained are in both lists and the lost only in the first.
///
/// # Examples
///
/// Two lists of ids:
///
/// ```
/// use tenure::retention::StartCohort;
///
/// let year = StartCohort::from_ids(["ann", "bob", "cy", "di"], ["ann", "cy", "di", "eve"]);
/// assert_eq!((year.retained().successes(), year.retained().trials()), (3, 4));
/// assert_eq!(year.joined(), 1);
/// ```
///
/// Counts of a report, how sure they are, and whether this year was better than the last:
///
/// ```
/// use tenure::retention::StartCohort;
/// use tenure::units::Level;
///
/// let last = StartCohort::try_from_counts(80, 100, 31)?.retained();
/// assert_eq!(last.proportion().map(|r| r.to_string()), Some("80.0%".to_string()));
/// let interval = last.interval(Level::P95);
/// assert_eq!(interval.map(|i| format!("{i:.2}")), Some("0.71 to 0.87".to_string()));
///
/// let this = StartCohort::try_from_counts(95, 110, 24)?.retained();
/// let change = this.difference(last).interval(Level::P95);
/// // 6 points up, but it may as well be 4 down.
/// assert_eq!(change.map(|i| format!("{i:.2}")), Some("-0.04 to 0.17".to_string()));
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct StartCohort {
    retained: Binomial,
    joined: Count,
}

impl StartCohort {
    /// Counts from the ids of the customers at the start and of those at the end, in any order.
    ///
    /// The lists are sets: a customer who occurs twice in one, because they have two
    /// subscriptions, is one customer.
    ///
    /// # Complexity
    ///
    /// O(n log n) time, O(n) space for n ids.
    pub fn from_ids<Id: Ord>(
        at_start: impl IntoIterator<Item = Id>,
        at_end: impl IntoIterator<Item = Id>,
    ) -> Self {
        Snapshots::from_ids(at_start, at_end).cohort()
    }

    /// Creates the cohort from counts of a report: `retained` of the customers at the start (80 of
    /// 100), and how many joined since.
    ///
    /// # Errors
    ///
    /// [`Error::Exceeds`](crate::Error::Exceeds) when more were retained than there were.
    pub fn try_from_counts(retained: u64, at_start: u64, joined: u64) -> Result<Self> {
        Ok(Self {
            retained: crate::retention::loyalty::share(
                "retained customers",
                retained,
                "customers at the start",
                at_start,
            )?,
            joined: Count::new(joined),
        })
    }

    pub(super) const fn push(&mut self, at_start: bool, at_end: bool) {
        match (at_start, at_end) {
            (true, _) => self.retained.push(at_end),
            (false, true) => self.joined.increment(),
            (false, false) => {}
        }
    }

    /// Returns the customers who were there at the end, out of those at the start: retention, with
    /// its [interval](Binomial::interval).
    #[must_use]
    pub const fn retained(&self) -> Binomial {
        self.retained
    }

    /// Returns the customers who were not there at the end, out of those at the start: churn.
    #[must_use]
    pub const fn churned(&self) -> Binomial {
        self.retained.complement()
    }

    /// Returns how many customers are there at the end who were not at the start, new or returned.
    #[must_use]
    pub const fn joined(&self) -> u64 {
        self.joined.to_u64()
    }

    /// Returns the churn as a rate of the period between the two lists; `None` without customers at
    /// the start.
    #[must_use]
    pub fn churn(&self, period: Period) -> Option<Churn> {
        Some(Churn::new(self.churned().proportion()?, period))
    }
}

impl Merge for StartCohort {
    fn merge(&mut self, other: Self) {
        self.retained.merge(other.retained);
        self.joined.merge(other.joined);
    }
}

accumulator!(@sum {} StartCohort);

saved! {
    impl{} for StartCohort as "start cohort", 1;
    |cohort| { retained, joined }
}
