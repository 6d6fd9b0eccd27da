//! [`RequestedColumns`]: the columns that either log is asked for.

use super::AgeWindow;
use super::columns::{Columns, at_most_columns};
use crate::Result;

/// Names the columns a triangle is to have.
pub(super) enum RequestedColumns<I> {
    /// A column for each of these windows.
    Windows(I),
    /// A column for each age there is.
    EachAge(fn(u64) -> AgeWindow),
}

impl<I: IntoIterator<Item = AgeWindow>> RequestedColumns<I> {
    /// Returns the columns for cohorts of these periods, ascending, up to `through`.
    pub(super) fn columns(self, cohorts: &[i64], through: i64) -> Result<Columns> {
        let oldest = cohorts.first().map(|first| through.abs_diff(*first));
        let age_now = oldest.unwrap_or(0);
        match self {
            Self::Windows(windows) => Columns::new(windows, cohorts.len(), age_now),
            Self::EachAge(column) => {
                at_most_columns(age_now.saturating_add(1))?;
                let ages = oldest.map(|oldest| (0..=oldest).map(column));
                Columns::new(ages.into_iter().flatten(), cohorts.len(), age_now)
            }
        }
    }
}

/// A column for every age, N-period.
pub(super) const N_PERIOD: RequestedColumns<[AgeWindow; 0]> =
    RequestedColumns::EachAge(AgeWindow::period);

/// A column for every age, unbounded.
pub(super) const UNBOUNDED: RequestedColumns<[AgeWindow; 0]> =
    RequestedColumns::EachAge(AgeWindow::on_or_after);
