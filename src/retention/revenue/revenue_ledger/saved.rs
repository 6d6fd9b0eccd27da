//! The saved form of a ledger: a list of charges, which reads back in whatever order.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::RevenueLedger;
use super::rows::{Row, Rows};

/// `[[id, first, end, amount], …]`, `null` for the end of what still runs.
impl<Id: Serialize + Ord> Serialize for RevenueLedger<Id> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeSeq as _;
        // Binary formats write the length first, so it has to be known.
        let mut list = serializer.serialize_seq(Some(Rows::of(&self.rows).count()))?;
        for row in Rows::of(&self.rows) {
            list.serialize_element(&(row.id, row.first, row.end, row.amount))?;
        }
        list.end()
    }
}

impl<'de, Id: Deserialize<'de> + Ord> Deserialize<'de> for RevenueLedger<Id> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let list = Vec::<(Id, i64, Option<i64>, u64)>::deserialize(deserializer)?;
        let mut ledger = Self::new();
        for (id, first, end, amount) in list {
            if amount == 0 || end.is_some_and(|end| end <= first) {
                return Err(D::Error::custom(
                    "a charge of a revenue ledger is of nothing, or ends before it starts",
                ));
            }
            ledger.rows.push(Row {
                id,
                first,
                end,
                amount,
            });
        }
        ledger.sort();
        Ok(ledger)
    }
}
