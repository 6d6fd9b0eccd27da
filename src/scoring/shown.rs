//! How tables and numbers are printed.

pub(in crate::scoring) use crate::units::write_table;

/// A number that is never shown as `-0.00`.
pub(in crate::scoring) fn signless(value: f64, places: usize) -> String {
    let shown = format!("{value:.places$}");
    let zero = shown.chars().all(|c| matches!(c, '-' | '0' | '.'));
    match shown.strip_prefix('-') {
        Some(rest) if zero => rest.to_string(),
        _ => shown,
    }
}
