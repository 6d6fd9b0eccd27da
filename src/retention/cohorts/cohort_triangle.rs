//! [`CohortTriangle`].

#![allow(
    clippy::type_complexity,
    reason = "the shape of what is saved, read once"
)]

use super::cohort_row::curve;
use super::tally::Tally;
use super::{AgeWindow, CohortCell, CohortRow};
#[cfg(feature = "serde")]
use crate::saved::Each;
use crate::stats::ExactSum;
use crate::units::{Finite, Money, Proportion};
#[cfg(feature = "serde")]
use crate::{Error, Result};

/// Holds retention by cohort: a row for each cohort, a column for each window of ages.
///
/// Made by the [`triangle`](super::ActivityLog::triangle) methods of the two logs. Cohorts of whom no customer is
/// known have no row. A cell whose window is not over at the right edge of the data is `None`, never 0, and is left
/// out of every mean.
///
/// Prints as a table with percentages, the weighted mean last; [`display_with`](Self::display_with) names the cohorts.
///
/// # Examples
///
/// ```
/// use tenure::retention::cohorts::{ActivityLog, month_index, year_and_month};
///
/// let march = month_index(2024, 3)?;
/// let log = ActivityLog::try_from_iter([
///     ("ann", march), ("ann", march + 1), ("bob", march), ("bob", march + 2), ("cy", march + 1),
/// ])?;
/// let triangle = log.n_period(march + 2)?;
/// let named = triangle.display_with(|month| {
///     let (year, month) = year_and_month(month);
///     format!("{year}-{month:02}")
/// });
/// assert_eq!(format!("\n{named:.0}"), "
/// cohort         size     0    1    2
/// 2024-03           2  100%  50%  50%
/// 2024-04           1  100%   0%
/// weighted mean     3  100%  33%  50%");
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, PartialEq)]
pub struct CohortTriangle {
    through: i64,
    columns: Vec<AgeWindow>,
    rows: Vec<Row>,
    before_start: u64,
}

/// The counts of a cohort: one per column, of unfinished columns too.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    cohort: i64,
    size: u64,
    first_revenue: Money,
    active: Vec<u64>,
    /// Empty when no customer ever paid anything.
    revenue: Vec<Money>,
}

#[cfg(feature = "serde")]
impl Row {
    fn parts(&self) -> (i64, u64, Money, &[u64], &[Money]) {
        let Self {
            cohort,
            size,
            first_revenue,
            active,
            revenue,
        } = self;
        (*cohort, *size, *first_revenue, active, revenue)
    }

    fn from_parts(parts: (i64, u64, Money, Vec<u64>, Vec<Money>)) -> Self {
        let (cohort, size, first_revenue, active, revenue) = parts;
        Self {
            cohort,
            size,
            first_revenue,
            active,
            revenue,
        }
    }
}

impl CohortTriangle {
    /// Creates the triangle from what was counted of these cohorts.
    pub(super) fn new(through: i64, cohorts: &[i64], tally: &Tally<'_>, before_start: u64) -> Self {
        let counted = cohorts.iter().zip(tally.sizes()).enumerate();
        let rows = counted.filter(|(_, (_, (size, _)))| *size > 0);
        let rows = rows.map(|(place, (cohort, (size, first_revenue)))| {
            let (active, revenue) = tally.cells(place);
            Row {
                cohort: *cohort,
                size,
                first_revenue,
                active,
                revenue,
            }
        });
        Self {
            through,
            rows: rows.collect(),
            columns: tally.windows().to_vec(),
            before_start,
        }
    }

    /// Returns the last period that counts: the right edge.
    #[must_use]
    pub const fn through(&self) -> i64 {
        self.through
    }

    /// Returns the windows of the columns, in the order they were asked for.
    pub fn columns(&self) -> &[AgeWindow] {
        &self.columns
    }

