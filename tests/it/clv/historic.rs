//! [`HistoricClv`] is an accumulator, and exact.

use proptest::prelude::*;
use tenure::clv::HistoricClv;
use tenure::units::Money;

use crate::support::laws;

fn amounts() -> impl Strategy<Value = Money> {
    (-1_000_000_i64..1_000_000).prop_map(Money::from_minor)
}

#[test]
fn historic_value_is_an_accumulator() {
    laws::accumulator::<HistoricClv, Money>(file!(), amounts());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn purchases_times_average_order_is_the_value(
        amounts in proptest::collection::vec(0..10_000_000_i64, 1..50),
    ) {
        let customer: HistoricClv = amounts.iter().map(|a| Money::from_minor(*a)).collect();
        prop_assert_eq!(customer.total().minor(), amounts.iter().map(|a| i128::from(*a)).sum());
        let product = customer.average_order_in_major(2).unwrap() * amounts.len() as f64;
        prop_assert!((product - customer.total().in_major(2)).abs() <= 1e-15 * 4.0 * customer.total().in_major(2));
    }
}

#[test]
fn a_hundred_thousand_amounts_and_their_refunds_leave_nothing() {
    let amounts = (0..100_000_i64).map(|i| Money::from_minor(i * 37 % 99_991));
    let refunds = (0..100_000_i64).map(|i| Money::from_minor(-(i * 37 % 99_991)));
    let customer: HistoricClv = amounts.chain(refunds).collect();
    assert_eq!(customer.total(), Money::ZERO);
}

#[test]
fn no_purchase_has_no_average() {
    assert_eq!(HistoricClv::default().average_order_in_major(2), None);
    assert_eq!(HistoricClv::default().total(), Money::ZERO);
    let mut one = HistoricClv::default();
    one.push(Money::from_minor(1_999));
    assert_eq!(one.average_order_in_major(2), Some(19.99));
    assert!(one.average_order_in_major(255).unwrap() > 0.0);
}

#[cfg(feature = "serde")]
#[test]
fn huge_states_read_back_and_merge() {
    use crate::support::wire::read;

    let huge = format!(
        r#"{{"purchases":"{}","total":"{}"}}"#,
        1_u128 << 112,
        1_u128 << 112
    );
    let mut state: HistoricClv = read(&huge).unwrap();
    let same = state;
    tenure::Merge::merge(&mut state, same);
    assert_eq!(state.purchases(), u64::MAX);
    assert!(state.average_order_in_major(255).unwrap().is_finite());
    let over = format!(r#"{{"purchases":"{}","total":0}}"#, (1_u128 << 112) + 1);
    let error = read::<HistoricClv>(&over).unwrap_err();
    assert!(error.to_string().contains("too large"), "{error}");
}
