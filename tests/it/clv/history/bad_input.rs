//! Data that cannot be, and what is said of it.

use tenure::Error;
use tenure::clv::history::{
    EarlierCustomers, HistoryTable, Observation, Purchase, PurchaseHistory, PurchaseLog,
};
use tenure::units::{Money, TimeUnit};

use super::log;

#[track_caller]
fn refused<T>(result: tenure::Result<T>, message: &str) {
    match result {
        Ok(_) => panic!("accepted; expected: {message}"),
        Err(error) => assert_eq!(error.to_string(), message),
    }
}

/// Trap T10 among them: nobody is seen for no time, and a repeat purchase is not at time 0.
#[test]
fn impossible_histories() {
    let of = |x, last, age| PurchaseHistory::new(x, last, age, TimeUnit::WEEK);
    let age = "time since the first purchase must be above 0 and at most 1e9 days, got ";
    refused(of(0, 0.0, 0.0), &format!("{age}0"));
    refused(of(0, 0.0, -1.0), &format!("{age}-1"));
    refused(of(0, 0.0, 2e8), &format!("{age}200000000"));
    refused(
        of(0, 0.0, f64::NAN),
        "time since the first purchase must be a finite number, got NaN",
    );
    refused(
        of(0, 0.0, f64::INFINITY),
        "time since the first purchase must be a finite number, got inf",
    );
    refused(
        of(1, f64::NAN, 1.0),
        "time of the last purchase must be a finite number, got NaN",
    );
    refused(
        of(1, f64::NEG_INFINITY, 1.0),
        "time of the last purchase must be a finite number, got -inf",
    );
    refused(
        of(1, 2.0, 1.0),
        "time of the last purchase (2) cannot exceed time since the first one (1)",
    );
    refused(
        of(0, 0.5, 1.0),
        "time of the last purchase must be 0 for a customer without repeat purchases, got 0.5",
    );
    let repeats = "time of the last purchase must be above 0 for a customer with repeat purchases \
                   (purchases of the same period are one), got ";
    refused(of(3, 0.0, 1.0), &format!("{repeats}0"));
    refused(of(3, -0.5, 1.0), &format!("{repeats}-0.5"));
    refused(
        of(u64::MAX, 1.0, 1.0),
        "number of repeat purchases must be at most 1e12, got 1.8446744073709552e19",
    );
    // −0 is 0, and does not leave.
    let once = of(0, -0.0, 1.0).unwrap();
    assert!(once.last(TimeUnit::DAY).is_sign_positive());
    // What is nothing in days is nothing.
    let tiny = TimeUnit::days(1e-6).unwrap();
    assert!(PurchaseHistory::new(1, 5e-324, 1.0, tiny).is_err());
    assert!(PurchaseHistory::new(0, 0.0, 5e-324, tiny).is_err());
}

#[test]
fn impossible_histories_are_named_by_their_place() {
    let day = TimeUnit::DAY;
    let rows = [(0, 0.0, 5.0, day), (1, 2.0, 5.0, day), (1, 6.0, 5.0, day)];
    let message = "item 2 was rejected: time of the last purchase (6) cannot exceed time since the first one (5)";
    refused(HistoryTable::try_from_iter(rows), message);
    refused(HistoryTable::try_from_iter(rows.iter()), message);
    let mut table = HistoryTable::try_from_iter(&rows[..2]).unwrap();
    let before = table.clone();
    refused(table.try_extend(rows), message);
    assert_eq!(table, before);
}

#[test]
fn purchases_that_are_none() {
    let cents = Money::from_minor;
    refused(
        PurchaseLog::try_from_iter([("ann", 1, cents(5)), ("ann", 2, cents(-5))]),
        "item 1 was rejected: amount of a purchase (in minor units) must be at least 0 \
         (for refunds, see Purchase::or_refund), got -5",
    );
    let too_much: Money = [cents(i64::MAX), cents(1)].into_iter().sum();
    let message =
        "amount of a purchase (in minor units) must be within ±2^63, got 9.223372036854775e18";
    let close = message.replace("775e18", "776e18");
    refused(Purchase::new("ann", 1, too_much), &close);
    assert!(Purchase::or_refund("ann", 1, cents(i64::MIN)).is_err());
    assert!(Purchase::or_refund("ann", 1, cents(-i64::MAX)).is_ok());

    let mut shop = log(&[("ann", 1, 5)]);
    assert!(
        shop.try_extend([("bob", 1, cents(1)), ("bob", 2, cents(-1))])
            .is_err()
    );
    assert_eq!(shop, log(&[("ann", 1, 5)]));
    let one = shop.try_from_iter_of_references();
    assert_eq!(one, shop);
}

trait ByReference {
    fn try_from_iter_of_references(&self) -> Self;
}

impl ByReference for PurchaseLog<&'static str> {
    fn try_from_iter_of_references(&self) -> Self {
        let lines = [("ann", 1_i64, Money::from_minor(5))];
        Self::try_from_iter(lines).unwrap()
    }
}

