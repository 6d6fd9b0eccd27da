//! How numbers are written for people.

use tenure::stats::Interval;

use crate::grouped::grouped;

/// A count with thousands kept apart.
pub(crate) fn count<N: ToString + Copy>(n: N) -> String {
    grouped(&n.to_string())
}

/// A number with so many decimals and thousands kept apart.
pub(crate) fn number(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    // A zero has no sign.
    let digits = text.trim_start_matches('-');
    let zero = digits.chars().all(|digit| matches!(digit, '0' | '.'));
    grouped(if zero { digits } else { &text })
}

pub(crate) fn percent(share: f64, places: usize) -> String {
    format!("{:.places$}%", 100.0 * share)
}

/// So many of a thing: "1 row", "2,357 customers".
pub(crate) fn several<N: ToString + Copy + PartialEq + From<u8>>(n: N, one: &str) -> String {
    let plural = if n == N::from(1) { "" } else { "s" };
    format!("{} {one}{plural}", count(n))
}

/// A time, with decimals only where it has any.
pub(crate) fn time(time: f64) -> String {
    if time.fract() == 0.0 {
        number(time, 0)
    } else {
        let text = number(time, 2);
        text.trim_end_matches('0').to_owned()
    }
}

/// A figure with what it may be, `0.842 (0.821 to 0.861)`, each shown by `show`.
pub(crate) fn within(
    value: f64,
    interval: Option<Interval>,
    show: impl Fn(f64) -> String,
) -> String {
    let value = show(value);
    match interval {
        None => value,
        Some(ends) => format!("{value} ({} to {})", show(ends.lower()), show(ends.upper())),
    }
}

/// How likely so large a difference is by chance.
pub(crate) fn p_value(p: f64) -> String {
    match p {
        p if p < 1e-300 => "p < 1e-300".to_owned(),
        p if p < 0.0001 => format!("p = {p:.1e}"),
        p => format!("p = {p:.4}"),
    }
}

pub(crate) fn chi_squared(value: f64, df: usize) -> String {
    let degrees = if df == 1 { "degree" } else { "degrees" };
    format!("χ² {} on {df} {degrees} of freedom", number(value, 2))
}
