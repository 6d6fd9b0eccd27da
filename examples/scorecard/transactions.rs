//! What purchases say: do customers come back, and what have they been worth?

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::Date;
use tenure::retention::RepeatPurchases;
use tenure::segment::{ValueTier, ValueTiers};
use tenure::stats::{Binomial, BinomialMethod, ExactSum, Moments};
use tenure::units::{Finite, Level, Proportion};

use crate::report::{Metric, Scorecard, Unit};
use crate::rows;

const AREA: &str = "Purchases";

#[derive(Default)]
struct Customer {
    first: Option<Date>,
    /// Days with a purchase: two on one day are one occasion.
    days: BTreeSet<Date>,
    orders: u64,
    /// What they paid, refunds included.
    amounts: Vec<Finite>,
}

pub(crate) fn report(path: &Path, level: Level, card: &mut Scorecard) -> Result<(), String> {
    let mut customers: BTreeMap<String, Customer> = BTreeMap::new();
    let mut orders = Moments::default();
    let mut refunds = Moments::default();
    let needed = ["customer_id", "date", "amount"];
    rows::read(path, &needed, &mut card.rejected, |row| {
        let id = row.text("customer_id");
        if id.is_empty() {
            return Err("customer_id is blank".to_owned());
        }
        let date = date(row.text("date"))?;
        let amount = row.number("amount")?;
        let amount = Finite::new(amount)
            .map_err(|_| format!("amount must be a finite number, got {amount}"))?;
        let customer = customers.entry(id.to_owned()).or_default();
        customer.amounts.push(amount);
        if amount.get() < 0.0 {
            refunds.push(amount);
            return Ok(());
        }
        customer.first = Some(customer.first.map_or(date, |first| first.min(date)));
        customer.days.insert(date);
        customer.orders += 1;
        orders.push(amount);
        Ok(())
    })?;
    // A customer of whom only refunds are known never bought within this file.
    let buyers: Vec<&Customer> = customers
        .values()
        .filter(|customer| customer.orders > 0)
        .collect();
    let last = buyers
        .iter()
        .filter_map(|customer| customer.days.last())
        .max()
        .copied();
    card.sources
        .push(source(path, &buyers, last, orders.count()));

    let orders_each: RepeatPurchases = buyers.iter().map(|customer| customer.orders).collect();
    card.metrics.push(
        share("Repurchase rate", &orders_each.repurchased(), level)
            .means("customers with 2 or more purchases / customers"),
    );
    for months in [6_i32, 12] {
        if let Some(last) = last {
            let retained = came_back(&buyers, last, months);
            card.metrics.push(share(&format!("Still buying after {months} months"), &retained, level).means(
                format!("bought again {months} or more months after the first purchase / customers who could have"),
            ));
        }
    }
    card.metrics
        .push(mean("Average order value", &orders, level).means("mean amount of a purchase"));
    let per_customer = moments(buyers.iter().map(|customer| customer.orders as f64))?;
    card.metrics.push(
        mean("Orders per customer", &per_customer, level)
            .means("mean number of purchases of a customer"),
    );
    let paid = totals(&buyers)?;
    let value: Moments = paid.iter().collect();
    card.metrics.push(
        mean("Historic value per customer", &value, level)
            .means("mean of all a customer has paid, refunds taken off; revenue, not margin"),
    );
    card.metrics.push(best_fifth(&paid)?);
    if refunds.count() > 0 {
        let (n, amount) = (refunds.count(), refunds.sum().unwrap_or(0.0).abs());
        card.caveats.push(format!(
            "Purchases: negative amounts are refunds ({n}, {amount:.2} in all); they lower what their customer \
             has paid and are no purchases."
        ));
    }
    card.caveats.push(
        "Purchases: the customers of a shop do not say when they leave, so none of this is churn; \
         historic value is what was paid so far, not a forecast."
            .to_owned(),
    );
    Ok(())
}

fn date(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| format!("date must be YYYY-MM-DD, got \"{text}\""))
}

fn source(path: &Path, buyers: &[&Customer], last: Option<Date>, orders: u64) -> String {
    let first = buyers.iter().filter_map(|customer| customer.first).min();
    let span = first
        .zip(last)
        .map_or_else(String::new, |(first, last)| format!(", {first} to {last}"));
    format!(
        "{}: {orders} purchases of {} customers{span}",
        path.display(),
        buyers.len()
    )
}

/// Of the customers whose first purchase is long enough ago, how many bought again that late?
fn came_back(buyers: &[&Customer], last: Date, months: i32) -> Binomial {
    let span = jiff::Span::new().months(months);
    buyers
        .iter()
        .filter_map(|customer| {
            let due = customer.first?.checked_add(span).ok()?;
            // Only who could have come back within the file is asked.
            (due < last).then(|| customer.days.last().is_some_and(|day| *day >= due))
        })
        .collect()
}

/// All that each customer has paid, refunds taken off.
fn totals(buyers: &[&Customer]) -> Result<Vec<Finite>, String> {
    let total = |customer: &&Customer| {
        let total = customer.amounts.iter().collect::<ExactSum>().value();
        Finite::new(total.unwrap_or(f64::MAX)).map_err(|error| error.to_string())
    };
    buyers.iter().map(total).collect()
}

/// How much of the revenue hangs on the best customers.
fn best_fifth(paid: &[Finite]) -> Result<Metric, String> {
    let name = "Revenue from the best fifth";
    let metric = |share| {
        Metric::new(AREA, name, Unit::Share(1), share, paid.len() as u64).means(
            "paid by the customers of the highest-value tier (at most 20% of them) / paid by all",
        )
    };
    if paid.is_empty() {
        return Ok(metric(None));
    }
    let fifth = Proportion::new(0.2).map_err(|error| error.to_string())?;
    let tiers = ValueTiers::by_quantiles(paid.iter().copied(), fifth, fifth)
        .map_err(|error| error.to_string())?;
    let best: ExactSum = paid
        .iter()
        .filter(|&&value| tiers.tier(value) == ValueTier::High)
        .collect();
    let all: ExactSum = paid.iter().collect();
    let share = best
        .value()
        .zip(all.value())
        .filter(|(_, all)| *all > 0.0)
        .map(|(best, all)| best / all);
    Ok(metric(share))
}

fn moments(values: impl Iterator<Item = f64>) -> Result<Moments, String> {
    Moments::try_from_iter(values).map_err(|error| error.to_string())
}

/// A share of customers, on the block of purchases unless said otherwise.
pub(crate) fn share(name: &str, share: &Binomial, level: Level) -> Metric {
    let value = share.proportion().map(Proportion::get);
    let method = BinomialMethod::Wilson;
    Metric::new(AREA, name, Unit::Share(1), value, share.trials())
        .within(share.interval_with(method, level), method)
}

fn mean(name: &str, moments: &Moments, level: Level) -> Metric {
    Metric::new(AREA, name, Unit::Amount(2), moments.mean(), moments.count())
        .within(moments.mean_interval(level), "Student t")
}
