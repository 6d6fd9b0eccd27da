//! What is saved of segment.

use super::Table;

pub(super) fn table() -> Table {
    Table::default()
}

#[test]
fn states_are_saved() {
    table().check();
}
