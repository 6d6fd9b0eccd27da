//! From purchases to histories: how often, how recently, for how long.

mod purchase_history;
mod table;

pub use purchase_history::PurchaseHistory;
pub use table::HistoryTable;
