//! A triangle as a table.

use core::fmt;

use super::{CohortCell, CohortTriangle};
use crate::text::write_table;

impl CohortTriangle {
    /// Formats the table with the cohorts named by `label`: `"2024-03"` rather than the number of
    /// the month.
    ///
    /// A precision is that of the percentages.
    pub fn display_with<L, T>(&self, label: L) -> impl fmt::Display
    where
        L: Fn(i64) -> T,
        T: fmt::Display,
    {
        TriangleTable {
            triangle: self,
            label,
        }
    }
}

impl fmt::Display for CohortTriangle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let label = |period| period;
        let triangle = self;
        TriangleTable { triangle, label }.fmt(f)
    }
}

struct TriangleTable<'a, L> {
    triangle: &'a CohortTriangle,
    label: L,
}

impl<L: Fn(i64) -> T, T: fmt::Display> fmt::Display for TriangleTable<'_, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(1);
        let percentage = |cell: Option<CohortCell>| {
            cell.map_or_else(String::new, |cell| format!("{:.places$}", cell.share()))
        };
        let triangle = self.triangle;
        let heads = ["cohort".to_string(), "size".to_string()];
        let columns = triangle.columns().iter().map(ToString::to_string);
        let mut lines = vec![heads.into_iter().chain(columns).collect::<Vec<_>>()];
        for row in triangle.rows() {
            let start = [
                (self.label)(row.cohort()).to_string(),
                row.size().to_string(),
            ];
            lines.push(
                start
                    .into_iter()
                    .chain(row.cells().map(percentage))
                    .collect(),
            );
        }
        let start = [
            "weighted mean".to_string(),
            triangle.customers().to_string(),
        ];
        let means = triangle.weighted_means().map(percentage);
        lines.push(start.into_iter().chain(means).collect());
        write_table(f, &lines)
    }
}
