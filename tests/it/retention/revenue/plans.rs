//! Plans brought to a month, and the magic number.

use proptest::prelude::*;
use tenure::Merge;
use tenure::retention::revenue::{BillingCycle, MagicNumber, MonthlyRecurringRevenue};
use tenure::units::Money;

use crate::support::assert_close;
use crate::support::golden::golden;
use crate::support::laws;

fn plan(minor: i64, interval: BillingCycle) -> MonthlyRecurringRevenue {
    [(Money::from_minor(minor), interval)].into_iter().collect()
}

#[test]
fn reference_values() {
    let item = golden("mrr_normalisation");
    for interval in [
        BillingCycle::Year,
        BillingCycle::Quarter,
        BillingCycle::Week,
        BillingCycle::Day,
    ] {
        let price = item.input(interval.name()).as_i64().unwrap();
        let month = plan(price, interval).monthly_unrounded_in_minor();
        assert_close(month, item.number(interval.name()).unwrap(), 1e-12);
    }
    let monthly = [(Money::from_minor(100), BillingCycle::Month); 100];
    let yearly = [(Money::from_minor(600), BillingCycle::Year); 50];
    let all: MonthlyRecurringRevenue = monthly.iter().chain(&yearly).collect();
    let wanted = golden("mrr_stripe_example").number("mrr").unwrap();
    assert_close(all.monthly_unrounded_in_minor(), wanted, 1e-12);

    let item = golden("magic_number");
    let [before, now, spent] = ["q_prev", "q_cur", "sm_prev"]
        .map(|name| Money::from_minor(item.input(name).as_i64().unwrap()));
    let magic = MagicNumber::from_quarterly_revenue(before, now, spent).unwrap();
    assert_close(
        magic.value().unwrap(),
        item.number("magic_number").unwrap(),
        1e-12,
    );
    // Four times less of revenue that is of a year already.
    let of_a_year = MagicNumber::from_annual_recurring(before, now, spent).unwrap();
    assert_close(
        of_a_year.value().unwrap() * 4.0,
        magic.value().unwrap(),
        1e-15,
    );
}

#[test]
fn every_interval_is_that_often_a_year() {
    let times = [
        (BillingCycle::Day, 365.0),
        (BillingCycle::Week, 52.0),
        (BillingCycle::TwoWeeks, 26.0),
        (BillingCycle::FourWeeks, 13.0),
        (BillingCycle::Month, 12.0),
        (BillingCycle::TwoMonths, 6.0),
        (BillingCycle::Quarter, 4.0),
        (BillingCycle::FourMonths, 3.0),
        (BillingCycle::HalfYear, 2.0),
        (BillingCycle::Year, 1.0),
        (BillingCycle::TwoYears, 0.5),
        (BillingCycle::ThreeYears, 1.0 / 3.0),
    ];
    assert_eq!(BillingCycle::ALL, times.map(|(interval, _)| interval));
    for (interval, times) in times {
        let price = 7_200;
        let year = plan(price, interval);
        assert_eq!(year.annual().minor() as f64, 7_200.0 * times, "{interval}");
        assert_close(year.monthly_unrounded_in_minor(), 600.0 * times, 1e-15);
        let parts = year.in_parts().minor() as f64;
        assert_eq!(
            parts,
            600.0 * times * MonthlyRecurringRevenue::PARTS_PER_MINOR_UNIT as f64
        );
        assert_eq!(year.billed_every(interval), Money::from_minor(price));
    }
}

/// A plan of 100.00 a year is not twelve times 8.33.
#[test]
fn rounding_every_month_loses_four_cents_a_year() {
    let yearly = plan(10_000, BillingCycle::Year);
    let rounded = yearly.monthly().minor();
    assert_eq!(rounded, 833);
    assert_eq!(yearly.annual().minor() - 12 * rounded, 4);
    // A thousand such plans: rounded one by one 3.33 a month are lost, rounded once a third of a cent.
    let thousand: MonthlyRecurringRevenue =
        core::iter::repeat_n((Money::from_minor(10_000), BillingCycle::Year), 1000).collect();
    assert_eq!(thousand.monthly().minor(), 833_333);
    assert_eq!(1000 * rounded, 833_000);
    assert_eq!(thousand.annual().minor(), 10_000_000);
}

#[test]
fn halves_are_rounded_away_from_nothing() {
    let months = [(3, 2), (-3, -2), (1, 1), (-1, -1), (2, 1), (5, 3)];
    for (price, rounded) in months {
        assert_eq!(
            plan(price, BillingCycle::TwoMonths).monthly().minor(),
            rounded,
            "{price}"
        );
    }
    assert_eq!(plan(-1, BillingCycle::ThreeYears).monthly(), Money::ZERO);
    assert_eq!(plan(-1, BillingCycle::TwoYears).annual().minor(), -1);
    let nothing = MonthlyRecurringRevenue::default();
    assert_eq!(
        (nothing.monthly(), nothing.annual()),
        (Money::ZERO, Money::ZERO)
    );
    assert_eq!(nothing.monthly_unrounded_in_minor().to_bits(), 0);
}

#[test]
fn plans_keep_the_laws() {
    let plans = (any::<i64>(), proptest::sample::select(BillingCycle::ALL));
    let plans = plans.prop_map(|(minor, interval)| (Money::from_minor(minor), interval));
    laws::accumulator::<MonthlyRecurringRevenue, (Money, BillingCycle)>(file!(), plans);
}

#[test]
fn doubling_for_ever_stays_a_number() {
    for price in [i64::MAX, i64::MIN] {
        let mut all = plan(price, BillingCycle::Day);
        for _ in 0..200 {
            all.merge(all);
        }
        assert!(all.monthly_unrounded_in_minor().is_finite());
        assert_eq!(all.monthly().is_negative(), price < 0);
        assert_eq!(all.annual().is_negative(), price < 0);
        let refused = MagicNumber::from_quarterly_revenue(all.annual(), Money::ZERO, Money::ZERO);
        assert!(refused.is_err());
    }
}

#[test]
fn magic_numbers_that_are_none() {
    let money = Money::from_minor;
    let magic = MagicNumber::from_quarterly_revenue(money(500), money(200), money(0)).unwrap();
    assert_eq!(magic.value(), None);
    let shrank = MagicNumber::from_quarterly_revenue(money(500), money(200), money(300)).unwrap();
    assert_eq!(shrank.value(), Some(-4.0));
    assert_eq!(
        (shrank.added().minor(), shrank.spent().minor()),
        (-1200, 300)
    );
    let still = MagicNumber::from_annual_recurring(money(500), money(500), money(300)).unwrap();
    assert_eq!(still.value().unwrap().to_bits(), 0);
    assert_eq!(
        MagicNumber::from_annual_recurring(money(500), money(200), money(-1))
            .unwrap_err()
            .to_string(),
        "spending on sales and marketing (in minor units) must be at least 0, got -1"
    );
}
