//! The saved form of a table of lifetimes: `[[time, left, censored, entered], …]`, in the order of the times.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::LifetimeTable;
use super::row::Row;
use crate::retention::survival::Elapsed;
use crate::retention::survival::elapsed::check;
use crate::saved::{Each, Own, ReadBody, WriteBody};
use crate::{Error, Result};

saved! {
    impl{T: Elapsed} keys{T} for LifetimeTable<T> as "lifetime table", 1;
    by hand
}

impl<T: Serialize + Elapsed> WriteBody for LifetimeTable<T> {
    fn write_body<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let table = self.settled();
        let rows = Each::of(table.walk().count(), || {
            table.walk().map(|Row { time, cell }| {
                let [left, censored, entered] = cell;
                (Own(time), left, censored, entered)
            })
        });
        rows.write_body(to)
    }
}

impl<'de, T: Deserialize<'de> + Elapsed> ReadBody<'de> for LifetimeTable<T> {
    fn read_body<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let rows = Vec::<(Own<T>, u64, u64, u64)>::read_body(from)?;
        Self::of_saved(&rows).map_err(D::Error::custom)
    }
}

impl<T: Elapsed> LifetimeTable<T> {
    fn of_saved(rows: &[(Own<T>, u64, u64, u64)]) -> Result<Self> {
        let malformed = |expected| {
            let what = "table of lifetimes";
            move |index| Error::Malformed { what, expected }.at(index)
        };
        let mut table = Self::new();
        let mut last = None;
        for (index, &(Own(time), left, censored, entered)) in rows.iter().enumerate() {
            check("time", time).map_err(|error| error.at(index))?;
            let cell = [left, censored, entered];
            if last >= Some(time) || cell == [0; 3] {
                let expected =
                    "rows in order of time, each time once and with at least one customer";
                return Err(malformed(expected)(index));
            }
            last = Some(time);
            table.count(time, cell);
        }
        table.sort();
        // No more can leave than are there.
        let mut at_risk = table.at_start();
        let totals = table.totals();
        let customers = totals[0].saturating_add(totals[1]);
        if customers == u64::MAX {
            return Ok(table); // the counts have met their ceiling: nothing adds up any more
        }
        let possible = totals[2] <= customers;
        for (index, &(_, left, censored, entered)) in rows.iter().enumerate() {
            let gone = left.saturating_add(censored);
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
