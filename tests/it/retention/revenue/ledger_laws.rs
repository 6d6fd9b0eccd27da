//! What holds of a ledger, whatever is charged when.

use proptest::prelude::*;
use tenure::retention::revenue::{
    RecurringCharge, RevenueLedger, RevenueMovements, RevenueWaterfall,
};
use tenure::units::Proportion;

use super::charges;
use crate::support::assert_close;

fn many() -> impl Strategy<Value = Vec<RecurringCharge<u8>>> {
    proptest::collection::vec(charges(), 0..40)
}

/// What a customer is charged in a period, charge by charge.
fn paid(charges: &[RecurringCharge<u8>], id: u8, period: i64) -> i64 {
    let of_customer = charges
        .iter()
        .filter(|charge| *charge.id() == id && charge.is_charged_in(period));
    of_customer
        .map(|charge| i64::try_from(charge.amount().minor()).unwrap())
        .sum()
}

/// From what each customer pays in the two periods, and in all before.
fn by_hand(charges: &[RecurringCharge<u8>], from: i64, to: i64) -> RevenueMovements {
    let rows = (0..6).map(|id| {
        let before = (-6..=from).any(|period| paid(charges, id, period) > 0);
        (id, paid(charges, id, from), paid(charges, id, to), before)
    });
    RevenueMovements::try_from_customers(rows).unwrap()
}

#[test]
fn movements_are_those_of_the_sums_per_customer() {
    proptest!(|(charges in many(), from in -7..20_i64, length in 1..12_i64)| {
        let ledger: RevenueLedger<u8> = charges.iter().collect();
        prop_assert_eq!(ledger.movements(from, from + length).unwrap(), by_hand(&charges, from, from + length));
        // Pushed one by one and not sorted: the same.
        let mut pushed = RevenueLedger::new();
        charges.iter().rev().for_each(|charge| pushed.push(*charge));
        prop_assert_eq!(pushed.movements(from, from + length).unwrap(), by_hand(&charges, from, from + length));
        for id in 0..6 {
            prop_assert_eq!(ledger.paid_by(&id, from).minor(), i128::from(paid(&charges, id, from)));
        }
    });
}

#[test]
fn each_period_of_a_waterfall_is_its_movements() {
    proptest!(|(charges in many(), first in -7..15_i64, length in 1..15_i64)| {
        let ledger: RevenueLedger<u8> = charges.iter().collect();
        let last = first + length;
        let waterfall = ledger.waterfall(first, last).unwrap();
        prop_assert_eq!(i64::try_from(waterfall.iter().len()), Ok(length));
        let mut end = ledger.movements(first, last).unwrap().opening();
        let mut at_end = None;
        for (place, (period, moved)) in (first + 1..).zip(waterfall.iter()) {
            prop_assert_eq!(place, period);
            // To the last square.
            prop_assert_eq!(moved, &ledger.movements(period - 1, period).unwrap());
            prop_assert_eq!(moved.opening(), end);
            end = moved.closing();
            if let Some(before) = at_end.replace(moved.customers_at_end()) {
                prop_assert_eq!(moved.customers_at_start(), before);
            }
        }
        prop_assert_eq!(ledger.movements(first, last).unwrap().closing(), end);
    });
}

fn product(
    waterfall: &RevenueWaterfall,
    rate: impl Fn(&RevenueMovements) -> Option<f64>,
) -> Option<f64> {
    waterfall
        .iter()
        .map(|(_, moved)| rate(moved))
        .try_fold(1.0, |all, rate| Some(all * rate?))
}

#[test]
fn horizons_are_in_order() {
    let get = |rate: Option<Proportion>| rate.map(Proportion::get);
    proptest!(|(charges in many(), from in -3..10_i64, length in 1..10_i64)| {
        let ledger: RevenueLedger<u8> = charges.iter().collect();
        let to = from + length;
        let retention = ledger.revenue_retention(from, to).unwrap();
        let point = get(retention.gross_point_to_point());
        let lowest = get(retention.gross_running_minimum());
        prop_assert!(lowest <= point && point <= Some(1.0));
        prop_assert_eq!(point.is_some(), lowest.is_some());
        // The lowest that each paid, month by month.
        let kept: i64 = (0..6).map(|id| {
            (from..=to).map(|period| paid(&charges, id, period)).min().unwrap()
        }).sum();
        prop_assert_eq!(retention.lowest().closing().minor(), i128::from(kept));
        let waterfall = ledger.waterfall(from, to).unwrap();
        prop_assert_eq!(retention.net_chained(), product(&waterfall, RevenueMovements::net_revenue_retention));
        prop_assert_eq!(
            retention.gross_chained(),
            product(&waterfall, |moved| get(moved.gross_revenue_retention()))
        );
        if length == 1 {
            prop_assert_eq!(retention.net_chained(), retention.net_point_to_point());
            prop_assert_eq!(retention.gross_chained(), point);
            prop_assert_eq!(lowest, point);
        }
        prop_assert_eq!(retention.movements(), &ledger.movements(from, to).unwrap());
    });
}

