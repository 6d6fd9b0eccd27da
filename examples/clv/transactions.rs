//! From rows of text to purchases: who, when, how much.

use std::collections::HashMap;
use std::path::Path;

use jiff::civil::Date;

use crate::progress::Progress;
use crate::rows::{self, Rejected};

/// One row that can be used.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Purchase {
    /// The place of the customer among the [`ids`](Transactions::ids).
    pub(crate) customer: usize,
    /// Days since 1970-01-01.
    pub(crate) day: i32,
    /// At least 0; what was free was bought, too.
    pub(crate) amount: f64,
}

/// A whole file.
#[derive(Debug)]
pub(crate) struct Transactions {
    pub(crate) purchases: Vec<Purchase>,
    /// What each customer is called, in the order in which they occur.
    pub(crate) ids: Vec<String>,
    pub(crate) rejected: Vec<Rejected>,
    /// The first and the last day there is a purchase on.
    pub(crate) first: Date,
    pub(crate) last: Date,
}

impl Transactions {
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let mut progress = Progress::unknown("purchases read");
        let (mut purchases, mut ids) = (Vec::new(), Vec::new());
        let mut places = HashMap::<String, usize>::new();
        let names = ["customer_id", "date", "amount"];
        let rejected = rows::read(path, names, |[id, date, amount]| {
            progress.step();
            if id.is_empty() {
                return Err("customer_id is blank".to_owned());
            }
            let day = days_since_1970(read_date(date)?);
            let amount = read_amount(amount)?;
            let customer = if let Some(place) = places.get(id) {
                *place
            } else {
                places.insert(id.to_owned(), ids.len());
                ids.push(id.to_owned());
                ids.len() - 1
            };
            purchases.push(Purchase {
                customer,
                day,
                amount,
            });
            Ok(())
        })?;
        progress.done();
        let days = purchases.iter().map(|purchase| purchase.day);
        let Some((first, last)) = days.clone().min().zip(days.max()) else {
            crate::name(&rejected);
            let path = path.display();
            return Err(format!("{path}: there is no purchase that can be used"));
        };
        Ok(Self {
            purchases,
            ids,
            rejected,
            first: date_of(first),
            last: date_of(last),
        })
    }
}

fn read_date(text: &str) -> Result<Date, String> {
    if text.is_empty() {
        return Err("date is blank".to_owned());
    }
    text.parse()
        .map_err(|_| format!("date must be YYYY-MM-DD, got {text:?}"))
}

fn read_amount(text: &str) -> Result<f64, String> {
    if text.is_empty() {
        return Err("amount is blank".to_owned());
    }
    match text.parse::<f64>() {
        Ok(amount) if !amount.is_finite() => {
            Err(format!("amount must be a finite number, got {amount}"))
        }
        Ok(amount) if amount < 0.0 => Err(format!("amount is negative ({text}): a refund")),
        Ok(amount) if amount > 1e12 => Err(format!("amount must be at most 1e12, got {amount}")),
        Ok(amount) => Ok(amount + 0.0),
        Err(_) => Err(format!("amount must be a number, got {text:?}")),
    }
}

const EPOCH: Date = Date::constant(1970, 1, 1);

/// Within ±4 million: no date is further away.
pub(crate) fn days_since_1970(date: Date) -> i32 {
    date.since(EPOCH).map_or(0, |span| span.get_days())
}

pub(crate) fn date_of(day: i32) -> Date {
    EPOCH.saturating_add(jiff::Span::new().days(day))
}
