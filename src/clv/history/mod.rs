//! From purchases to histories: how often, how recently, for how long.

mod purchase_history;
mod row;
mod sorted;
mod table;

pub use purchase_history::PurchaseHistory;
pub(crate) use row::HistoryRow;
mod spend_frequency;
mod spend_history;
mod spend_table;

pub use spend_frequency::{SpendBin, SpendFrequency, SpendWarning};
pub use spend_history::SpendHistory;
pub use spend_table::SpendTable;
pub use table::HistoryTable;
