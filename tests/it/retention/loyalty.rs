//! Repurchase, referral, success, conversion, loyalty.

use proptest::prelude::*;
use tenure::retention::{
    Purchases, Referrals, RepeatPurchases, cls_source, repeat_purchase_share, success_rate,
};
use tenure::units::Proportion;

use crate::support::laws;

fn counts() -> impl Strategy<Value = u64> {
    prop_oneof![4 => 0..4_u64, 1 => any::<u64>()]
}

#[test]
fn repeat_purchases_are_an_accumulator() {
    laws::accumulator::<RepeatPurchases, u64>(file!(), counts());
}

#[test]
fn referrals_are_an_accumulator() {
    laws::accumulator::<Referrals, u64>(file!(), counts());
}

#[test]
fn purchases_are_an_accumulator() {
    laws::accumulator::<Purchases<u8>, u8>(file!(), 0..30_u8);
    let named = (0..30_u8).prop_map(|id| format!("customer {id}"));
    laws::fold::<Purchases<String>, _>(file!(), named, |items| items.iter().collect());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn repurchase_counts_customers_and_not_orders(orders in proptest::collection::vec(0..6_u64, 0..60)) {
        let repeats: RepeatPurchases = orders.iter().collect();
        let buyers = orders.iter().filter(|n| **n >= 1).count() as u64;
        let again = orders.iter().filter(|n| **n >= 2).count() as u64;
        prop_assert_eq!(repeats.repurchased().trials(), buyers);
        prop_assert_eq!(repeats.repurchased().successes(), again);
        prop_assert_eq!(repeats.without_order(), orders.len() as u64 - buyers);
        prop_assert_eq!(repeats.orders(), orders.iter().sum::<u64>());
        let share = repeats.repeat_purchase_share().map(Proportion::get);
        let total = repeats.orders() as f64;
        prop_assert_eq!(share, (buyers > 0).then(|| (total - buyers as f64) / total));
        prop_assert!(repeats.orders_per_buyer().is_none_or(|mean| mean >= 1.0));
        // The two shares are 0 together.
        prop_assert_eq!(share.is_some_and(|s| s > 0.0), again > 0);
    }

    #[test]
    fn a_list_of_orders_is_counted_by_customer(ids in proptest::collection::vec(0..20_u16, 0..60)) {
        let purchases: Purchases<u16> = ids.iter().collect();
        let by_hand: RepeatPurchases = (0..20_u16)
            .map(|id| ids.iter().filter(|i| **i == id).count() as u64)
            .filter(|n| *n > 0)
            .collect();
        prop_assert_eq!(purchases.repeats(), by_hand);
        prop_assert_eq!(purchases.customers(), by_hand.repurchased().trials());
        prop_assert!((0..20_u16).all(|id| purchases.orders_of(&id) == ids.iter().filter(|i| **i == id).count() as u64));
    }

    #[test]
    fn referrals_per_customer_is_at_least_the_share_of_referrers(made in proptest::collection::vec(0..6_u64, 0..60)) {
        let referrals: Referrals = made.iter().collect();
        let share = referrals.referrers().proportion().map(Proportion::get);
        prop_assert_eq!(share.is_none(), made.is_empty());
        prop_assert_eq!(referrals.per_customer().is_none(), made.is_empty());
        prop_assert!(referrals.per_customer() >= share);
        prop_assert_eq!(referrals.referrers().successes(), made.iter().filter(|n| **n > 0).count() as u64);
        prop_assert_eq!(referrals.referrals(), made.iter().sum::<u64>());
    }

    /// The source's score is one purchase short of the share it means.
    #[test]
    fn cls_subtracts_the_first_purchase_twice(total in 2..10_000_u64) {
        let printed = cls_source(total - 1, total).unwrap();
        let meant = repeat_purchase_share(total).unwrap().get();
        prop_assert!((meant - printed - 1.0 / total as f64).abs() <= 1e-15);
        prop_assert!(printed >= 0.0 && printed < meant && meant < 1.0);
    }
}

