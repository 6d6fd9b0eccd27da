//! [`ActivityLog`].

#[cfg(feature = "serde")]
mod saved;
mod walk;

use std::collections::BTreeMap;

use super::requested_columns::{N_PERIOD, RequestedColumns, UNBOUNDED};
use super::state::{Cells, Visits};
use super::{Activity, AgeWindow, CohortTriangle};
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::fold::sorted::Batches;
use crate::{Merge, Result};

/// Collects which customers were active when and computes retention by first-time cohorts, where
/// each customer belongs to the cohort of their first activity.
///
/// Collect it from rows of (customer, period), or (customer, period, amount), in any order; then ask for a
/// [`triangle`](Self::triangle). A customer who signed up at a known time is in the cohort of that
/// [start](Self::push_start), active or not.
///
/// The state is the same whatever order the rows came in and however they were spread over shards, even if those of
/// one customer lie in different shards. Several rows of one customer and period are one activity; their amounts add
/// up. Amounts may be below 0: revenue is net of refunds. But a refund is a row, and a row is an activity of its
/// period: give it the period of the purchase, or leave it out, if coming to get money back is not coming back.
///
/// Feed it the whole history: who was active before it began looks new.
///
/// # Examples
///
/// ```
/// use tenure::retention::cohorts::{ActivityLog, AgeWindow};
///
/// let mut log = ActivityLog::try_from_iter([("ann", 0), ("ann", 1), ("bob", 0), ("bob", 2), ("cy", 1), ("cy", 2)])?;
/// let triangle = log.n_period(2)?;
/// assert_eq!(format!("\n{triangle:.0}"), "
/// cohort         size     0     1    2
/// 0                 2  100%   50%  50%
/// 1                 1  100%  100%
/// weighted mean     3  100%   67%  50%");
///
/// // Di signed up in period 0 and was never seen since.
/// log.push_start("di", 0);
/// let back = log.triangle([AgeWindow::between(1, 2)?], 2)?.weighted_mean(0).unwrap();
/// assert_eq!((back.active(), back.size()), (2, 3));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// Amortised O(log n) per row; an id for each customer and period, and 32 bytes and an id more for each with an
/// amount. A question is one pass in O(log p) per customer and period, for p periods.
#[must_use]
#[derive(Debug, Clone)]
pub struct ActivityLog<Id> {
    periods: Cells<i64, Visits<Id>>,
    starts: BTreeMap<Id, i64>,
    batches: Batches,
}

impl<Id> ActivityLog<Id> {
    /// Creates a log without activity.
    pub const fn new() -> Self {
        Self {
            periods: Cells::new(),
            starts: BTreeMap::new(),
            batches: Batches::new(),
        }
    }

    /// Returns whether the log has no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.periods.is_empty() && self.starts.is_empty()
    }
}

