//! How tables and numbers are printed.

/// Rows of text as a table: the first column to the left, the others to the right, as wide as need be.
pub(in crate::scoring) fn write_table<const N: usize>(
    f: &mut core::fmt::Formatter<'_>,
    rows: &[[String; N]],
) -> core::fmt::Result {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    for (place, row) in rows.iter().enumerate() {
        if place > 0 {
            f.write_str("\n")?;
        }
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            if column == 0 {
                write!(f, "{cell:<width$}")?;
            } else {
                write!(f, "  {cell:>width$}")?;
            }
        }
    }
    Ok(())
}

/// A number that is never shown as `-0.00`.
pub(in crate::scoring) fn signless(value: f64, places: usize) -> String {
    let shown = format!("{value:.places$}");
    let zero = shown.chars().all(|c| matches!(c, '-' | '0' | '.'));
    match shown.strip_prefix('-') {
        Some(rest) if zero => rest.to_string(),
        _ => shown,
    }
}
