//! The reference values and data of the behavioural models, read from `tests/it/reference/clv.json`, and the CDNOW
//! purchases they were computed from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;
use tenure::clv::history::{HistoryTable, PurchaseHistory};
use tenure::units::TimeUnit;

fn file() -> Value {
    super::golden::json(include_str!("../reference/clv.json"))
}

/// The item of that id: `inputs`, `value` and what they are.
#[track_caller]
pub(crate) fn clv(id: &str) -> Value {
    let items = file()["golden"].as_array().unwrap().clone();
    let item = items.into_iter().find(|item| item["id"] == id);
    item.unwrap_or_else(|| panic!("no reference item {id}"))
}

/// All items whose id starts so.
#[track_caller]
pub(crate) fn clv_items(start: &str) -> Vec<Value> {
    let items = file()["golden"].as_array().unwrap().clone();
    let found: Vec<_> = items
        .into_iter()
        .filter(|item| item["id"].as_str().unwrap().starts_with(start))
        .collect();
    assert!(!found.is_empty(), "no reference items {start}");
    found
}

/// A number by its path, `clv_number("fit_bg_exact", "value/params/alpha")`.
#[track_caller]
pub(crate) fn clv_number(id: &str, path: &str) -> f64 {
    let item = clv(id);
    let value = item.pointer(&format!("/{path}")).and_then(Value::as_f64);
    value.unwrap_or_else(|| panic!("{id}: no number {path}"))
}

/// Whole numbers of a table of the file's `data`, `"donations/rows"`.
#[track_caller]
pub(crate) fn clv_rows<const N: usize>(path: &str) -> Vec<[u64; N]> {
    let file = file();
    let rows = file.pointer(&format!("/data/{path}"));
    let rows = rows.unwrap_or_else(|| panic!("no reference data {path}"));
    serde_json::from_value::<Vec<Vec<u64>>>(rows.clone())
        .unwrap()
        .into_iter()
        .map(|row| row.try_into().unwrap())
        .collect()
}

/// Customers of the 1/10 CDNOW sample after 39 weeks: (x, days to the last purchase, days seen, how many).
pub(crate) fn cdnow_rows() -> Vec<[u64; 4]> {
    clv_rows("cdnow_weeks_exact/compressed_rows")
}

/// The same as a table; times in whole days, as in the log.
pub(crate) fn cdnow_table() -> HistoryTable {
    let mut table = HistoryTable::default();
    for [x, last, age, customers] in cdnow_rows() {
        let history = PurchaseHistory::new(x, last as f64, age as f64, TimeUnit::DAY).unwrap();
        table.push_many(history, customers);
    }
    table
}

/// The same with the times in weeks rounded to two decimals, as the published spreadsheet has them.
pub(crate) fn cdnow_table_2dp() -> HistoryTable {
    let mut table = HistoryTable::default();
    for customer in cdnow_customers() {
        table.push(customer.history_2dp());
    }
    table
}

/// Donors of Fader, Hardie & Shang (2010), table 1: (x, last year with a gift, years seen, how many).
pub(crate) fn donations() -> Vec<[u64; 4]> {
    clv_rows("donations/rows")
}

/// One line of the bundled purchases: customer, day since 1970-01-01, cents.
pub(crate) type Purchase = (String, i64, i64);

/// The day number of a date, from 1970-01-01.
pub(crate) fn day(date: &str) -> i64 {
    let date: jiff::civil::Date = date.parse().unwrap();
    date.duration_since(jiff::civil::date(1970, 1, 1))
        .as_hours()
        / 24
}

/// The last day of the 39 weeks the models are fitted to.
pub(crate) fn cdnow_calibration_end() -> i64 {
    day("1997-09-30")
}

/// The last day of the 39 weeks they are judged by.
pub(crate) fn cdnow_observation_end() -> i64 {
    day("1998-06-30")
}

/// The lines of `examples/data/cdnow_sample.csv`, in the order of the file.
pub(crate) fn cdnow_purchases() -> Vec<Purchase> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/cdnow_sample.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let lines = reader.records().map(|line| {
        let line = line.unwrap();
        let amount: f64 = line[3].parse().unwrap();
        let cents = format!("{:.0}", amount * 100.0).parse().unwrap();
        (line[0].to_owned(), day(&line[1]), cents)
    });
    lines.collect()
}

