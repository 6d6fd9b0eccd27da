//! The saved form of a log of activities: lists that read back in whatever order.

use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ActivityLog;
use crate::retention::cohorts::Activity;
use crate::units::Money;

/// `{"active": [[period, [id, …]], …], "paid": [[period, [[id, minor], …]], …], "starts": [[id, period], …]}`:
/// every customer of a period once, with those who paid if they paid anything.
impl<Id: Serialize + Ord> Serialize for ActivityLog<Id> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut active = Vec::new();
        let mut paid = Vec::new();
        for (period, visits) in self.periods.iter() {
            let (free, paying): (Vec<_>, Vec<_>) = visits
                .in_order()
                .partition(|(_, amount)| *amount == Money::ZERO);
            if !free.is_empty() {
                let ids: Vec<_> = free.into_iter().map(|(id, _)| id).collect();
                active.push((*period, ids));
            }
            if !paying.is_empty() {
                paid.push((*period, paying));
            }
        }
        let starts: Vec<_> = self.starts.iter().collect();
        let mut log = serializer.serialize_struct("ActivityLog", 3)?;
        log.serialize_field("active", &active)?;
        log.serialize_field("paid", &paid)?;
        log.serialize_field("starts", &starts)?;
        log.end()
    }
}

#[derive(Deserialize)]
#[serde(
    deny_unknown_fields,
    bound = "Id: Deserialize<'de>",
    expecting = "a log of activities: who was active, who paid, and starts"
)]
struct Raw<Id> {
    active: Vec<(i64, Vec<Id>)>,
    paid: Vec<(i64, Vec<(Id, Money)>)>,
    starts: Vec<(Id, i64)>,
}

impl<'de, Id: Deserialize<'de> + Ord> Deserialize<'de> for ActivityLog<Id> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Raw::<Id>::deserialize(deserializer)?;
        let mut log = Self::new();
        for (period, ids) in raw.active {
            for id in ids {
                log.push(Activity::new(id, period));
            }
        }
        for (period, paying) in raw.paid {
            for (id, amount) in paying {
                log.push(Activity::new(id, period).paying(amount));
            }
        }
        for (id, period) in raw.starts {
            log.push_start(id, period);
        }
        log.sort();
        Ok(log)
    }
}
