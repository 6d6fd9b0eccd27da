//! What is saved: every type, through every format, in random states.
//!
//! Each area has a file with a table, one line a type: a strategy (or `select(vec![…])`) of its states.
//! The suite does the rest. `TENURE_CASES=20000` for more states, `TENURE_FIXTURES=write` to write the
//! fixtures of new types and formats.

mod draw;
mod fixtures;
mod forms;
mod registered;
mod table;

mod acquisition;
mod clv;
mod clv_checks;
mod clv_closed_forms;
mod clv_histories;
mod fold;
mod retention;
mod scoring;
mod segment;
mod stats;
mod survey;
mod units;

use table::Table;

/// The tables of all areas.
fn tables() -> Vec<Table> {
    vec![
        acquisition::table(),
        clv::table(),
        clv_checks::table(),
        clv_closed_forms::table(),
        clv_histories::table(),
        fold::table(),
        retention::table(),
        scoring::table(),
        segment::table(),
        stats::table(),
        survey::table(),
        units::table(),
    ]
}

/// One kind is never read as another, neither from text nor from bytes.
#[test]
fn kinds_refuse_each_other() {
    let tables = tables();
    let all: Vec<_> = tables.iter().flat_map(Table::tagged).collect();
    for reader in &all {
        for written in &all {
            if reader.kind != written.kind {
                let expected = format!(
                    "expected a saved {}, found a saved {}",
                    reader.kind, written.kind
                );
                let message = (reader.read_bytes)(&written.bytes).unwrap_err();
                assert_eq!(message, expected);
                let message = (reader.read_text)(&written.text).unwrap_err();
                assert!(message.starts_with(&expected), "{message}");
            }
        }
    }
    let mut kinds: Vec<_> = all.iter().map(|entry| &entry.kind).collect();
    kinds.sort_unstable();
    let count = kinds.len();
    kinds.dedup();
    assert_eq!(kinds.len(), count, "two types have one kind: {kinds:?}");
}