/// One customer of the sample, worked out here with nothing of the library.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Customer {
    pub(crate) id: String,
    /// Days with a purchase after the first, until the end of the calibration.
    pub(crate) x: u64,
    /// Days from the first purchase to the last, and to the end of the calibration.
    pub(crate) last: u64,
    pub(crate) age: u64,
    /// What they spent on those x days.
    pub(crate) repeat_cents: i64,
    /// Days with a purchase in the 39 weeks after.
    pub(crate) holdout: u64,
}

impl Customer {
    pub(crate) fn history(&self) -> PurchaseHistory {
        PurchaseHistory::new(self.x, self.last as f64, self.age as f64, TimeUnit::DAY).unwrap()
    }

    /// In weeks of two decimals.
    pub(crate) fn history_2dp(&self) -> PurchaseHistory {
        let weeks = |days: u64| (days as f64 / 7.0 * 100.0).round() / 100.0;
        PurchaseHistory::new(self.x, weeks(self.last), weeks(self.age), TimeUnit::WEEK).unwrap()
    }

    /// Mean spend of a repeat purchase in dollars; `None` without one.
    pub(crate) fn mean_repeat_spend(&self) -> Option<f64> {
        (self.x > 0).then(|| self.repeat_cents as f64 / (100.0 * self.x as f64))
    }

    /// The same rounded to cents, halves up.
    pub(crate) fn mean_repeat_spend_2dp(&self) -> Option<f64> {
        (self.x > 0).then(|| (self.repeat_cents as f64 / self.x as f64 + 0.5).floor() / 100.0)
    }
}

/// The days on which somebody bought, and each purchase with its day and cents.
type Bought = (BTreeSet<i64>, Vec<(i64, i64)>);

/// All 2357 of them in the order of their ids.
pub(crate) fn cdnow_customers() -> Vec<Customer> {
    let (calibration, observation) = (cdnow_calibration_end(), cdnow_observation_end());
    let mut customers: BTreeMap<String, Bought> = BTreeMap::new();
    for (id, day, cents) in cdnow_purchases() {
        let (days, amounts) = customers.entry(id).or_default();
        days.insert(day);
        amounts.push((day, cents));
    }
    let customer = |(id, (days, amounts)): (String, Bought)| {
        let first = *days.first().unwrap();
        let repeats = || days.range(first + 1..=calibration);
        let repeat = |day: i64| day > first && day <= calibration;
        Customer {
            id,
            x: repeats().count() as u64,
            last: repeats().last().map_or(0, |last| last.abs_diff(first)),
            age: calibration.abs_diff(first),
            repeat_cents: amounts
                .iter()
                .filter(|(day, _)| repeat(*day))
                .map(|(_, cents)| cents)
                .sum(),
            holdout: days.range(calibration + 1..=observation).count() as u64,
        }
    };
    customers.into_iter().map(customer).collect()
}

/// (x, mean spend) of the 946 who came back, as the Gamma-Gamma model is fitted to: rounded to cents, or not.
pub(crate) fn cdnow_spend(rounded: bool) -> Vec<(u64, f64)> {
    let spend = |customer: &Customer| {
        let mean = if rounded {
            customer.mean_repeat_spend_2dp()
        } else {
            customer.mean_repeat_spend()
        };
        Some((customer.x, mean?))
    };
    cdnow_customers().iter().filter_map(spend).collect()
}

/// The helper above and the file agree: 2357 customers, 1016 different histories, 1882 purchases to foretell.
#[test]
fn the_purchases_give_the_rows() {
    let customers = cdnow_customers();
    let mut rows = BTreeMap::new();
    for customer in &customers {
        *rows
            .entry([customer.x, customer.last, customer.age])
            .or_insert(0_u64) += 1;
    }
    let rows: Vec<_> = rows
        .into_iter()
        .map(|([x, last, age], n)| [x, last, age, n])
        .collect();
    let mut expected = cdnow_rows();
    expected.sort_unstable();
    assert_eq!(rows, expected);
    assert_eq!((customers.len(), rows.len()), (2357, 1016));
    assert_eq!(customers.iter().map(|c| c.x).sum::<u64>(), 2457);
    assert_eq!(customers.iter().map(|c| c.holdout).sum::<u64>(), 1882);
    assert_eq!(cdnow_spend(true).len(), 946);
    assert_eq!(cdnow_table().customers(), 2357);
    assert_eq!(cdnow_table_2dp().customers(), 2357);
}
