//! What people see.

use tenure::retention::revenue::{
    BillingCycle, MovementKind, RecurringCharge, RevenueLedger, RevenueMovements,
};
use tenure::units::Money;

#[test]
fn movements_are_as_wide_as_their_numbers() {
    let moved = RevenueMovements::try_from_iter([(123_456_789, 1, true), (0, 5, false)]).unwrap();
    assert_eq!(
        moved.display(0).to_string(),
        "                      MRR  customers
start           123456789          1
+ new                   5          1
+ reactivation          0          0
+ expansion             0          0
− contraction   123456788          1
− churn                 0          0
= end                   6          2"
    );
    assert_eq!(
        RevenueMovements::default()
            .display(2)
            .to_string()
            .lines()
            .last(),
        Some("= end           0.00          0")
    );
}

#[test]
fn what_is_unknown_is_a_dash() {
    let ledger = RevenueLedger::try_from_iter([("ann", 2, Some(3), 500)]).unwrap();
    assert_eq!(
        ledger.waterfall(0, 3).unwrap().display(2).to_string(),
        "period  start   new  reactivation  expansion  contraction  churn   end   GRR   NRR
1        0.00  0.00          0.00       0.00         0.00   0.00  0.00     –     –
2        0.00  5.00          0.00       0.00         0.00   0.00  5.00     –     –
3        5.00  0.00          0.00       0.00         0.00   5.00  0.00  0.0%  0.0%"
    );
    assert_eq!(
        ledger.revenue_retention(0, 3).unwrap().to_string(),
        "revenue retention       period 0 to 3
net, point to point                 –
net, chained                        –
gross, point to point               –
gross, chained                      –
gross, running minimum              –"
    );
}

#[test]
fn names_are_as_wide_as_asked_for() {
    assert_eq!(format!("{:>14}|", MovementKind::Churn), "         churn|");
    assert_eq!(format!("{:<10}|", BillingCycle::HalfYear), "half-year |");
    let charge = RecurringCharge::new("ann", 3, None, Money::from_minor(500)).unwrap();
    assert_eq!(
        charge.to_string(),
        "ann: 500 minor units a month from period 3 on"
    );
    let ended = RecurringCharge::in_period("ann", 3, Money::from_minor(500)).unwrap();
    assert_eq!(
        ended.to_string(),
        "ann: 500 minor units a month from period 3 to 4"
    );
}

#[test]
fn the_precision_is_that_of_the_currency() {
    let rows = [("ann", 0, None, 5000), ("bob", 0, Some(1), 2050)];
    let ledger = RevenueLedger::try_from_iter(rows).unwrap();
    let movements = ledger.movements(0, 1).unwrap();
    assert_eq!(format!("{movements:.2}"), movements.display(2).to_string());
    assert!(format!("{movements:.2}").contains(" 20.50 "));
    assert!(movements.to_string().contains(" 2050 "));
    let waterfall = ledger.waterfall(0, 1).unwrap();
    assert_eq!(format!("{waterfall:.2}"), waterfall.display(2).to_string());
}
