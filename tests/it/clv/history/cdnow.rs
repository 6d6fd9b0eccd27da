//! From the file of purchases to the published counts.

use tenure::clv::history::{HistoryTable, Observation, ObservedCustomer, PurchaseLog};
use tenure::units::{Money, TimeUnit};

use crate::support::assert_close;
use crate::support::clv::{
    cdnow_calibration_end, cdnow_customers, cdnow_observation_end, cdnow_purchases, cdnow_rows,
    cdnow_spend, cdnow_table, clv_number, day,
};

fn cdnow() -> PurchaseLog<String> {
    let lines = cdnow_purchases().into_iter();
    let lines = lines.map(|(id, day, cents)| (id, day, Money::from_minor(cents)));
    PurchaseLog::try_from_iter(lines).unwrap()
}

fn observation() -> Observation {
    Observation::until(cdnow_calibration_end()).holdout_until(cdnow_observation_end())
}

#[test]
fn the_histories_are_the_published_ones() {
    let table = cdnow().histories(observation()).unwrap();
    assert_eq!(table, cdnow_table());
    assert_eq!(
        (
            table.customers(),
            table.repeat_purchases(),
            table.distinct()
        ),
        (2357, 2457, 1016)
    );
    let mut rows: Vec<_> = table
        .rows()
        .map(|(history, customers)| {
            let days = |days: f64| days as u64;
            let (last, age) = (history.last(TimeUnit::DAY), history.age(TimeUnit::DAY));
            [history.repeat_purchases(), days(last), days(age), customers]
        })
        .collect();
    rows.sort_unstable();
    assert_eq!(rows, cdnow_rows());
}

#[test]
fn each_customer_has_their_history_spend_and_holdout() {
    let log = cdnow();
    let observed: Vec<_> = log.observed_customers(observation()).unwrap().collect();
    let expected = cdnow_customers();
    assert_eq!(observed.len(), expected.len());
    for (customer, expected) in observed.iter().zip(&expected) {
        assert_eq!(customer.id().as_str(), expected.id);
        assert_eq!(customer.history(), expected.history());
        assert_eq!(
            customer.mean_repeat_spend_in_major(2),
            expected.mean_repeat_spend()
        );
        assert_eq!(customer.holdout_purchases(), Some(expected.holdout));
        assert_eq!(
            customer.start() + expected.age as i64,
            cdnow_calibration_end()
        );
    }
    let holdout: u64 = observed
        .iter()
        .filter_map(ObservedCustomer::holdout_purchases)
        .sum();
    assert_eq!(holdout, 1882);
    // Without a holdout, nothing is said of one.
    let mut calibration = log.observed_customers(cdnow_calibration_end()).unwrap();
    assert_eq!(calibration.next().unwrap().holdout_purchases(), None);
}

/// The mean spends give the likelihood that `CLVTools` prints: unrounded, of the repeat purchases only, a free
/// first order being a purchase.
#[test]
fn the_mean_spends_are_those_of_the_published_likelihood() {
    let log = cdnow();
    let spend: Vec<(u64, f64)> = log
        .observed_customers(observation())
        .unwrap()
        .filter_map(|customer| {
            let x = customer.history().repeat_purchases();
            Some((x, customer.mean_repeat_spend_in_major(2)?))
        })
        .collect();
    assert_eq!(spend.len(), 946);
    assert_eq!(spend, cdnow_spend(false));

    // Note 025, equation 1, at the parameters CLVTools and we find; here with plain lgammas.
    let (p, q, v) = (6.249_572_271_32, 3.744_224_667_13, 15.443_520_962_59_f64);
    let ln_gamma = libm_free_ln_gamma;
    let ll: f64 = spend
        .iter()
        .map(|(x, m)| {
            let px = p * *x as f64;
            ln_gamma(px + q) - ln_gamma(px) - ln_gamma(q)
                + q * v.ln()
                + (px - 1.0) * m.ln()
                + px * (*x as f64).ln()
                - (px + q) * (*x as f64 * m + v).ln()
        })
        .sum();
    assert_close(ll, -4_055.917_694_80, 1e-10);
    // The rounded ones are not it.
    let rounded = clv_number("fit_gg_2dp", "value/LL");
    assert!((ll - rounded).abs() > 1e-3);
}

