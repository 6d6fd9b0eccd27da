//! The saved form of a log of cohorts: lists that read back in whatever order.

use serde::de::Error as _;
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::CohortLog;
use crate::retention::cohorts::CohortActivity;
use crate::units::Money;

/// `{"active": [[cohort, period, minor, [id, …]], …], "members": [[cohort, [id, …]], …]}`.
impl<Id: Serialize + Ord> Serialize for CohortLog<Id> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let active = self.cells.iter().map(|((cohort, period), active)| {
            let ids: Vec<_> = active.ids.sorted().collect();
            (*cohort, *period, active.revenue, ids)
        });
        let members = self.members.iter().map(|(cohort, ids)| {
            let ids: Vec<_> = ids.sorted().collect();
            (*cohort, ids)
        });
        let mut log = serializer.serialize_struct("CohortLog", 2)?;
        log.serialize_field("active", &active.collect::<Vec<_>>())?;
        log.serialize_field("members", &members.collect::<Vec<_>>())?;
        log.end()
    }
}

#[derive(Deserialize)]
#[serde(
    deny_unknown_fields,
    bound = "Id: Deserialize<'de>",
    expecting = "a log of cohorts: who was active, and members"
)]
struct Raw<Id> {
    active: Vec<(i64, i64, Money, Vec<Id>)>,
    members: Vec<(i64, Vec<Id>)>,
}

impl<'de, Id: Deserialize<'de> + Ord> Deserialize<'de> for CohortLog<Id> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Raw::<Id>::deserialize(deserializer)?;
        let mut log = Self::new();
        for (cohort, period, revenue, ids) in raw.active {
            let mut amount = revenue;
            if ids.is_empty() {
                let refusal = "a cell in a log of cohorts has nobody in it";
                return Err(D::Error::custom(refusal));
            }
            for id in ids {
                let row = CohortActivity::new(id, cohort, period).map_err(D::Error::custom)?;
                // What they paid together came with the first of them.
                log.push(row.paying(core::mem::take(&mut amount)));
            }
        }
        for (cohort, ids) in raw.members {
            for id in ids {
                log.push_member(id, cohort);
            }
        }
        log.sort();
        Ok(log)
    }
}
