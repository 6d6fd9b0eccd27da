//! What is saved, and what is not believed when it is read.

use tenure::Merge;
use tenure::retention::revenue::{
    BillingCycle, MagicNumber, MonthlyRecurringRevenue, MovementKind, RecurringCharge,
    RevenueChange, RevenueLedger, RevenueMovements,
};
use tenure::units::Money;

use crate::support::wire::{saved, writes};

#[test]
fn forms() {
    saved(&MovementKind::Reactivation, r#""reactivation""#);
    saved(&BillingCycle::FourWeeks, r#""four_weeks""#);
    saved(
        &RevenueChange::from_minor(0, 500, true).unwrap(),
        r#"{"opening":0,"closing":500,"paid_before":true}"#,
    );
    saved(
        &RecurringCharge::new(7, -2, Some(5), Money::from_minor(900)).unwrap(),
        r#"{"id":7,"first":-2,"end":5,"amount":900}"#,
    );
    saved(
        &RecurringCharge::new(7, -2, None, Money::from_minor(900)).unwrap(),
        r#"{"id":7,"first":-2,"end":null,"amount":900}"#,
    );
    let ledger =
        RevenueLedger::try_from_iter([(7, 2, None, 900), (3, 0, Some(4), 50), (3, 0, Some(4), 20)]);
    let text = r"[[3,0,4,70],[7,2,null,900]]";
    writes(&ledger.clone().unwrap(), text);
    assert_eq!(
        serde_json::from_str::<RevenueLedger<u8>>(text).unwrap(),
        ledger.unwrap()
    );
    saved(
        &RevenueMovements::try_from_iter([
            (5000, 7000, true),
            (3000, 0, true),
            (900, 800, true),
            (0, 5, true),
            (0, 70, false),
        ])
        .unwrap(),
        r#"{"opening":{"amount":8900,"customers":3},"new":{"amount":70,"customers":1},"reactivation":{"amount":5,"customers":1},"expansion":{"amount":2000,"customers":1},"contraction":{"amount":100,"customers":1},"churn":{"amount":3000,"customers":1},"squares":{"opening":34810000,"opening_lost":9090000,"lost":9010000,"opening_gained":10000000,"gained":4000000}}"#,
    );
    let plans: MonthlyRecurringRevenue = [
        (Money::from_minor(700), BillingCycle::Year),
        (Money::from_minor(-20), BillingCycle::Month),
    ]
    .iter()
    .collect();
    saved(&plans, r#"[["month",-20],["year",700]]"#);
    let money = Money::from_minor;
    writes(
        &MagicNumber::from_quarterly_revenue(money(1), money(6), money(2)).unwrap(),
        r#"{"added":20,"spent":2}"#,
    );
    let ledger = RevenueLedger::try_from_iter([(3, 0, None, 50)]).unwrap();
    let month = serde_json::to_string(&ledger.movements(0, 1).unwrap()).unwrap();
    writes(
        &ledger.waterfall(0, 1).unwrap(),
        &format!(r#"{{"first":0,"movements":[{month}]}}"#),
    );
    writes(
        &ledger.revenue_retention(0, 1).unwrap(),
        &format!(
            r#"{{"from":0,"to":1,"movements":{month},"lowest":{month},"net_chained":1.0,"gross_chained":1.0}}"#
        ),
    );
}

#[test]
fn a_ledger_reads_no_charge_that_cannot_be() {
    for wrong in [
        "[[3,4,4,70]]",
        "[[3,4,2,70]]",
        "[[3,4,null,0]]",
        "[[3,4,null,-1]]",
        "[[3,4,70]]",
        "[[3,4,null]]",
        r#"{"charges":[]}"#,
    ] {
        let error = serde_json::from_str::<RevenueLedger<u8>>(wrong)
            .unwrap_err()
            .to_string();
        assert!(error.len() > 10 && !error.contains("Row"), "{error}");
    }
    assert!(
        serde_json::from_str::<RevenueLedger<u8>>("[[3,4,4,70]]")
            .unwrap_err()
            .to_string()
            .starts_with("a charge of a revenue ledger is of nothing, or ends before it starts")
    );
    // In any order, the same stretch twice.
    let odd: RevenueLedger<u8> =
        serde_json::from_str("[[7,2,null,900],[3,0,4,50],[3,0,4,20]]").unwrap();
    assert_eq!(
        serde_json::to_string(&odd).unwrap(),
        "[[3,0,4,70],[7,2,null,900]]"
    );
    // Amounts that stopped at the end of 64 bits.
    let mut huge =
        RevenueLedger::try_from_iter([(1, 0, None, RevenueChange::MOST_IN_MINOR)]).unwrap();
    for _ in 0..30 {
        huge.merge(huge.clone());
    }
    let text = serde_json::to_string(&huge).unwrap();
    assert_eq!(text, "[[1,0,null,18446744073709551615]]");
    assert_eq!(
        serde_json::from_str::<RevenueLedger<u8>>(&text).unwrap(),
        huge
    );
}

#[test]
fn movements_that_no_customers_can_have_made_are_not_read() {
    let state =
        RevenueMovements::try_from_iter([(5000, 7000, true), (3000, 0, true), (900, 800, true)]);
    let good = serde_json::to_value(state.unwrap()).unwrap();
    let refused = |path: &str, value: u64| {
        let mut wrong = good.clone();
        *wrong.pointer_mut(path).unwrap() = value.into();
        serde_json::from_value::<RevenueMovements>(wrong)
            .unwrap_err()
            .to_string()
    };
    let unpaired = "a movement of revenue has customers without an amount, or the reverse";
    assert_eq!(refused("/new/amount", 4), unpaired);
    assert_eq!(refused("/churn/customers", 3001), unpaired);
    assert_eq!(refused("/opening/customers", 0), unpaired);
    let more = "more customers moved than were there at the start";
    assert_eq!(refused("/opening/customers", 2), more);
    assert_eq!(refused("/expansion/customers", 2), more);
    let lost = "more revenue was lost than was there at the start";
    assert_eq!(refused("/churn/amount", 8799), lost);
    assert_eq!(refused("/opening/amount", 3101), lost);
    let squares = "the squares of movements of revenue do not fit their totals";
    assert_eq!(refused("/squares/opening", 8000), squares);
    assert_eq!(refused("/squares/opening_lost", 9), squares);
    assert_eq!(refused("/squares/lost", 9_090_001), squares);
    assert_eq!(refused("/squares/gained", 9), squares);
    assert_eq!(refused("/squares/opening_gained", 9), squares);
    // Between these no three customers can be: (Σa)² ≤ 3·Σa², and Σa² ≤ (Σa)².
    assert_eq!(refused("/squares/opening", 26_000_000), squares);
    assert_eq!(refused("/squares/opening", 79_210_001), squares);
    // One gained, so the square of the sum is the sum of the squares.
    assert_eq!(refused("/squares/gained", 3_999_999), squares);
    assert_eq!(refused("/squares/gained", 4_000_001), squares);
    // (Σae)² ≤ Σa²·Σe², and the same of what was lost.
    assert_eq!(refused("/squares/opening_gained", 11_900_000), squares);
    assert_eq!(refused("/squares/opening_lost", 17_800_000), squares);
    assert_eq!(refused("/squares/opening_lost", 34_810_001), squares);
    assert_eq!(refused("/squares/lost", 3_000), squares);
    assert_eq!(refused("/squares/lost", 4_700_000), squares);
}
