//! The named choices: what counts as a purchase, whose, and from when on.

use core::num::NonZeroU64;

use tenure::clv::history::{
    EarlierCustomers, HistoryTable, Observation, Purchase, PurchaseHistory, PurchaseLog, Refunds,
    SamePeriod, ZeroAmounts,
};
use tenure::units::{Money, TimeUnit};

use super::{history, log};

fn one(log: &PurchaseLog<&str>, observation: Observation) -> PurchaseHistory {
    let mut customers = log.observed_customers(observation).unwrap();
    let customer = customers.next().unwrap();
    assert!(customers.next().is_none());
    customer.history()
}

#[test]
fn purchases_of_a_day_are_one_and_the_first_is_not_counted() {
    let log = log(&[
        ("ann", 5, 100),
        ("ann", 5, 200),
        ("ann", 8, 300),
        ("ann", 8, 400),
    ]);
    let mut customers = log.observed_customers(20).unwrap();
    let ann = customers.next().unwrap();
    assert_eq!(ann.history(), history(1, 3.0, 15.0));
    assert_eq!(ann.repeat_spend(), Money::from_minor(700));
    assert_eq!(ann.mean_repeat_spend_in_major(2), Some(7.0));
    drop(customers);
    // A week from day 0 on is one purchase, too.
    let week = SamePeriod::Ticks(NonZeroU64::new(7).unwrap());
    let weekly = Observation::until(20).same_period(week);
    assert_eq!(one(&log, weekly), history(1, 7.0, 14.0));
    let fortnight = SamePeriod::Ticks(NonZeroU64::new(14).unwrap());
    assert_eq!(
        one(&log, Observation::until(20).same_period(fortnight)),
        history(0, 0.0, 14.0)
    );
}

#[test]
fn the_last_day_is_within() {
    let log = log(&[
        ("ann", 1, 1),
        ("ann", 10, 1),
        ("ann", 11, 1),
        ("bob", 10, 1),
        ("cy", 11, 1),
    ]);
    let observation = Observation::until(10).holdout_until(11);
    let customers: Vec<_> = log.observed_customers(observation).unwrap().collect();
    // bob came on the last day, cy after it.
    assert_eq!(customers.len(), 1);
    assert_eq!(customers[0].history(), history(1, 9.0, 9.0));
    assert_eq!(customers[0].holdout_purchases(), Some(1));
    assert_eq!(customers[0].start(), 1);
    assert_eq!(log.customers(), 3);
}

#[test]
fn free_purchases_are_purchases_unless_said_otherwise() {
    let log = log(&[("ann", 1, 0), ("ann", 5, 100), ("ann", 9, 0)]);
    let observation = Observation::until(11);
    assert_eq!(one(&log, observation), history(2, 8.0, 10.0));
    let strict = observation.zero_amounts(ZeroAmounts::AreIgnored);
    assert_eq!(one(&log, strict), history(0, 0.0, 6.0));
}

#[test]
fn refunds_do_what_was_chosen() {
    let lines = [
        ("ann", 1, 100),
        ("ann", 5, 300),
        ("ann", 5, -100),
        ("ann", 7, 50),
        ("ann", 7, -50),
        ("ann", 9, -70),
    ];
    let purchases = lines
        .map(|(id, day, cents)| Purchase::or_refund(id, day, Money::from_minor(cents)).unwrap());
    let log: PurchaseLog<&str> = purchases.into_iter().collect();
    let mut customers = log.observed_customers(11).unwrap();
    let ann = customers.next().unwrap();
    // The order of day 7 came back whole; what came back on day 9 belongs to no day with a purchase.
    assert_eq!(ann.history(), history(1, 4.0, 10.0));
    assert_eq!(ann.mean_repeat_spend_in_major(2), Some(2.0));
    let ignored = Observation::until(11).refunds(Refunds::AreIgnored);
    let ann = log.observed_customers(ignored).unwrap().next().unwrap();
    assert_eq!(ann.history(), history(2, 6.0, 10.0));
    assert_eq!(ann.mean_repeat_spend_in_major(2), Some(1.75));
    // The order of the lines does not matter, nor does sorting beforehand.
    let sorted = PurchaseLog::grouped(purchases, 11).unwrap();
    let sorted: Vec<_> = sorted.map(Result::unwrap).collect();
    assert_eq!(sorted[0].history(), history(1, 4.0, 10.0));
    assert_eq!(log, purchases.into_iter().rev().collect());

    // A customer of whom only refunds are known is none.
    let refund = Purchase::or_refund("bob", 3, Money::from_minor(-1)).unwrap();
    let log: PurchaseLog<&str> = [refund].into_iter().collect();
    assert_eq!((log.customers(), log.is_empty()), (1, false));
    assert!(log.histories(11).unwrap().is_empty());
}

