//! From rows of text to purchases: who, when, how much.

use std::collections::HashMap;
use std::path::Path;

use jiff::civil::Date;
use tenure::clv::history::{Purchase, PurchaseLog};

use crate::cells::{date_of, days_since_1970, read_amount, read_date};
use crate::progress::Progress;
use crate::rows::{self, Rejected};

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
