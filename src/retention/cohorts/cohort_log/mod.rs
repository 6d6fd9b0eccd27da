//! [`CohortLog`].

#[cfg(feature = "serde")]
mod saved;
mod walk;

use super::requested_columns::{N_PERIOD, RequestedColumns, UNBOUNDED};
use super::state::{Cells, Ids};
use super::{AgeWindow, CohortActivity, CohortTriangle};
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::fold::sorted::Batches;
use crate::units::Money;
use crate::{Merge, Result};

/// Collects which customers of which cohort were active when, for cohorts that you define: by
/// sign-up, by campaign, by first contract.
///
/// Collect it from rows of (customer, cohort, period), or (customer, cohort, period, amount), in any order; then ask
/// for a [`triangle`](Self::triangle). Where the cohort is the customer's first activity, an
/// [`ActivityLog`](super::ActivityLog) finds it out.
///
/// A cohort's customers are those of its rows and its [members](Self::push_member): those who signed up and were
/// never active are only known as members. A customer may be in several cohorts and counts in each (recurring
/// cohorts: all customers who did it in January are in that of January, whatever they did before).
///
/// The state is the same whatever order the rows came in and however they were spread over shards, even if those of
/// one customer lie in different shards. Several rows of one customer, cohort and period are one activity; their
/// amounts add up. Amounts may be below 0: revenue is net of refunds. But a refund is a row, and a row is an activity
/// of its period: give it the period of the purchase, or leave it out, if a refund is not activity to you.
///
/// # Examples
///
/// ```
/// use tenure::retention::cohorts::CohortLog;
///
/// // Signed up in, logged in in.
/// let mut log = CohortLog::try_from_iter([("ann", 0, 0), ("ann", 0, 2), ("bob", 0, 1), ("cy", 1, 1), ("cy", 1, 2)])?;
/// log.push_member("di", 0); // signed up, never logged in
/// assert_eq!(format!("\n{:.0}", log.n_period(2)?), "
/// cohort         size     0     1    2
/// 0                 3   33%   33%  33%
/// 1                 1  100%  100%
/// weighted mean     4   50%   50%  33%");
///
/// assert_eq!(
///     CohortLog::try_from_iter([("ann", 0, 0), ("bob", 3, 2)]).unwrap_err().to_string(),
///     "item 1 was rejected: cohort period (3) cannot exceed the period of the activity (2)"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// Amortised O(log n) per row; an id for each customer, cohort and period. A question is one pass in O(log p) per
/// customer, cohort and period, for p periods.
#[must_use]
#[derive(Debug, Clone)]
pub struct CohortLog<Id> {
    cells: Cells<(i64, i64), Active<Id>>,
    members: Cells<i64, Ids<Id>>,
    batches: Batches,
}

/// The customers of a cohort who were active in a period, and what they paid together.
#[derive(Debug, Clone)]
struct Active<Id> {
    ids: Ids<Id>,
    revenue: Money,
}

impl<Id> Default for Active<Id> {
    fn default() -> Self {
        Self {
            ids: Ids::default(),
            revenue: Money::ZERO,
        }
    }
}

impl<Id> CohortLog<Id> {
    /// Creates a log without cohorts.
    pub const fn new() -> Self {
        Self {
            cells: Cells::new(),
            members: Cells::new(),
            batches: Batches::new(),
        }
    }

    /// Returns whether the log has neither rows nor members.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.members.is_empty()
    }
}

impl<Id: Ord> CohortLog<Id> {
    /// Adds one activity.
    #[inline]
    pub fn push(&mut self, activity: CohortActivity<Id>) {
        let (id, cell, amount) = activity.into_parts();
        let waits = self.cells.change(cell, |active| {
            active.revenue.push(amount);
            active.ids.push(id)
        });
        self.take_in(waits);
    }

    /// Adds a customer to a cohort, active or not: with members, even age 0 may be below 100 %.
    pub fn push_member(&mut self, id: Id, cohort: i64) {
        let waits = self.members.change(cohort, |ids| ids.push(id));
        self.take_in(waits);
    }

    #[inline]
    fn take_in(&mut self, waits: bool) {
        if waits && self.batches.wait(1) {
            self.sort();
        }
    }

    /// Sorts the rows now, so that later questions need no copy.
    ///
    /// Changes no answer. Collecting does it, [`push`](Self::push) and [`Merge`] only now and then.
    pub fn sort(&mut self) {
        let active = self.cells.values_mut().map(|active| &mut active.ids);
        let mut held = 0_usize;
        for ids in active.chain(self.members.values_mut()) {
            ids.settle();
            held = held.saturating_add(ids.held());
        }
        self.batches.settled(held);
    }

    /// Computes the triangle with these columns as of the end of the period `through`, the last
    /// that is complete.
    ///
    /// Activity after `through` is not counted anywhere, not even as belonging to the cohort. A cell is `None` until
    /// its window is over for the whole cohort: cohort + last age ≤ `through`.
    ///
    /// # Formula
    ///
    /// ```text
    /// cell(c, [k₁, k₂]) = |{customers of cohort c active in some period from c + k₁ to c + k₂}| / |{customers of c}|
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
}

impl<Id> Default for CohortLog<Id> {
    fn default() -> Self {
        Self::new()
    }
}

/// The same rows, in whatever order they came.
impl<Id: Ord> PartialEq for CohortLog<Id> {
    fn eq(&self, other: &Self) -> bool {
        self.cells.len() == other.cells.len()
            && self.members.len() == other.members.len()
            && (self.cells.iter().zip(other.cells.iter())).all(|(one, other)| {
                one.0 == other.0
                    && one.1.revenue == other.1.revenue
                    && one.1.ids.sorted().eq(other.1.ids.sorted())
            })
            && (self.members.iter().zip(other.members.iter()))
                .all(|(one, other)| one.0 == other.0 && one.1.sorted().eq(other.1.sorted()))
    }
}

impl<Id: Ord> Eq for CohortLog<Id> {}

impl<Id: Ord> Merge for CohortLog<Id> {
    fn merge(&mut self, other: Self) {
        if self.is_empty() {
            *self = other;
            return;
        }
        let mut waiting = 0_usize;
        for (cell, active) in other.cells.into_cells() {
            let more = self.cells.change(cell, |ours| {
                ours.revenue.push(active.revenue);
                ours.ids.append(active.ids)
            });
            waiting = waiting.saturating_add(more);
        }
        for (cohort, ids) in other.members.into_cells() {
            let more = self.members.change(cohort, |ours| ours.append(ids));
            waiting = waiting.saturating_add(more);
        }
        self.batches.unite(waiting);
        self.settle_if_due();
    }

    fn heap_size(&self) -> usize {
        let cells = self.cells.heap_size(|active| active.ids.heap_size());
        cells.saturating_add(self.members.heap_size(Ids::heap_size))
    }
}

impl<Id: Ord> Accumulate<CohortActivity<Id>> for CohortLog<Id> {
    fn add(&mut self, activity: CohortActivity<Id>) {
        self.push(activity);
    }

    fn settle_if_due(&mut self) {
        if self.batches.is_due() {
            self.sort();
        }
    }
}

accumulator!([Id: {Ord}] {} CohortLog<Id>, CohortActivity<Id>);
