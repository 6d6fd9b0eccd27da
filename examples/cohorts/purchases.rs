//! From rows of text to purchases: who, when, how much.

use std::collections::HashMap;
use std::path::Path;

use jiff::civil::Date;
use tenure::units::Money;

use crate::cells::{read_amount, read_date};
use crate::rows::{self, Rejected};

/// One row that can be used.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Purchase {
    /// The customer's place in the order in which they occur.
    pub(crate) customer: usize,
    pub(crate) day: Date,
    pub(crate) amount: Money,
}

/// A whole file.
#[derive(Debug)]
pub(crate) struct Purchases {
    pub(crate) file: String,
    pub(crate) rows: Vec<Purchase>,
    pub(crate) customers: usize,
    pub(crate) rejected: Vec<Rejected>,
    /// The first and the last day there is a purchase on.
    pub(crate) first: Date,
    pub(crate) last: Date,
}

impl Purchases {
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let mut places = HashMap::<String, usize>::new();
        let mut purchases = Vec::new();
        let names = ["customer_id", "date", "amount"];
        let rejected = rows::read(path, names, |[id, date, amount]| {
            if id.is_empty() {
                return Err("customer_id is blank".to_owned());
            }
            let (day, amount) = (read_date(date)?, read_amount(amount)?);
            let customer = places.get(id).copied().unwrap_or(places.len());
            if customer == places.len() {
                places.insert(id.to_owned(), customer);
            }
            purchases.push(Purchase {
                customer,
                day,
                amount,
            });
            Ok(())
        })?;
        let file = path.display().to_string();
        let days = purchases.iter().map(|purchase| purchase.day);
        let Some((first, last)) = days.clone().min().zip(days.max()) else {
            crate::name(&file, &rejected);
            return Err(format!("{file}: there is no purchase that can be used"));
        };
        Ok(Self {
            file,
            rows: purchases,
            customers: places.len(),
            rejected,
            first,
            last,
        })
    }
}