    /// Returns the cohorts in order, each with its cells.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = CohortRow<'_>> {
        self.rows
            .iter()
            .enumerate()
            .map(|(place, row)| self.row(place, row))
    }

    /// Returns the cohort of a period; `None` when it has no customer.
    #[must_use]
    pub fn cohort(&self, period: i64) -> Option<CohortRow<'_>> {
        let place = self
            .rows
            .binary_search_by_key(&period, |row| row.cohort)
            .ok()?;
        Some(self.row(place, self.rows.get(place)?))
    }

    /// Returns how many customers all cohorts have together; a customer in several cohorts counts
    /// in each.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.rows
            .iter()
            .fold(0, |sum, row| sum.saturating_add(row.size))
    }

    /// Returns how many times a customer was active in a period before their declared start, which
    /// is left out of every cell.
    ///
    /// Always 0 for a [`CohortLog`](super::CohortLog), which refuses such rows.
    #[must_use]
    pub const fn activity_before_start(&self) -> u64 {
        self.before_start
    }

    /// Returns the weighted mean of a column, **the recommended one**: Σ active / Σ size over the
    /// cohorts whose window is over. `None` when no cohort's is.
    ///
    /// Each customer weighs the same, so it is a share like any other, k of n, with its interval. Cohorts of
    /// different ages take part in different columns: the means of unbounded columns may therefore rise, though
    /// those of each cohort do not.
    #[doc(alias = "pooled")]
    #[must_use]
    pub fn weighted_mean(&self, column: usize) -> Option<CohortCell> {
        let cells = self.rows().filter_map(|row| row.cell(column));
        cells.reduce(CohortCell::pooled)
    }

    /// Returns the weighted means column by column.
    #[must_use]
    pub fn weighted_means(&self) -> impl ExactSizeIterator<Item = Option<CohortCell>> + '_ {
        (0..self.columns.len()).map(|column| self.weighted_mean(column))
    }

    /// Returns the simple mean of a column: the mean of the finished cohorts' shares, where every
    /// cohort weighs the same however small it is. `None` when no cohort is finished.
    ///
    /// A cohort of three customers moves it as much as one of three thousand, and it is not a share of customers, so
    /// there is no interval. Prefer the [`weighted_mean`](Self::weighted_mean).
    #[must_use]
    pub fn simple_mean(&self, column: usize) -> Option<Proportion> {
        let cells = self.rows().filter_map(|row| row.cell(column));
        mean(cells.map(|cell| cell.share().get())).map(Proportion::clipped)
    }

    /// Returns the simple mean of a column's revenue per customer, in major units of a currency
    /// with `decimals` decimals; the weighted mean is
    /// `weighted_mean(column)?.revenue_per_customer_in_major(decimals)`.
    #[must_use]
    pub fn simple_mean_revenue_per_customer_in_major(
        &self,
        column: usize,
        decimals: u8,
    ) -> Option<f64> {
        let cells = self.rows().filter_map(|row| row.cell(column));
        mean(cells.map(|cell| cell.revenue_per_customer_in_major(decimals)))
    }

    /// Returns the simple mean of a column's revenue retentions; the weighted mean is
    /// `weighted_mean(column)?.revenue_retention()`. Cohorts without revenue at age 0 have none and
    /// are left out.
    #[must_use]
    pub fn simple_mean_revenue_retention(&self, column: usize) -> Option<f64> {
        let cells = self.rows().filter_map(|row| row.cell(column));
        mean(cells.filter_map(|cell| cell.revenue_retention()))
    }

    /// Returns the weighted means as points for
    /// [`CurveClv::activity_value`](crate::clv::CurveClv::activity_value): the
    /// [`CohortRow::activity_curve`] of all cohorts together.
    pub fn weighted_activity_curve<M: Clone>(
        &self,
        margin: M,
    ) -> impl Iterator<Item = (Proportion, M)> {
        curve(self, self.weighted_means()).map(move |cell| (cell.share(), margin.clone()))
    }

    /// Returns the mean revenue per original customer as points for
    /// [`CurveClv::value`](crate::clv::CurveClv::value): the [`CohortRow::revenue_curve_in_major`]
    /// of all cohorts together.
    pub fn weighted_revenue_curve_in_major(
        &self,
        decimals: u8,
    ) -> impl Iterator<Item = (Proportion, f64)> {
        curve(self, self.weighted_means()).map(move |cell| {
            (
                Proportion::ONE,
                cell.revenue_per_customer_in_major(decimals),
            )
        })
    }

    const fn row<'a>(&'a self, place: usize, row: &Row) -> CohortRow<'a> {
        CohortRow {
            triangle: self,
            row: place,
            cohort: row.cohort,
            size: row.size,
            first_revenue: row.first_revenue,
        }
    }

    /// Returns what was counted of a cohort and a column, finished or not.
    pub(super) fn counted(&self, row: CohortRow<'_>, column: usize) -> CohortCell {
        let counts = self.rows.get(row.row);
        let active = counts.and_then(|counts| counts.active.get(column));
        let revenue = counts.and_then(|counts| counts.revenue.get(column));
        CohortCell {
            active: active.copied().unwrap_or_default(),
            size: row.size,
            revenue: revenue.copied().unwrap_or_default(),
            first_revenue: row.first_revenue,
        }
    }
}

/// Returns the sum of the values, rounded once, over their number.
fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut sum = ExactSum::default();
    let mut n = 0_u32;
    for value in values {
        sum.push(Finite::new(value).ok()?);
        n = n.saturating_add(1);
    }
    (n > 0).then(|| Some(sum.value()? / f64::from(n)))?
}

#[cfg(feature = "serde")]
impl CohortTriangle {
    /// Refuses what no log can have given.
    fn checked(self) -> Result<Self> {
        let columns = self.columns.len();
        let ordered = self
            .rows
            .is_sorted_by(|left, right| left.cohort < right.cohort);
        let fits = |row: &Row| {
            row.cohort <= self.through
                && row.size > 0
                && row.active.len() == columns
                && row.active.iter().all(|active| *active <= row.size)
                && [0, columns].contains(&row.revenue.len())
        };
        if ordered && self.rows.iter().all(fits) {
            return Ok(self);
        }
        Err(Error::Malformed {
            what: "cohort triangle",
            expected: "cohorts in order up to the last period, each with a count of at most its size in every column",
        })
    }
}

// Row by row: cohort, size, revenue at age 0, and of each column the active customers and the revenue.
saved! {
    impl{} for CohortTriangle as "cohort triangle", 1;
    |triangle| {
        through,
        columns,
        rows: Vec<(i64, u64, Money, Vec<u64>, Vec<Money>)> =
            Each::of(triangle.rows.len(), || triangle.rows.iter().map(Row::parts)),
        before_start,
    };
    read {
        let rows = rows.into_iter().map(Row::from_parts).collect();
        Self { through, columns, rows, before_start }.checked()
    }
}
