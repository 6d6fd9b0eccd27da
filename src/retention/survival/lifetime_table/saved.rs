//! The saved form of a table of lifetimes: `[[time, left, still, entered], …]`, in the order of the times.

use serde::de::Error as _;
use serde::ser::SerializeSeq as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::LifetimeTable;
use super::row::Row;
use crate::retention::survival::Elapsed;
use crate::retention::survival::elapsed::check;
use crate::{Error, Result};

impl<T: Serialize + Elapsed> Serialize for LifetimeTable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let table = self.settled();
        // Binary formats write the length first, so it has to be known.
        let mut list = serializer.serialize_seq(Some(table.walk().count()))?;
        for Row { time, cell } in table.walk() {
            let [left, still, entered] = cell;
            list.serialize_element(&(time, left, still, entered))?;
        }
        list.end()
    }
}

impl<'de, T: Deserialize<'de> + Elapsed> Deserialize<'de> for LifetimeTable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rows = Vec::<(T, u64, u64, u64)>::deserialize(deserializer)?;
        Self::of_saved(&rows).map_err(D::Error::custom)
    }
}

impl<T: Elapsed> LifetimeTable<T> {
    fn of_saved(rows: &[(T, u64, u64, u64)]) -> Result<Self> {
        let malformed = |expected| {
            let what = "table of lifetimes";
            move |index| Error::Malformed { what, expected }.at(index)
        };
        let mut table = Self::new();
        let mut last = None;
        for (index, &(time, left, still, entered)) in rows.iter().enumerate() {
            check("time", time).map_err(|error| error.at(index))?;
            let cell = [left, still, entered];
            if last >= Some(time) || cell == [0; 3] {
                let expected =
                    "rows in order of time, each time once and with at least one customer";
                return Err(malformed(expected)(index));
            }
            last = Some(time);
            table.count(time, cell);
        }
        table.sort();
        // Nobody can leave who is not there.
        let mut at_risk = table.at_start();
        let totals = table.totals();
        let customers = totals[0].saturating_add(totals[1]);
        if customers == u64::MAX {
            return Ok(table); // the counts have met their ceiling: nothing adds up any more
        }
        let possible = totals[2] <= customers;
        for (index, &(_, left, still, entered)) in rows.iter().enumerate() {
            let gone = left.saturating_add(still);
            if gone > at_risk || !possible {
                let expected =
                    "rows in which no more customers leave or are last seen than are at risk";
                return Err(malformed(expected)(index));
            }
            at_risk = at_risk.saturating_sub(gone).saturating_add(entered);
        }
        Ok(table)
    }
}
