//! How rare chance would be, to four decimals and never as 0.

use core::fmt;

use super::padded;

const LEAST: f64 = 0.0001;

/// In a sentence: `p = 0.0231`, or `p < 0.0001`.
pub(crate) fn p_value(p: f64) -> String {
    if p < LEAST {
        format!("p < {LEAST}")
    } else {
        format!("p = {p:.4}")
    }
}

/// In a table: `0.0231`, or `<0.0001`.
pub(crate) fn p_cell(p: f64) -> String {
    if p < LEAST {
        format!("<{LEAST}")
    } else {
        format!("{p:.4}")
    }
}

/// Writes a test against chi-square: `χ²(1) = 0.85, p = 0.3565`.
pub(crate) fn write_chi_square(
    f: &mut fmt::Formatter<'_>,
    degrees: usize,
    statistic: f64,
    p: f64,
) -> fmt::Result {
    padded(
        f,
        format_args!("χ²({degrees}) = {statistic:.2}, {}", p_value(p)),
    )
}
