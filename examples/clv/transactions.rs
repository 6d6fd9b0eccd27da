//! From rows of text to purchases: who, when, how much.

use std::collections::HashMap;
use std::path::Path;

use jiff::civil::Date;
use tenure::clv::history::{Purchase, PurchaseLog};
use tenure::units::Money;

use crate::progress::Progress;
use crate::rows::{self, Rejected};

/// Amounts are kept to so many decimals.
pub(crate) const DECIMALS: u8 = 4;

/// A whole file.
#[derive(Debug)]
pub(crate) struct Transactions {
    /// Customers by their place among the `ids`, days since 1970-01-01.
    pub(crate) log: PurchaseLog<usize>,
    /// What each customer is called, in the order in which they occur.
    pub(crate) ids: Vec<String>,
    /// Who bought when, one for each row that can be used.
    pub(crate) days: Vec<(usize, i32)>,
    pub(crate) rejected: Vec<Rejected>,
    /// The first and the last day there is a purchase on.
    pub(crate) first: Date,
    pub(crate) last: Date,
}

impl Transactions {
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let mut progress = Progress::unknown("purchases read");
        let mut log = PurchaseLog::new();
        let (mut days, mut ids) = (Vec::new(), Vec::new());
        let mut places = HashMap::<String, usize>::new();
        let names = ["customer_id", "date", "amount"];
        let rejected = rows::read(path, names, |[id, date, amount]| {
            progress.step();
            if id.is_empty() {
                return Err("customer_id is blank".to_owned());
            }
            let day = days_since_1970(read_date(date)?);
            let amount = read_amount(amount)?;
            let customer = places.get(id).copied().unwrap_or(ids.len());
            let purchase = Purchase::new(customer, i64::from(day), amount);
            log.push(purchase.map_err(|error| error.to_string())?);
            days.push((customer, day));
            if customer == ids.len() {
                places.insert(id.to_owned(), customer);
                ids.push(id.to_owned());
            }
            Ok(())
        })?;
        progress.done();
        let all = days.iter().map(|(_, day)| *day);
        let Some((first, last)) = all.clone().min().zip(all.max()) else {
            crate::name(&rejected);
            let path = path.display();
            return Err(format!("{path}: there is no purchase that can be used"));
        };
        log.sort();
        Ok(Self {
            log,
            ids,
            days,
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

fn read_amount(text: &str) -> Result<Money, String> {
    if text.is_empty() {
        return Err("amount is blank".to_owned());
    }
    match text.parse::<f64>() {
        Ok(amount) if !amount.is_finite() => {
            Err(format!("amount must be a finite number, got {amount}"))
        }
        Ok(amount) if amount < 0.0 => Err(format!("amount is negative, a refund: {text}")),
        Ok(amount) if amount > 1e12 => Err(format!("amount must be at most 1e12, got {text}")),
        Ok(amount) => {
            let places = usize::from(DECIMALS);
            let rounded = Money::parse(&format!("{amount:.places$}"), DECIMALS);
            rounded.map_err(|error| error.to_string())
        }
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