/// Stirling's series after shifting the argument up: 1e-13 relative for what is asked here.
fn libm_free_ln_gamma(x: f64) -> f64 {
    let mut shift = 0.0;
    let mut x = x;
    while x < 20.0 {
        shift += x.ln();
        x += 1.0;
    }
    let inverse = 1.0 / (x * x);
    let series =
        (1.0 / 12.0 - inverse * (1.0 / 360.0 - inverse * (1.0 / 1260.0 - inverse / 1680.0))) / x;
    (x - 0.5) * x.ln() - x + 0.5 * core::f64::consts::TAU.ln() + series - shift
}

#[test]
fn sorted_by_customer_nothing_needs_to_be_kept() {
    let mut lines = cdnow_purchases();
    lines.sort();
    let lines = lines
        .iter()
        .map(|(id, day, cents)| (id.as_str(), *day, Money::from_minor(*cents)));
    let customers = PurchaseLog::grouped(lines, observation()).unwrap();
    let customers: Vec<_> = customers.map(Result::unwrap).collect();
    let log = cdnow();
    let expected: Vec<_> = log.observed_customers(observation()).unwrap().collect();
    assert_eq!(customers.len(), expected.len());
    for (customer, expected) in customers.iter().zip(&expected) {
        assert_eq!(*customer.id(), expected.id().as_str());
        assert_eq!(customer.history(), expected.history());
        assert_eq!(customer.repeat_spend(), expected.repeat_spend());
        assert_eq!(customer.holdout_purchases(), expected.holdout_purchases());
        assert_eq!(customer.holdout_spend(), expected.holdout_spend());
    }
    let table: HistoryTable = customers.iter().map(ObservedCustomer::history).collect();
    assert_eq!(table, cdnow_table());
}

#[test]
fn week_by_week_the_purchases_add_up() {
    let counts = cdnow().repeat_purchase_counts(observation(), 7).unwrap();
    assert_eq!(counts.customers(), 2357);
    let stretches: Vec<_> = counts.periods().collect();
    // 39 weeks, the first of which is 6 days long, and 39 weeks.
    assert_eq!(stretches.len(), 78);
    let (calibration, holdout): (Vec<_>, Vec<_>) =
        stretches.iter().partition(|stretch| !stretch.is_holdout);
    let total = |part: &[&tenure::clv::history::RepeatPurchasePeriod]| -> u64 {
        part.iter().map(|stretch| stretch.repeat_purchases).sum()
    };
    assert_eq!((calibration.len(), holdout.len()), (39, 39));
    assert_eq!((total(&calibration), total(&holdout)), (2457, 1882));
    assert_eq!(calibration.last().unwrap().end, cdnow_calibration_end());
    assert_eq!(calibration.last().unwrap().cumulative, 2457);
    assert_eq!(holdout.last().unwrap().end, cdnow_observation_end());
    assert_eq!(stretches[0].end, day("1997-01-07"));

    // Against a plain count of the file.
    let customers = cdnow_customers();
    let mut days: Vec<_> = cdnow_purchases()
        .into_iter()
        .map(|(id, day, _)| (id, day))
        .collect();
    days.sort();
    days.dedup();
    for stretch in [stretches[0], stretches[20], stretches[60]] {
        let start = |id: &str| {
            let customer = customers.iter().find(|customer| customer.id == id).unwrap();
            cdnow_calibration_end() - customer.age as i64
        };
        let within = days
            .iter()
            .filter(|(id, day)| *day > stretch.end - 7 && *day <= stretch.end && *day > start(id));
        assert_eq!(stretch.repeat_purchases, within.count() as u64);
    }
    // How long each was there: all of them at the end, nobody at the start.
    let seen: f64 = counts
        .ages_at(cdnow_calibration_end())
        .map(|(days, customers)| days * customers as f64)
        .sum();
    assert_eq!(seen, customers.iter().map(|c| c.age as f64).sum::<f64>());
    assert_eq!(counts.ages_at(day("1997-01-01")).count(), 0);
}
