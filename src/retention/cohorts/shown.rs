//! A triangle as a table.

use core::fmt::{self, Write as _};

use super::{CohortCell, CohortTriangle};

impl CohortTriangle {
    /// The table with the cohorts named by `label`: `"2024-03"` rather than the number of the month.
    ///
    /// A precision is that of the percentages.
    pub fn display_with<L, T>(&self, label: L) -> impl fmt::Display
    where
        L: Fn(i64) -> T,
        T: fmt::Display,
    {
        Shown {
            triangle: self,
            label,
        }
    }
}

impl fmt::Display for CohortTriangle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let label = |period| period;
        let triangle = self;
        Shown { triangle, label }.fmt(f)
    }
}

struct Shown<'a, L> {
    triangle: &'a CohortTriangle,
    label: L,
}

impl<L: Fn(i64) -> T, T: fmt::Display> fmt::Display for Shown<'_, L> {
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
        write_lines(f, &lines)
    }
}

/// The first column to the left, the others to the right, without blanks at the ends of the lines.
fn write_lines(f: &mut fmt::Formatter<'_>, lines: &[Vec<String>]) -> fmt::Result {
    let mut widths: Vec<usize> = Vec::new();
    for line in lines {
        widths.resize(widths.len().max(line.len()), 0);
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = cell.chars().count().max(*width);
        }
    }
    for (place, line) in lines.iter().enumerate() {
        if place > 0 {
            f.write_str("\n")?;
        }
        let mut cells = line.iter().zip(&widths);
        let mut text = cells
            .next()
            .map_or_else(String::new, |(cell, width)| format!("{cell:<width$}"));
        for (cell, width) in cells {
            write!(text, "  {cell:>width$}")?;
        }
        f.write_str(text.trim_end())?;
    }
    Ok(())
}
