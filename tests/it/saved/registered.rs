//! Every public type with a saved form is in a table.

use std::collections::BTreeSet;

use super::{Table, tables};
use crate::support::{sources, word};

#[test]
fn every_saved_type_is_in_a_table() {
    let sources = sources("src");
    let lines = sources.iter().flat_map(|text| text.lines());
    let public: BTreeSet<_> = lines
        .filter_map(|line| {
            let line = line.strip_prefix("pub ")?;
            let name = line
                .strip_prefix("struct ")
                .or(line.strip_prefix("enum "))?;
            Some(word(name))
        })
        .collect();
    let tables = tables();
    let mut missing: BTreeSet<_> = sources
        .iter()
        .flat_map(|text| text.split("saved! {").skip(1))
        // `impl{…} … for Name<…> as …`
        .filter_map(|form| Some(word(form.split_once(" for ")?.1)))
        .filter(|name| public.contains(name))
        .collect();
    assert!(missing.len() > 20, "{missing:?}");
    for name in tables.iter().flat_map(Table::names) {
        missing.remove(name);
    }
    assert!(
        missing.is_empty(),
        "in no table of tests/it/saved: {missing:?}"
    );
}