#[test]
fn observations_that_end_before_they_start() {
    let shop = log(&[("ann", 1, 5), ("ann", 30, 5)]);
    let early = Observation::until(20).holdout_until(10);
    let message = "end of the calibration (20) cannot exceed the end of the holdout (10)";
    refused(shop.histories(early), message);
    refused(shop.observed_customers(early).map(Iterator::count), message);
    refused(shop.repeat_purchase_counts(early, 7), message);
    let lines = [("ann", 1, Money::from_minor(5))];
    refused(
        PurchaseLog::grouped(lines, early).map(Iterator::count),
        message,
    );
    let late = Observation::until(20).starting_at(21, EarlierCustomers::AreLeftOut);
    refused(
        shop.histories(late),
        "start of the observation (21) cannot exceed the end of the calibration (20)",
    );
    refused(
        shop.repeat_purchase_counts(20, 0),
        "ticks in a period must be at least 1, got 0",
    );
    let shop = log(&[("ann", 0, 5)]);
    refused(
        shop.repeat_purchase_counts(100_001, 1),
        "number of periods to count repeat purchases in must be at most 100000, got 100001",
    );
    // Nothing is said of nothing.
    let empty = PurchaseLog::<u8>::new();
    assert!(empty.is_empty() && empty.histories(i64::MAX).unwrap().is_empty());
    assert_eq!(
        empty.repeat_purchase_counts(5, 7).unwrap().periods().len(),
        0
    );
}

/// Seconds given for days are not taken for a history of millions of years, and no time overflows.
#[test]
fn times_in_another_unit() {
    let message = "days from the first purchase to the end of the calibration must be at most 1e9 \
                   (are the times in another unit?), got ";
    let shop = log(&[("ann", 20_000, 5), ("ann", 1_700_000_000, 5)]);
    refused(
        shop.histories(1_800_000_000),
        &format!("{message}1799980000"),
    );
    let lines = [
        ("ann", 5, Money::from_minor(1)),
        ("bob", -2_000_000_000, Money::from_minor(1)),
    ];
    let last = PurchaseLog::grouped(lines, 10).unwrap().last().unwrap();
    refused(last, &format!("item 1 was rejected: {message}2000000010"));

    let ends = log(&[
        ("ann", i64::MIN, 5),
        ("ann", i64::MAX, 5),
        ("bob", i64::MAX - 9, 5),
    ]);
    assert!(ends.histories(i64::MAX).is_err());
    assert!(ends.histories(i64::MIN).unwrap().is_empty());
    let late = Observation::until(i64::MAX)
        .starting_at(i64::MAX - 8, EarlierCustomers::StartWithObservation);
    assert_eq!(ends.histories(late).unwrap().customers(), 2);
    let seconds = Observation::until(i64::MAX).holdout_until(i64::MAX);
    let ticks = PurchaseLog::<_, 86_400>::try_from_ticks([("ann", i64::MIN, Money::ZERO)]).unwrap();
    assert!(ticks.repeat_purchase_counts(seconds, u64::MAX).is_err());
    assert!(ticks.histories(i64::MIN).unwrap().is_empty());
}

#[test]
fn sorted_input_that_is_not() {
    let cents = Money::from_minor;
    let message =
        "item 2 was rejected: purchase must be in order, sorted by customer and then by time";
    for third in [("ann", 9, cents(1)), ("bob", 4, cents(1))] {
        let lines = [("ann", 8, cents(1)), ("bob", 5, cents(1)), third];
        let mut customers = PurchaseLog::grouped(lines, 20).unwrap();
        assert!(customers.next().unwrap().is_ok() || third.0 == "bob");
        let last = customers.last();
        // Nothing comes after an error.
        match last {
            Some(Err(Error::Item { index: 2, .. })) => {}
            other => panic!("{other:?}"),
        }
        let mut again = PurchaseLog::grouped(lines, 20).unwrap();
        refused(again.find_map(Result::err).map_or(Ok(()), Err), message);
        assert!(again.next().is_none());
    }
    let lines = [("ann", 8, cents(1)), ("ann", 9, cents(-1))];
    let refusal = PurchaseLog::grouped(lines, 20)
        .unwrap()
        .find_map(Result::err);
    assert!(matches!(refusal, Some(Error::Item { index: 1, .. })));
}

/// Amounts of one customer at one time stop at the largest, whatever the order.
#[test]
fn amounts_do_not_overflow() {
    let most = Purchase::new("ann", 3, Money::from_minor(i64::MAX)).unwrap();
    let back = Purchase::or_refund("ann", 3, Money::from_minor(-i64::MAX)).unwrap();
    let first = Purchase::new("ann", 1, Money::ZERO).unwrap();
    let log: PurchaseLog<&str> = [most, most, back, first, most].into_iter().collect();
    let reversed: PurchaseLog<&str> = [most, first, back, most, most].into_iter().collect();
    assert_eq!(log, reversed);
    // As much came back: there was no purchase.
    let ann = log.observed_customers(9).unwrap().next().unwrap();
    assert_eq!(ann.history().repeat_purchases(), 0);
}
