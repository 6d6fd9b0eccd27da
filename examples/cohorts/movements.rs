//! What moved the spend of all customers from one period to the next.

use std::collections::BTreeMap;

use tenure::retention::revenue::{MovementKind, RevenueLedger, RevenueMovements};
use tenure::units::Money;

use crate::cells::DECIMALS;
use crate::cli::By;

/// A customer, a period, and what they spent in it.
pub(crate) type Spent = (usize, i64, Money);

/// One period against the one before it.
pub(crate) struct Step {
    pub(crate) before: String,
    pub(crate) label: String,
    pub(crate) movements: RevenueMovements,
}

impl Step {
    pub(crate) fn opening(&self) -> f64 {
        self.movements.opening().in_major(DECIMALS)
    }

    pub(crate) fn closing(&self) -> f64 {
        self.movements.closing().in_major(DECIMALS)
    }

    /// Above 0, whether it was gained or lost.
    pub(crate) fn of(&self, kind: MovementKind) -> f64 {
        self.movements.amount(kind).in_major(DECIMALS)
    }
}

/// The periods from the first to the last that is over, each against the one before it.
pub(crate) fn steps(
    purchases: &[Spent],
    by: By,
    first: i64,
    last: i64,
) -> tenure::Result<Vec<Step>> {
    let mut spent = BTreeMap::new();
    for (customer, period, amount) in purchases {
        let total = spent.entry((*customer, *period)).or_insert(Money::ZERO);
        total.push(*amount);
    }
    let rows = spent
        .into_iter()
        .filter(|((_, period), _)| *period <= last)
        .map(|((customer, period), spent)| (customer, period, spent));
    let ledger = RevenueLedger::try_from_snapshots(rows)?;
    let waterfall = ledger.waterfall(first - 1, last)?;
    let step = |(period, movements): (i64, &RevenueMovements)| Step {
        before: by.label(period - 1),
        label: by.label(period),
        movements: movements.clone(),
    };
    Ok(waterfall.iter().map(step).collect())
}
