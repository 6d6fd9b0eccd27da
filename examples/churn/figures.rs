//! How numbers are written for people.

use tenure::stats::{Binomial, Interval};
use tenure::units::{Level, Proportion};

use crate::grouped::grouped;

/// A count with thousands kept apart.
pub(crate) fn count<N: ToString + Copy>(n: N) -> String {
    grouped(&n.to_string())
}

/// Money without its cents.
pub(crate) fn money(amount: f64) -> String {
    let text = format!("{amount:.0}");
    grouped(if text == "-0" { "0" } else { &text })
}

pub(crate) fn percent(share: Proportion) -> String {
    format!("{share:.1}")
}

/// A number with its interval, `0.842 (0.821 to 0.861)`.
pub(crate) fn within(value: Option<f64>, interval: Option<Interval>, places: usize) -> String {
    match (value, interval) {
        (None, _) => "–".to_owned(),
        (Some(value), None) => format!("{value:.places$}"),
        (Some(value), Some(interval)) => format!(
            "{value:.places$} ({:.places$} to {:.places$})",
            interval.lower(),
            interval.upper()
        ),
    }
}

/// A share with its interval, `52.1% (47.6% to 56.6%)`.
pub(crate) fn share(of: &Binomial) -> String {
    let percent = |share: f64| format!("{:.1}%", share * 100.0);
    match (of.proportion(), of.interval(Level::P95)) {
        (Some(share), Some(interval)) => format!(
            "{} ({} to {})",
            percent(share.get()),
            percent(interval.lower()),
            percent(interval.upper())
        ),
        _ => "–".to_owned(),
    }
}
