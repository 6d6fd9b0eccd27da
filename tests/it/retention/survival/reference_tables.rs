//! The tables of the reference file.

use tenure::retention::survival::{Lifetime, LifetimeTable};

use crate::support::golden::{Golden, golden};

/// Rows of (time, left, still there) of an item of the reference file.
pub(crate) fn rows(item: &Golden) -> Vec<(u32, u64, u64)> {
    let rows = item.input("time_events_censored").as_array().unwrap();
    // Times are written as `6.0`.
    let time = |value: &serde_json::Value| {
        let text = value.to_string();
        text.trim_end_matches(".0").parse().unwrap()
    };
    let count = |value: &serde_json::Value| value.as_u64().unwrap();
    rows.iter()
        .map(|row| (time(&row[0]), count(&row[1]), count(&row[2])))
        .collect()
}

pub(crate) fn table(rows: &[(u32, u64, u64)]) -> LifetimeTable<u32> {
    let mut table = LifetimeTable::default();
    for (time, left, still) in rows {
        table.push(Lifetime::new(*time, true).unwrap().with_customers(*left));
        table.push(Lifetime::new(*time, false).unwrap().with_customers(*still));
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
