//! The saved form of a log of purchases: lists of entries, written without a copy of them.

use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::PurchaseLog;
use crate::clv::history::entry::{Entries, Entry};
use crate::fold::sorted::Runs;
use crate::saved::{Each, Own, Plain, ReadBody, WriteBody};

saved! {
    impl{Id: Ord, const T: u64} keys{Id} for PurchaseLog<Id, T>
        as "purchase log, ticks per day {T}", 1;
    by hand
}

/// `{"purchases": [[id, time, minor], …], "refunds": …, "starts": [[id, time], …]}`.
impl<Id: Serialize + Ord, const T: u64> WriteBody for PurchaseLog<Id, T> {
    fn write_body<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let starts = || self.starts.iter().map(|(id, time)| (Own(id), *time));
        let mut log = to.serialize_struct("Form", 3)?;
        log.serialize_field("purchases", &Plain(&rows(&self.purchases)))?;
        log.serialize_field("refunds", &Plain(&rows(&self.refunds)))?;
        log.serialize_field("starts", &Plain(&Each::of(self.starts.len(), starts)))?;
        log.end()
    }
}

/// The entries in order; binary formats need their number first.
fn rows<Id: Serialize + Ord>(entries: &Runs<Entry<Id>>) -> impl WriteBody + '_ {
    Each::of(Entries::of(entries).count(), || {
        Entries::of(entries).map(|entry| (Own(entry.id), entry.time, entry.amount))
    })
}

#[derive(Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a log of purchases: purchases, refunds and starts"
)]
struct Form<Id> {
    purchases: Vec<(Id, i64, i64)>,
    refunds: Vec<(Id, i64, i64)>,
    starts: Vec<(Id, i64)>,
}

impl<'de, Id: Deserialize<'de> + Ord, const T: u64> ReadBody<'de> for PurchaseLog<Id, T> {
    fn read_body<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let form = Form::<Id>::deserialize(from)?;
        let mut log = Self::in_ticks();
        for (id, time, amount) in form.purchases {
            log.earliest = log.earliest.min(time);
            log.purchases
                .push(entry::<Id, D::Error>(id, time, amount, 0)?);
        }
        for (id, time, amount) in form.refunds {
            log.refunds
                .push(entry::<Id, D::Error>(id, time, amount, 1)?);
        }
        for (id, time) in form.starts {
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
        return Err(E::custom(format_args!(
            "an amount in a log of purchases must be at least {least}, got {amount}"
        )));
    }
    Ok(Entry { id, time, amount })
}
