//! Every type with a saved form is in a table.

use std::collections::BTreeSet;

use super::{Table, tables};
use crate::support::{sources, word};

/// Types that only stand inside what is saved, and have no public name.
const INSIDE: [&str; 2] = ["Superacc", "Wire"];

#[test]
fn every_saved_type_is_in_a_table() {
    let tables = tables();
    let tested: BTreeSet<_> = tables.iter().flat_map(Table::names).collect();
    let mut missing = BTreeSet::new();
    for text in sources("src") {
        // Up to the tests of a file, which may save types of their own.
        let text = text.split("mod tests {").next().unwrap_or_default();
        for form in text.split("saved! {").skip(1) {
            // `impl{…} … for Name<…> as …`
            let Some(name) = form.split_once(" for ").map(|(_, rest)| word(rest)) else {
                continue;
            };
            if !name.is_empty() && !tested.contains(&*name) && !INSIDE.contains(&&*name) {
                missing.insert(name);
            }
        }
    }
    assert!(
        missing.is_empty(),
        "in no table of tests/it/saved: {missing:?}"
    );
}