/// With nobody new and nobody back, the net chain telescopes.
#[test]
fn the_net_chain_of_a_closed_cohort_is_point_to_point() {
    let closed = proptest::collection::vec(
        (1..40_i64, proptest::option::of(1..9_i64), 0..40_i64),
        1..20,
    );
    proptest!(|(customers in closed)| {
        let mut ledger = RevenueLedger::new();
        for (id, (amount, end, more)) in customers.into_iter().enumerate() {
            ledger.try_extend([(id, 0, end, amount)]).unwrap();
            // More from month 4 on, until the first ends.
            if end.is_none_or(|end| end > 4) {
                ledger.try_extend([(id, 4, end, more)]).unwrap();
            }
        }
        let retention = ledger.revenue_retention(0, 8).unwrap();
        if let Some(chained) = retention.net_chained() {
            assert_close(chained, retention.net_point_to_point().unwrap(), 1e-14);
        }
    });
}

/// The matrix of what everybody pays in each month says the same as the charges it follows from.
#[test]
fn snapshots_say_what_the_charges_say() {
    proptest!(|(charges in many())| {
        let ledger: RevenueLedger<u8> = charges.iter().collect();
        let charges = &charges;
        let rows = (0..6).flat_map(|id| (-6..12).map(move |period| (id, period, paid(charges, id, period))));
        let snapshots = RevenueLedger::try_from_snapshots(rows).unwrap();
        prop_assert_eq!(snapshots.waterfall(-6, 11).unwrap(), ledger.waterfall(-6, 11).unwrap());
        prop_assert_eq!(
            snapshots.revenue_retention(0, 11).unwrap(),
            ledger.revenue_retention(0, 11).unwrap()
        );
        // One row per subscription instead.
        let added: RevenueLedger<u8> = charges
            .iter()
            .flat_map(|charge| {
                let periods = (-6..12).filter(|period| charge.is_charged_in(*period));
                periods.map(|period| RecurringCharge::in_period(*charge.id(), period, charge.amount()).unwrap())
            })
            .collect();
        prop_assert_eq!(added.waterfall(-6, 11).unwrap(), ledger.waterfall(-6, 11).unwrap());
    });
}

/// Dropping one of two subscriptions is contraction, a change of plan without a gap is no churn.
#[test]
fn subscriptions_of_a_customer_are_one() {
    let ledger = RevenueLedger::try_from_iter([
        ("two", 0, None, 3000),
        ("two", 0, Some(1), 2000),
        ("upgrade", 0, Some(1), 1000),
        ("upgrade", 1, None, 1500),
        ("same", 0, Some(1), 700),
        ("same", 1, Some(5), 700),
        ("free", 0, Some(1), 0),
        ("free", 1, None, 900),
        ("moment", 1, Some(1), 5000),
    ])
    .unwrap();
    let moved = ledger.movements(0, 1).unwrap();
    assert_eq!(moved.churn().minor(), 0);
    assert_eq!(moved.contraction().minor(), 2000);
    assert_eq!(moved.expansion().minor(), 500);
    assert_eq!(moved.new_business().minor(), 900); // a free plan is no earlier payment
    assert_eq!(moved.customers_at_end(), 4);
    assert_eq!((ledger.customers(), ledger.periods()), (4, Some((0, 5))));
}

/// Who was away over both ends of a stretch and paid in it is new the next time only if they never paid before.
#[test]
fn paid_before_is_before_the_start() {
    let ledger =
        RevenueLedger::try_from_iter([("ann", 2, Some(3), 500), ("ann", 5, None, 500)]).unwrap();
    let kind = |from, to| {
        let moved = ledger.movements(from, to).unwrap();
        (moved.new_business().minor(), moved.reactivation().minor())
    };
    assert_eq!(kind(4, 5), (0, 500));
    assert_eq!(kind(0, 5), (500, 0)); // since period 0 she is new
    assert_eq!(kind(1, 2), (500, 0));
    assert_eq!(ledger.movements(2, 5).unwrap().expansion().minor(), 0);
}
