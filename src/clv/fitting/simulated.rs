//! Data drawn from a model.

use crate::Result;
use crate::clv::history::{HistoryTable, PurchaseHistory};
use crate::clv::models::PurchaseModel;
use crate::numeric::random::SplitMix64;
use crate::units::{Horizon, Period, TimeUnit};

/// As many customers, each seen for as long, drawn from the model one by one.
pub(crate) fn table_like(
    model: &impl PurchaseModel,
    data: &HistoryTable,
    seed: u64,
) -> Result<HistoryTable> {
    let day = TimeUnit::DAY;
    let mut seeds = SplitMix64::new(seed);
    let mut table = HistoryTable::default();
    for (history, customers) in data.rows() {
        let age = history.age(day);
        let within = Horizon::new(age, Period::Day)?;
        for _ in 0..customers {
            let drawn = model.simulate(within, seeds.below(u64::MAX));
            let purchases = drawn.purchases.len() as u64;
            let last = drawn.purchases.last().copied().unwrap_or(0.0).min(age);
            table.push(PurchaseHistory::new(purchases, last, age, day)?);
        }
    }
    Ok(table)
}
