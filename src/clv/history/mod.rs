//! From purchases to histories: how often, how recently, for how long.

mod purchase_history;
mod renewal_table;
mod row;
mod sorted;
mod table;
mod tenure;
mod trial_history;
mod trial_table;

pub use purchase_history::PurchaseHistory;
pub use renewal_table::{RenewalRow, RenewalTable};
pub(crate) use row::HistoryRow;
pub use table::HistoryTable;
pub use tenure::Tenure;
pub use trial_history::TrialHistory;
pub use trial_table::TrialTable;
