//! Tests of `tenure::clv::fitting`, and of the model without leaving.

use tenure::clv::history::{HistoryTable, PurchaseHistory};
use tenure::units::{Horizon, Period, TimeUnit};

use crate::support::clv::cdnow_customers;

mod bootstrap;
mod figures;
mod hostile;
mod nbd;
mod nested;
mod options;
mod predictions;
#[cfg(feature = "serde")]
mod wire;

/// 39 weeks with so many repeat purchases each, the last after 30.
fn table(purchases: impl IntoIterator<Item = u64>) -> HistoryTable {
    let mut table = HistoryTable::default();
    for x in purchases {
        let last = if x == 0 { 0.0 } else { 30.0 };
        table.push(PurchaseHistory::new(x, last, 39.0, TimeUnit::WEEK).unwrap());
    }
    table
}

/// The first 200 customers of the sample.
fn some_customers() -> HistoryTable {
    let mut table = HistoryTable::default();
    for customer in cdnow_customers().iter().take(200) {
        table.push(customer.history());
    }
    table
}

fn weeks(weeks: f64) -> Horizon {
    Horizon::new(weeks, Period::Week).unwrap()
}
