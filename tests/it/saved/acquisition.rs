//! What is saved of acquisition.

use proptest::collection::vec;
use proptest::prelude::*;
use tenure::acquisition::{Acquisition, Cac, Spend};
use tenure::units::Money;

use super::{Table, draw};

pub(super) fn table() -> Table {
    let mut table = Table::default();
    table
        .plain::<Spend>(money().prop_map(|amount| Spend::new(amount).unwrap()))
        .plain::<Acquisition>(acquisitions())
        .saved::<Cac>(draw::grown(
            vec(acquisitions(), 0..5).prop_map(|rows| rows.into_iter().collect()),
        ));
    table
}

fn money() -> impl Strategy<Value = Money> {
    (0..=i64::MAX).prop_map(Money::from_minor)
}

fn acquisitions() -> impl Strategy<Value = Acquisition> {
    (money(), draw::counts()).prop_map(|(spend, won)| Acquisition::new(spend, won).unwrap())
}

#[test]
fn states_are_saved() {
    table().check();
}
