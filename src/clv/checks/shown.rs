//! How the tables of the checks are printed.

pub(super) use crate::units::write_table;

/// A share as a signed percentage, `-12.1%`; a dash without one.
pub(super) fn signed_percent(share: Option<f64>) -> String {
    share.map_or_else(
        || "–".to_string(),
        |share| format!("{:+.1}%", share * 100.0),
    )
}

/// A share as a percentage; a dash without one.
pub(super) fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_string(), |share| format!("{:.1}%", share * 100.0))
}
