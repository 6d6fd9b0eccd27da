//! What is saved of retention.

use super::Table;

pub(super) fn table() -> Table {
    Table::default()
}

#[test]
fn states_are_saved() {
    table().check();
}
