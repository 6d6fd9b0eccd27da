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
    grouped(&text)
}

pub(crate) fn percent(share: f64, places: usize) -> String {
    format!("{:.places$}%", 100.0 * share)
}

/// So many of a thing: "1 row", "2,357 customers".
pub(crate) fn several(n: usize, one: &str) -> String {
    format!("{} {one}{}", count(n), if n == 1 { "" } else { "s" })
}

/// A number of at least three digits that count: 0.243, 4.41, 11.7, 1,234.
pub(crate) fn short(value: f64) -> String {
    let magnitude = value.abs();
    match magnitude {
        m if m > 0.0 && m < 0.001 => format!("{value:.2e}"),
        m if m < 1.0 => format!("{value:.4}"),
        m if m < 100.0 => format!("{value:.3}"),
        m if m < 1e6 => number(value, 1),
        _ => format!("{value:.3e}"),
    }
}

/// Both ends of an interval, each as `show` shows it.
pub(crate) fn ends(interval: Option<Interval>, show: impl Fn(f64) -> String) -> String {
    interval.map_or_else(String::new, |interval| {
        format!("{}–{}", show(interval.lower()), show(interval.upper()))
    })
}
