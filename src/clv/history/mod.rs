//! From purchases to histories: how often, how recently, for how long.

mod purchase_history;
mod row;
mod sorted;
mod table;

pub use purchase_history::PurchaseHistory;
pub(crate) use row::HistoryRow;
pub use table::HistoryTable;
