//! [`CohortRow`].

use super::{CohortCell, CohortTriangle};
use crate::units::{Money, Proportion};

/// Reads one cohort of a [`CohortTriangle`]: its size, and a cell for each column.
///
/// # Examples
///
/// ```
/// use tenure::retention::cohorts::ActivityLog;
///
/// let log = ActivityLog::try_from_iter([("ann", 5), ("bob", 5), ("bob", 6), ("cy", 6)])?;
/// let triangle = log.n_period(6)?;
/// for row in triangle.rows() {
///     let shares = row.cells().map(|cell| cell.map(|cell| cell.share().get()));
///     match row.cohort() {
///         5 => assert_eq!(shares.collect::<Vec<_>>(), [Some(1.0), Some(0.5)]),
///         _ => assert_eq!(shares.collect::<Vec<_>>(), [Some(1.0), None]), // period 7 is not over
///     }
/// }
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CohortRow<'a> {
    pub(super) triangle: &'a CohortTriangle,
    /// Which row it is.
    pub(super) row: usize,
    pub(super) cohort: i64,
    pub(super) size: u64,
    pub(super) first_revenue: Money,
}

impl<'a> CohortRow<'a> {
    /// Returns the period of the cohort.
    #[must_use]
    pub const fn cohort(&self) -> i64 {
        self.cohort
    }

    /// Returns how many customers the cohort has, at least 1.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Returns what the customers paid in the cohort's own period.
    pub const fn first_revenue(&self) -> Money {
        self.first_revenue
    }

    /// Returns the cell of a column, counted from 0; `None` when its window is not over yet or
    /// there is no such column.
    #[must_use]
    pub fn cell(&self, column: usize) -> Option<CohortCell> {
        let window = self.triangle.columns().get(column)?;
        let age_now = self.triangle.through().abs_diff(self.cohort);
        (window.finished_after() <= age_now).then(|| self.triangle.counted(*self, column))
    }

    /// Returns the cells column by column; `None` where the window is not over yet.
    #[must_use]
    pub fn cells(self) -> impl ExactSizeIterator<Item = Option<CohortCell>> + 'a {
        (0..self.triangle.columns().len()).map(move |column| self.cell(column))
    }

    /// Returns the finished shares with a margin, age by age: points for
    /// [`CurveClv::activity_value`](crate::clv::CurveClv::activity_value).
    ///
    /// The first columns must be those of ages 0, 1, 2, …, as [`n_period`](super::ActivityLog::n_period) and
    /// [`unbounded`](super::ActivityLog::unbounded) make them; the curve ends before the first that is not, and
    /// before the first unfinished cell. See [the module page](super#what-is-a-cohort-worth).
    pub fn activity_curve<M: Clone + 'a>(
        self,
        margin: M,
    ) -> impl Iterator<Item = (Proportion, M)> + 'a {
        curve(self.triangle, self.cells()).map(move |cell| (cell.share(), margin.clone()))
    }

    /// Returns the revenue per original customer, age by age, in major units of a currency with
    /// `decimals` decimals: points for [`CurveClv::value`](crate::clv::CurveClv::value).
    ///
    /// The share of each point is 1, because the revenue is spread over all customers the cohort began with. Ends as
    /// [`activity_curve`](Self::activity_curve) does. Revenue is not margin: multiply.
    pub fn revenue_curve_in_major(
        self,
        decimals: u8,
    ) -> impl Iterator<Item = (Proportion, f64)> + 'a {
        curve(self.triangle, self.cells()).map(move |cell| {
            (
                Proportion::ONE,
                cell.revenue_per_customer_in_major(decimals),
            )
        })
    }
}

/// The cells as long as they are finished and those of ages 0, 1, 2, …
pub(super) fn curve<'a>(
    triangle: &'a CohortTriangle,
    cells: impl Iterator<Item = Option<CohortCell>> + 'a,
) -> impl Iterator<Item = CohortCell> + 'a {
    let windows = triangle.columns().iter();
    (0_u64..)
        .zip(windows.zip(cells))
        .map_while(|(age, (window, cell))| {
            let of_this_age = window.from() == age && window.to().is_none_or(|to| to == age);
            cell.filter(|_| of_this_age)
        })
}
