//! What is saved of the statistics.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use tenure::stats::*;

use super::{Table, draw};

pub(super) fn table() -> Table {
    let mut table = Table::default();
    table
        .saved::<Binomial>(binomials())
        .saved::<BinomialDifference>(
            (binomials(), binomials()).prop_map(|(first, second)| first.difference(second)),
        )
        .saved::<ExactSum>(draw::grown(numbers().prop_map(collected)))
        .saved::<Moments>(draw::grown(numbers().prop_map(collected)))
        .saved::<Sample>(numbers().prop_map(collected))
        .saved::<Description>(
            vec(draw::finite(), 1..40)
                .prop_filter_map("a mean", |values| collected::<Sample>(values).describe()),
        )
        .saved::<Interval>(intervals())
        .saved::<ZTest>(draw::numbers().prop_map(|z| ZTest::new(z).unwrap()))
        .plain::<BinomialMethod>(select(vec![
            BinomialMethod::Wilson,
            BinomialMethod::ClopperPearson,
        ]))
        .plain::<DifferenceMethod>(select(vec![
            DifferenceMethod::Newcombe,
            DifferenceMethod::Wald,
        ]))
        .plain::<QuantileRule>(select(vec![QuantileRule::Linear, QuantileRule::Weibull]));
    table
}

pub(super) fn binomials() -> impl Strategy<Value = Binomial> {
    let shares = (draw::counts(), draw::counts())
        .prop_map(|(a, b)| Binomial::new(a.min(b), a.max(b)).unwrap());
    draw::counted(shares)
}

pub(super) fn intervals() -> impl Strategy<Value = Interval> {
    (draw::numbers(), draw::numbers(), draw::levels())
        .prop_map(|(a, b, level)| Interval::new(a.min(b), a.max(b), level).unwrap())
}

fn numbers() -> impl Strategy<Value = Vec<tenure::units::Finite>> {
    vec(draw::finite(), 0..40)
}

fn collected<A: FromIterator<tenure::units::Finite>>(values: Vec<tenure::units::Finite>) -> A {
    values.into_iter().collect()
}

#[test]
fn states_are_saved() {
    table().check();
}

/// Both figures of a test are written, and both are read: of postcard, too, where the next value follows.
#[test]
fn a_test_is_read_whole() {
    let pair = [ZTest::new(1.5).unwrap(), ZTest::new(-2.0).unwrap()];
    let bytes = postcard::to_allocvec(&pair).unwrap();
    assert_eq!(postcard::from_bytes::<[ZTest; 2]>(&bytes).unwrap(), pair);
    let forged = r#"{"kind":"z test","format":1,"value":{"z":1.0,"p_value":0.001}}"#;
    let message = serde_json::from_str::<ZTest>(forged)
        .unwrap_err()
        .to_string();
    assert!(
        message.starts_with("p-value of a test must be that of its statistic, got 0.001"),
        "{message}"
    );
}
