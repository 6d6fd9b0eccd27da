//! The tables of the reference file.

use tenure::retention::survival::{Lifetime, LifetimeTable};

use crate::support::golden::{Golden, golden};

/// Rows of (time, left, still there) of an item of the reference file.
pub(crate) fn rows(item: &Golden) -> Vec<(u32, u64, u64)> {
    let rows = item.input("time_events_censored").as_array().unwrap();
    let number = |value: &serde_json::Value| value.as_f64().unwrap();
    rows.iter()
        .map(|row| {
            (
                number(&row[0]) as u32,
                number(&row[1]) as u64,
                number(&row[2]) as u64,
            )
        })
        .collect()
}

pub(crate) fn table(rows: &[(u32, u64, u64)]) -> LifetimeTable<u32> {
    let mut table = LifetimeTable::default();
    for (time, left, still) in rows {
        table.push(Lifetime::new(*time, true).unwrap().of_customers(*left));
        table.push(Lifetime::new(*time, false).unwrap().of_customers(*still));
    }
    table
}

/// The customers of one item who are not in another that is a part of it.
pub(crate) fn others(all: &str, part: &str) -> LifetimeTable<u32> {
    let mut all = rows(&golden(all));
    for (time, left, still) in rows(&golden(part)) {
        let row = all.iter_mut().find(|row| row.0 == time).unwrap();
        row.1 -= left;
        row.2 -= still;
    }
    table(&all)
}

pub(crate) fn part(id: &str) -> LifetimeTable<u32> {
    table(&rows(&golden(id)))
}
