//! What is saved of segments.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use tenure::segment::*;
use tenure::units::Finite;

use super::{Table, draw};

pub(super) fn table() -> Table {
    let mut table = Table::default();
    table
        .plain::<Direction>(select(vec![
            Direction::HigherIsBetter,
            Direction::LowerIsBetter,
        ]))
        .plain::<RfmFacts>(facts())
        .plain::<RfmLabel>(select(vec![RfmLabel::Champion, RfmLabel::CannotLose]))
        .plain::<LifecycleStage>(select(vec![
            LifecycleStage::LongTerm,
            LifecycleStage::Loyal,
        ]))
        .plain::<ValueTier>(select(vec![ValueTier::Low, ValueTier::High]))
        .saved::<QuantileScale>(
            vec(draw::finite(), 20..60).prop_filter_map("a scale", |figures| {
                QuantileScale::new(figures, 4, Direction::LowerIsBetter).ok()
            }),
        )
        .saved::<RfmScale>(scales())
        .saved::<RfmScore>((scales(), facts()).prop_map(|(scale, facts)| scale.score(facts)))
        .saved::<LifecycleRules>((draw::positive(), draw::positive(), any::<u32>()).prop_map(
            |(long, loyal, n)| LifecycleRules {
                long_term_from_days: Finite::new(long).unwrap(),
                loyal_from_days: Finite::new(loyal).unwrap(),
                loyal_from_purchases: n,
            },
        ))
        .saved::<ValueTiers>(
            (draw::numbers(), draw::numbers()).prop_filter_map("in order", |(a, b)| {
                ValueTiers::by_amounts(a.min(b), a.max(b)).ok()
            }),
        )
        .saved::<GroupCounts<u8>>(draw::counted(
            vec(any::<u8>(), 0..20).prop_map(|groups| groups.into_iter().collect()),
        ));
    table
}

fn facts() -> impl Strategy<Value = RfmFacts> {
    let parts = (0.0..1e4, 1..1000_u32, draw::positive());
    parts.prop_map(|(days, purchases, spent)| RfmFacts::new(days, purchases, spent).unwrap())
}

fn scales() -> impl Strategy<Value = RfmScale> {
    vec(facts(), 20..60).prop_filter_map("a scale", |customers| RfmScale::new(customers, 5).ok())
}

#[test]
fn states_are_saved() {
    table().check();
}