impl<Id: Ord> ActivityLog<Id> {
    /// Sets when a customer started, where that is not their first activity: signed up, became a
    /// member.
    ///
    /// They are then in the cohort of that period, active in it or not, so that even age 0 may be below 100 %. What
    /// they did before it is left out, and the triangle
    /// [says how much that was](CohortTriangle::activity_before_start). The earliest of several starts counts.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::retention::cohorts::ActivityLog;
    ///
    /// let mut log = ActivityLog::try_from_iter([("ann", 0), ("ann", 2), ("ann", 3)])?;
    /// log.push_start("ann", 1);
    /// let triangle = log.n_period(3)?;
    /// let shares: Vec<_> = triangle
    ///     .cohort(1)
    ///     .unwrap()
    ///     .cells()
    ///     .flatten()
    ///     .map(|cell| cell.active())
    ///     .collect();
    /// assert_eq!(shares, [0, 1, 1]);
    /// assert_eq!(triangle.activity_before_start(), 1);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    pub fn push_start(&mut self, id: Id, period: i64) {
        let start = self.starts.entry(id).or_insert(period);
        *start = period.min(*start);
    }

    /// Sorts the rows now, so that later questions need no copy.
    ///
    /// Changes no answer. Collecting does it, [`push`](Self::push) and [`Merge`] only now and then.
    pub fn sort(&mut self) {
        let mut held = 0_usize;
        for visits in self.periods.values_mut() {
            visits.settle();
            held = held.saturating_add(visits.held());
        }
        self.batches.settled(held);
    }

    /// Computes the triangle with these columns as of the end of the period `through`, the last
    /// that is complete.
    ///
    /// Activity after `through` is not counted anywhere, not even as a first one. A cell is `None` until its window
    /// is over for the whole cohort: cohort + last age ≤ `through`.
    ///
    /// # Formula
    ///
    /// ```text
    /// cell(c, [k₁, k₂]) = |{customers of cohort c active in some period from c + k₁ to c + k₂}| / |{customers of c}|
    /// ```
    ///
    /// # Examples
    ///
    /// Back in the first week, in the second, or at any time after:
    ///
    /// ```
    /// use tenure::retention::cohorts::{ActivityLog, AgeWindow};
    ///
    /// let log = ActivityLog::try_from_iter([("ann", 0), ("ann", 3), ("bob", 0), ("bob", 20), ("cy", 5), ("cy", 6)])?;
    /// let weeks = [AgeWindow::between(1, 7)?, AgeWindow::between(8, 14)?, AgeWindow::on_or_after(15)];
    /// assert_eq!(format!("\n{:.0}", log.triangle(weeks, 20)?), "
    /// cohort         size   1-7  8-14  15+
    /// 0                 2   50%    0%  50%
    /// 5                 1  100%    0%   0%
    /// weighted mean     3   67%    0%  33%");
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::TooMany`](crate::Error::TooMany) for more than 65 536 columns, or 2²⁴ cells.
    ///
    /// # Complexity
    ///
    /// O(e·log p) for e customers and periods with activity and p periods, plus the number of cells; more where
    /// windows lie strictly inside each other: e steps for each depth.
    pub fn triangle(
        &self,
        columns: impl IntoIterator<Item = AgeWindow>,
        through: i64,
    ) -> Result<CohortTriangle> {
        self.answer(RequestedColumns::Windows(columns), through)
    }

    /// Computes the triangle with a column for each age that counts who was active *at* that age
    /// (N-period, classic retention).
    ///
    /// # Errors
    ///
    /// As [`triangle`](Self::triangle).
    pub fn n_period(&self, through: i64) -> Result<CohortTriangle> {
        self.answer(N_PERIOD, through)
    }

    /// Computes the triangle with a column for each age that counts who was active at that age *or
    /// later* (unbounded, rolling retention).
    ///
    /// # Errors
    ///
    /// As [`triangle`](Self::triangle).
    pub fn unbounded(&self, through: i64) -> Result<CohortTriangle> {
        self.answer(UNBOUNDED, through)
    }

    /// Adds one activity.
    #[inline]
    pub fn push(&mut self, activity: Activity<Id>) {
        let (id, period, amount) = activity.into_parts();
        let waits = self
            .periods
            .change(period, |visits| visits.push(id, amount));
        if waits && self.batches.wait(1) {
            self.sort();
        }
    }
}

impl<Id> Default for ActivityLog<Id> {
    fn default() -> Self {
        Self::new()
    }
}

/// The same activities, in whatever order they came.
impl<Id: Ord> PartialEq for ActivityLog<Id> {
    fn eq(&self, other: &Self) -> bool {
        self.starts == other.starts
            && self.periods.len() == other.periods.len()
            && (self.periods.iter().zip(other.periods.iter()))
                .all(|(one, other)| one.0 == other.0 && one.1.in_order().eq(other.1.in_order()))
    }
}

impl<Id: Ord> Eq for ActivityLog<Id> {}

impl<Id: Ord> Merge for ActivityLog<Id> {
    fn merge(&mut self, mut other: Self) {
        if self.is_empty() {
            *self = other;
            return;
        }
        if other.starts.len() > self.starts.len() {
            core::mem::swap(&mut self.starts, &mut other.starts); // the result is the same, the work is less
        }
        for (id, period) in other.starts {
            self.push_start(id, period);
        }
        let mut waiting = 0_usize;
        for (period, visits) in other.periods.into_cells() {
            let more = self.periods.change(period, |ours| ours.append(visits));
            waiting = waiting.saturating_add(more);
        }
        self.batches.unite(waiting);
        self.settle_if_due();
    }

    fn heap_size(&self) -> usize {
        let starts = self.starts.len().saturating_mul(size_of::<(Id, i64)>());
        starts.saturating_add(self.periods.heap_size(Visits::heap_size))
    }
}

impl<Id: Ord> Accumulate<Activity<Id>> for ActivityLog<Id> {
    fn add(&mut self, activity: Activity<Id>) {
        self.push(activity);
    }

    fn settle_if_due(&mut self) {
        if self.batches.is_due() {
            self.sort();
        }
    }
}

accumulator!([Id: {Ord}] {} ActivityLog<Id>, Activity<Id>);
