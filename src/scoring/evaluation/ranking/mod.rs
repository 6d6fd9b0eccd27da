//! Everything that follows from the order a score puts customers in; all of it from one sort.
#![allow(clippy::doc_markdown, reason = "DeLong and McNeil are people")]

mod auc;
mod auc_difference;
mod auc_method;
mod curves;
mod group;
mod operating_point;
mod quantile_table;
mod scored;
mod selection;
mod state;

pub use auc_difference::AucDifference;
pub use auc_method::AucMethod;
pub use group::ScoreGroup;
pub use operating_point::OperatingPoint;
pub use quantile_table::{QuantileRow, QuantileTable};
pub use scored::Scored;
pub use selection::Selection;
pub use state::Ranking;
