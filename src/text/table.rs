//! Rows of text as a table.

use core::fmt::{self, Write as _};

/// Writes a table: the first column to the left, the others to the right, each as wide as its widest
/// cell, without blanks at the ends of the lines. Lines may be of different lengths.
pub(crate) fn write_table<L: AsRef<[String]>>(
    f: &mut fmt::Formatter<'_>,
    lines: &[L],
) -> fmt::Result {
    let mut widths: Vec<usize> = Vec::new();
    for line in lines.iter().map(AsRef::as_ref) {
        widths.resize(widths.len().max(line.len()), 0);
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = cell.chars().count().max(*width);
        }
    }
    for (place, line) in lines.iter().map(AsRef::as_ref).enumerate() {
        if place > 0 {
            f.write_str("\n")?;
        }
        let mut text = String::new();
        for (column, (cell, width)) in line.iter().zip(&widths).enumerate() {
            match column {
                0 => write!(text, "{cell:<width$}")?,
                _ => write!(text, "  {cell:>width$}")?,
            }
        }
        f.write_str(text.trim_end())?;
    }
    Ok(())
}
