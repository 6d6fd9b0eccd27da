//! The saved form of a ledger: a list of charges, which reads back in whatever order.

use super::RevenueLedger;
use super::rows::{Row, Rows};
use crate::Error;
use crate::saved::{Each, Own};

// `[[id, first, end, amount], …]`, `null` for the end of what still runs.
saved! {
    impl{Id: Ord} keys{Id} for RevenueLedger<Id> as "revenue ledger", 1;
    |ledger| -> Each::of(Rows::of(&ledger.rows).count(), || {
        Rows::of(&ledger.rows).map(|row| (Own(row.id), row.first, row.end, row.amount))
    });
    read(list: Vec<(Own<Id>, i64, Option<i64>, u64)>) {
        let mut ledger = Self::new();
        for (Own(id), first, end, amount) in list {
            if amount == 0 || end.is_some_and(|end| end <= first) {
                return Err(Error::Malformed {
                    what: "charge of a revenue ledger",
                    expected: "one of an amount above 0 that ends after it starts",
                });
            }
            ledger.rows.push(Row { id, first, end, amount });
        }
        ledger.sort();
        Ok(ledger)
    }
}
