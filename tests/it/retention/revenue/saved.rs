//! What is saved, and what is not believed when it is read.

use tenure::Merge;
use tenure::retention::revenue::{
    BillingCycle, MagicNumber, MonthlyRecurringRevenue, MovementKind, RecurringCharge,
    RevenueChange, RevenueLedger, RevenueMovements, RevenueRetention,
};
use tenure::units::Money;

use crate::support::wire::{saved, tagged};

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
    let (ledger, text) = (ledger.unwrap(), tagged("revenue ledger", text));
    assert_eq!(serde_json::to_string(&ledger).unwrap(), text);
    assert_eq!(
        serde_json::from_str::<RevenueLedger<i32>>(&text).unwrap(),
        ledger
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
        &tagged(
            "revenue movements",
            r#"{"opening":[8900,3],"new":[70,1],"reactivation":[5,1],"expansion":[2000,1],"contraction":[100,1],"churn":[3000,1],"squares":[34810000,9090000,9010000,10000000,4000000]}"#,
        ),
    );
    let plans: MonthlyRecurringRevenue = [
        (Money::from_minor(700), BillingCycle::Year),
        (Money::from_minor(-20), BillingCycle::Month),
    ]
    .iter()
    .collect();
    let form = tagged(
        "monthly recurring revenue",
        r#"[["month",-20],["year",700]]"#,
    );
    saved(&plans, &form);
    let money = Money::from_minor;
    saved(
        &MagicNumber::from_quarterly_revenue(money(1), money(6), money(2)).unwrap(),
        &tagged("magic number", r#"{"added":20,"spent":2}"#),
    );
    let ledger = RevenueLedger::try_from_iter([(3, 0, None, 50)]).unwrap();
    let month = r#"{"opening":[50,1],"new":[0,0],"reactivation":[0,0],"expansion":[0,0],"contraction":[0,0],"churn":[0,0],"squares":[2500,0,0,0,0]}"#;
    saved(
        &ledger.waterfall(0, 1).unwrap(),
        &tagged(
            "revenue waterfall",
            format!(r#"{{"first":0,"movements":[{month}]}}"#),
        ),
    );
    let form = format!(
        r#"{{"from":0,"to":1,"movements":{month},"lowest":{month},"net_chained":1.0,"gross_chained":1.0}}"#
    );
    let text = tagged("revenue retention", form);
    let retention = ledger.revenue_retention(0, 1).unwrap();
    crate::support::wire::writes(&retention, &text);
    assert_eq!(
        serde_json::from_str::<RevenueRetention>(&text).unwrap(),
        retention
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
        let error = serde_json::from_str::<RevenueLedger<u8>>(&tagged("revenue ledger", wrong))
            .unwrap_err()
            .to_string();
        assert!(error.len() > 10 && !error.contains("Row"), "{error}");
    }
    assert!(
        serde_json::from_str::<RevenueLedger<u8>>(&tagged("revenue ledger", "[[3,4,4,70]]"))
            .unwrap_err()
            .to_string()
            .starts_with("charge of a revenue ledger must be one of an amount above 0 that ends after it starts")
    );
    // In any order, the same stretch twice.
    let odd = tagged("revenue ledger", "[[7,2,null,900],[3,0,4,50],[3,0,4,20]]");
    let odd: RevenueLedger<u8> = serde_json::from_str(&odd).unwrap();
    assert_eq!(
        serde_json::to_string(&odd).unwrap(),
        tagged("revenue ledger", "[[3,0,4,70],[7,2,null,900]]")
    );
    // Amounts that stopped at the end of 64 bits.
    let mut huge =
        RevenueLedger::try_from_iter([(1, 0, None, RevenueChange::MOST_IN_MINOR)]).unwrap();
    for _ in 0..30 {
        huge.merge(huge.clone());
    }
    let text = serde_json::to_string(&huge).unwrap();
    assert_eq!(
        text,
        tagged("revenue ledger", "[[1,0,null,18446744073709551615]]")
    );
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
        *wrong.pointer_mut(&format!("/value{path}")).unwrap() = value.into();
        serde_json::from_value::<RevenueMovements>(wrong)
            .unwrap_err()
            .to_string()
    };
    let unpaired =
        "revenue movements must be ones in which customers and amounts are both 0 or both above 0";
    assert_eq!(refused("/new/0", 4), unpaired);
    assert_eq!(refused("/churn/1", 3001), unpaired);
    assert_eq!(refused("/opening/1", 0), unpaired);
    let more = "revenue movements must be ones with no more customers that moved than were there at the start";
    assert_eq!(refused("/opening/1", 2), more);
    assert_eq!(refused("/expansion/1", 2), more);
    let lost =
        "revenue movements must be ones with no more revenue lost than was there at the start";
    assert_eq!(refused("/churn/0", 8799), lost);
    assert_eq!(refused("/opening/0", 3101), lost);
    let squares = "revenue movements must be ones with squares that fit the totals";
    assert_eq!(refused("/squares/0", 8000), squares);
    assert_eq!(refused("/squares/1", 9), squares);
    assert_eq!(refused("/squares/2", 9_090_001), squares);
    assert_eq!(refused("/squares/4", 9), squares);
    assert_eq!(refused("/squares/3", 9), squares);
    // Between these no three customers can be: (Σa)² ≤ 3·Σa², and Σa² ≤ (Σa)².
    assert_eq!(refused("/squares/0", 26_000_000), squares);
    assert_eq!(refused("/squares/0", 79_210_001), squares);
    // One gained, so the square of the sum is the sum of the squares.
    assert_eq!(refused("/squares/4", 3_999_999), squares);
    assert_eq!(refused("/squares/4", 4_000_001), squares);
    // (Σae)² ≤ Σa²·Σe², and the same of what was lost.
    assert_eq!(refused("/squares/3", 11_900_000), squares);
    assert_eq!(refused("/squares/1", 17_800_000), squares);
    assert_eq!(refused("/squares/1", 34_810_001), squares);
    assert_eq!(refused("/squares/2", 3_000), squares);
    assert_eq!(refused("/squares/2", 4_700_000), squares);
}
