//! The saved form of a log of purchases: lists of entries, which read back in whatever order.

use serde::de::Error as _;
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::PurchaseLog;
use crate::clv::history::entry::{Entries, Entry};
use crate::fold::sorted::Runs;

/// `{"ticks_per_day": …, "purchases": [[id, time, minor], …], "refunds": …, "starts": [[id, time], …]}`.
impl<Id: Serialize + Ord, const T: u64> Serialize for PurchaseLog<Id, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut log = serializer.serialize_struct("PurchaseLog", 4)?;
        log.serialize_field("ticks_per_day", &T)?;
        log.serialize_field("purchases", &List(&self.purchases))?;
        log.serialize_field("refunds", &List(&self.refunds))?;
        let starts: Vec<_> = self.starts.iter().collect();
        log.serialize_field("starts", &starts)?;
        log.end()
    }
}

struct List<'a, Id>(&'a Runs<Entry<Id>>);

impl<Id: Serialize + Ord> Serialize for List<'_, Id> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeSeq as _;
        // Binary formats write the length first, so it has to be known.
        let mut list = serializer.serialize_seq(Some(Entries::of(self.0).count()))?;
        for entry in Entries::of(self.0) {
            list.serialize_element(&(entry.id, entry.time, entry.amount))?;
        }
        list.end()
    }
}

#[derive(Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a log of purchases: ticks per day, purchases, refunds and starts"
)]
struct Raw<Id> {
    ticks_per_day: u64,
    purchases: Vec<(Id, i64, i64)>,
    refunds: Vec<(Id, i64, i64)>,
    starts: Vec<(Id, i64)>,
}

impl<'de, Id: Deserialize<'de> + Ord, const T: u64> Deserialize<'de> for PurchaseLog<Id, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Raw::<Id>::deserialize(deserializer)?;
        if raw.ticks_per_day != T {
            let refusal = "the log counts time in other ticks than it is read as";
            return Err(D::Error::custom(refusal));
        }
        let mut log = Self::in_ticks();
        for (id, time, amount) in raw.purchases {
            log.earliest = log.earliest.min(time);
            log.purchases
                .push(entry::<Id, D::Error>(id, time, amount, 0)?);
        }
        for (id, time, amount) in raw.refunds {
            log.refunds
                .push(entry::<Id, D::Error>(id, time, amount, 1)?);
        }
        for (id, time) in raw.starts {
            log.push_start(id, time);
        }
        log.sort();
        Ok(log)
    }
}

fn entry<Id, E: serde::de::Error>(
    id: Id,
    time: i64,
    amount: i64,
    least: i64,
) -> Result<Entry<Id>, E> {
    if amount < least {
        return Err(E::custom(
            "an amount in a log of purchases is below what it can be",
        ));
    }
    Ok(Entry { id, time, amount })
}