#[test]
fn loyalty_of_nobody_and_of_one_purchase() {
    assert_eq!(repeat_purchase_share(0), None);
    assert_eq!(repeat_purchase_share(1), Some(Proportion::ZERO));
    assert_eq!(RepeatPurchases::default().repeat_purchase_share(), None);
    assert_eq!(RepeatPurchases::default().orders_per_buyer(), None);
    assert_eq!(Referrals::default().per_customer(), None);
    assert_eq!(
        cls_source(0, 5).unwrap_err().to_string(),
        "repeat purchases must be at least 1 for this score, got 0"
    );
    assert_eq!(
        cls_source(0, 0).unwrap_err().to_string(),
        "repeat purchases must be at least 1 for this score, got 0"
    );
    assert_eq!(
        cls_source(6, 5).unwrap_err().to_string(),
        "repeat purchases (6) cannot exceed purchases (5)"
    );
}

#[test]
fn shares_speak_the_language_of_their_question() {
    assert_eq!(
        success_rate(3, 2).unwrap_err().to_string(),
        "customers who reached their goal (3) cannot exceed customers (2)"
    );
    assert_eq!(
        tenure::retention::referred_share(1200, 1000)
            .unwrap_err()
            .to_string(),
        "customers who came by referral (1200) cannot exceed customers (1000)"
    );
    assert_eq!(
        tenure::retention::StartCohort::try_from_counts(101, 100, 0)
            .unwrap_err()
            .to_string(),
        "retained customers (101) cannot exceed customers at the start (100)"
    );
    assert_eq!(success_rate(0, 0).unwrap().proportion(), None);
}

#[cfg(feature = "serde")]
#[test]
fn files_that_cannot_be_are_refused() {
    use crate::support::wire::tagged;

    let binomial = |k: u64, n: u64| format!(r#"{{"successes":{k},"failures":{}}}"#, n - k);
    let orders = |orders: u64| {
        let text = format!(
            r#"{{"buyers":{},"without_order":0,"orders":{orders}}}"#,
            binomial(2, 3)
        );
        serde_json::from_str::<RepeatPurchases>(&tagged("repeat purchases", text))
            .map_err(|e| e.to_string())
    };
    assert_eq!(orders(5).unwrap().orders(), 5);
    let error = orders(4).unwrap_err();
    assert!(
        error.starts_with(
            "the fewest orders these customers can have placed (5) cannot exceed all orders (4)"
        ),
        "{error}"
    );
    let text = format!(r#"{{"customers":{},"referrals":1}}"#, binomial(2, 3));
    let error = serde_json::from_str::<Referrals>(&tagged("referrals", text))
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("customers who referred somebody (2) cannot exceed referrals (1)"),
        "{error}"
    );
    // A customer without orders is none: no trace of it is left.
    let nobody: Purchases<u8> = serde_json::from_str(&tagged("purchases", "[[7, 0]]")).unwrap();
    assert_eq!(nobody, Purchases::default());
}

/// A state may be read back at the ceiling of its counts and doubled for ever.
#[cfg(feature = "serde")]
#[test]
fn huge_counts_merge_and_stay_finite() {
    use crate::support::wire::tagged;
    use tenure::Merge;

    let most = (1_u128 << 112).to_string();
    let mut purchases: Purchases<u8> =
        serde_json::from_str(&tagged("purchases", format!(r#"[[7, "{most}"]]"#))).unwrap();
    let mut repeats = purchases.repeats();
    assert_eq!(repeats.orders(), u64::MAX);
    for _ in 0..200 {
        purchases.merge(purchases.clone());
        repeats.merge(repeats);
        assert!(
            repeats
                .repeat_purchase_share()
                .is_some_and(|share| share <= Proportion::ONE)
        );
        assert!(repeats.orders_per_buyer().is_some_and(f64::is_finite));
        let text = serde_json::to_string(&repeats).unwrap();
        assert_eq!(
            serde_json::from_str::<RepeatPurchases>(&text).unwrap(),
            repeats
        );
    }
    assert_eq!(purchases.orders_of(&7), u64::MAX);
    let mut referrals: Referrals = [u64::MAX, 1].into_iter().collect();
    for _ in 0..200 {
        referrals.merge(referrals);
        let text = serde_json::to_string(&referrals).unwrap();
        assert_eq!(serde_json::from_str::<Referrals>(&text).unwrap(), referrals);
    }
    assert!(referrals.per_customer().is_some_and(f64::is_finite));
    let beyond = ((1_u128 << 112) + 1).to_string();
    let beyond = tagged("purchases", format!(r#"[[7, "{beyond}"]]"#));
    assert!(serde_json::from_str::<Purchases<u8>>(&beyond).is_err());
}
