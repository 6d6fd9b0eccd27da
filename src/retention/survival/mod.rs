//! How long do customers stay, counting those who are still there?

mod elapsed;
mod lifetime;
mod lifetime_table;
mod risk_row;

pub use elapsed::Elapsed;
pub use lifetime::Lifetime;
pub use lifetime_table::LifetimeTable;
pub use risk_row::RiskRow;