#[test]
fn an_observation_may_start_late() {
    let log = log(&[
        ("ann", 1, 1),
        ("ann", 12, 1),
        ("ann", 15, 1),
        ("bob", 10, 1),
        ("bob", 13, 1),
        ("cy", 12, 1),
    ]);
    let newcomers = Observation::until(20).starting_at(10, EarlierCustomers::AreLeftOut);
    let ids = |observation| -> Vec<_> {
        let customers = log.observed_customers(observation).unwrap();
        customers
            .map(|customer| (**customer.id(), customer.history()))
            .collect()
    };
    assert_eq!(
        ids(newcomers),
        [("bob", history(1, 3.0, 10.0)), ("cy", history(0, 0.0, 8.0))]
    );
    let everybody = Observation::until(20).starting_at(10, EarlierCustomers::StartWithObservation);
    assert_eq!(
        ids(everybody),
        [
            ("ann", history(2, 5.0, 10.0)),
            ("bob", history(1, 3.0, 10.0)),
            ("cy", history(0, 0.0, 8.0))
        ]
    );
}

#[test]
fn customers_may_start_before_they_buy() {
    let mut log = log(&[
        ("ann", 5, 100),
        ("ann", 8, 300),
        ("bob", 6, 1),
        ("bob", 7, 1),
    ]);
    log.push_start("ann", 2);
    log.push_start("ann", 4); // the earliest holds
    log.push_start("bob", 6); // the purchase of that day is the first
    log.push_start("cy", 3);
    let customers: Vec<_> = log.observed_customers(10).unwrap().collect();
    let histories: Vec<_> = customers.iter().map(|c| (**c.id(), c.history())).collect();
    assert_eq!(
        histories,
        [
            ("ann", history(2, 6.0, 8.0)),
            ("bob", history(1, 1.0, 4.0)),
            ("cy", history(0, 0.0, 7.0))
        ]
    );
    assert_eq!(customers[0].mean_repeat_spend_in_major(2), Some(2.0));
    assert_eq!(customers[2].mean_repeat_spend_in_major(2), None);
    assert_eq!(log.customers(), 3);
}

/// The same purchases in days, hours and seconds: the same histories, with times in days.
#[test]
fn instants_give_the_histories_of_days() {
    let days = [("ann", 3), ("ann", 5), ("ann", 11), ("bob", 4)];
    let price = Money::from_minor(250);
    let at = |ticks: i64| days.map(|(id, day)| (id, day * ticks + ticks / 3, price));
    let daily = PurchaseLog::try_from_iter(at(1))
        .unwrap()
        .histories(20)
        .unwrap();
    let hours = PurchaseLog::<_, 24>::try_from_ticks(at(24)).unwrap();
    let seconds = PurchaseLog::<_, 86_400>::try_from_ticks(at(86_400)).unwrap();
    // Any time of the last day is that day.
    assert_eq!(hours.histories(20 * 24 + 5).unwrap(), daily);
    assert_eq!(seconds.histories(20 * 86_400).unwrap(), daily);
    let grouped = PurchaseLog::<_, 86_400>::grouped_ticks(at(86_400), 20 * 86_400).unwrap();
    let grouped: HistoryTable = grouped.map(|c| c.unwrap().history()).collect();
    assert_eq!(grouped, daily);
    // Before the first tick of all, days are counted the same way.
    let early =
        PurchaseLog::<_, 24>::try_from_ticks([("ann", -25, price), ("ann", -1, price)]).unwrap();
    let table = early.histories(0).unwrap();
    assert_eq!(table.rows().next().unwrap().0, history(1, 1.0, 2.0));
    // By the tick, time is not rounded.
    let by_hour = Observation::until(20 * 24).same_period(SamePeriod::Tick);
    let ann = hours
        .observed_customers(by_hour)
        .unwrap()
        .next()
        .unwrap()
        .history();
    assert_eq!(ann.last(TimeUnit::HOUR), 8.0 * 24.0);
    assert_eq!(ann.age(TimeUnit::DAY), 17.0 - 8.0 / 24.0);
}

#[test]
fn choices_say_what_they_are() {
    let seven = SamePeriod::Ticks(NonZeroU64::new(7).unwrap());
    let texts = [
        SamePeriod::Day.to_string(),
        SamePeriod::Tick.to_string(),
        seven.to_string(),
        ZeroAmounts::ArePurchases.to_string(),
        ZeroAmounts::AreIgnored.to_string(),
        Refunds::NetInSamePeriod.to_string(),
        Refunds::AreIgnored.to_string(),
        EarlierCustomers::AreLeftOut.to_string(),
        EarlierCustomers::StartWithObservation.to_string(),
    ];
    assert_eq!(
        texts,
        [
            "purchases of a day count once",
            "purchases of one time count once",
            "purchases within 7 ticks count once",
            "free purchases count",
            "free purchases are ignored",
            "refunds are subtracted in the same period",
            "refunds are ignored",
            "earlier customers are left out",
            "earlier customers start with the observation",
        ]
    );
}
