//! From purchases to one history per customer: what the models see, and what came after.

use tenure::clv::checks::PurchaseTimeline;
use tenure::clv::history::{HistoryTable, Observation, PurchaseHistory, SpendHistory, SpendTable};
use tenure::units::TimeUnit;

use crate::calendar::Calendar;
use crate::cells::DECIMALS;
use crate::transactions::Transactions;

#[derive(Debug)]
pub(crate) struct Customer {
    /// Among all who are in the file.
    place: usize,
    pub(crate) id: String,
    pub(crate) history: PurchaseHistory,
    /// Of the repeat purchases; `None` if there was none, or all were free.
    pub(crate) spend: Option<SpendHistory>,
    /// How often they bought after the calibration.
    pub(crate) held_out: u64,
}

/// The customers who first bought before the last day of the calibration.
#[derive(Debug)]
pub(crate) struct Histories {
    pub(crate) customers: Vec<Customer>,
    pub(crate) table: HistoryTable,
    pub(crate) spends: SpendTable,
    /// The days of all purchases up to the end of the observation.
    pub(crate) timeline: PurchaseTimeline,
    /// How many first bought on the last day of the calibration or later.
    pub(crate) too_late: usize,
    /// Whether there is a time after the calibration.
    holds_out: bool,
}

impl Histories {
    pub(crate) fn of(transactions: &Transactions, calendar: &Calendar) -> tenure::Result<Self> {
        let mut observation = Observation::until(i64::from(calendar.calibration_end));
        if calendar.holdout_days() > 0 {
            observation = observation.holdout_until(i64::from(calendar.observation_end));
        }
        let mut customers = Vec::new();
        let (mut table, mut spends) = (HistoryTable::default(), SpendTable::default());
        for observed in transactions.log.observed_customers(observation)? {
            let history = observed.history();
            table.push(history);
            // A mean of 0 says nothing of what a purchase brings.
            let mean = observed.mean_repeat_spend_in_major(DECIMALS);
            let spend = mean
                .filter(|mean| *mean > 0.0)
                .map(|mean| SpendHistory::of_repeats(history.repeat_purchases(), mean))
                .transpose()?;
            spends.extend(spend);
            customers.push(Customer {
                place: **observed.id(),
                id: transactions.ids[**observed.id()].clone(),
                history,
                spend,
                held_out: observed.holdout_purchases().unwrap_or(0),
            });
        }
        Ok(Self {
            timeline: timeline(&customers, transactions, calendar)?,
            too_late: transactions.ids.len() - customers.len(),
            customers,
            table,
            spends,
            holds_out: calendar.holdout_days() > 0,
        })
    }

    /// How many repeat purchases the models see.
    pub(crate) fn repeat_purchases(&self) -> u64 {
        self.customers
            .iter()
            .map(|customer| customer.history.repeat_purchases())
            .sum()
    }

    /// How many customers came back in the calibration.
    pub(crate) fn came_back(&self) -> usize {
        self.customers
            .iter()
            .filter(|customer| customer.history.repeat_purchases() > 0)
            .count()
    }

    /// Each history with how many purchases followed it.
    pub(crate) fn held_out_of_each(&self) -> impl Iterator<Item = (PurchaseHistory, u64)> + '_ {
        let customers = self.customers.iter();
        customers.map(|customer| (customer.history, customer.held_out))
    }

    /// How many purchases there were after the calibration; `None` if nothing was held out.
    pub(crate) fn held_out(&self) -> Option<u64> {
        let all = self.customers.iter().map(|customer| customer.held_out);
        self.holds_out.then(|| all.sum())
    }

    /// How long the customer known for longest has been one.
    pub(crate) fn oldest(&self, unit: TimeUnit) -> f64 {
        let ages = self.customers.iter().map(|one| one.history.age(unit));
        ages.fold(0.0, f64::max)
    }

    pub(crate) fn most_purchases(&self) -> u64 {
        let repeats = self
            .customers
            .iter()
            .map(|one| one.history.repeat_purchases());
        repeats.max().unwrap_or(0)
    }
}

/// The days on which these customers bought, up to the end of the observation.
fn timeline(
    customers: &[Customer],
    transactions: &Transactions,
    calendar: &Calendar,
) -> tenure::Result<PurchaseTimeline> {
    let mut days = transactions.days.clone();
    days.retain(|(_, day)| *day <= calendar.observation_end);
    days.sort_unstable();
    days.dedup();
    let mut timeline = PurchaseTimeline::default();
    let mut customers = customers.iter().map(|customer| customer.place).peekable();
    for of_one in days.chunk_by(|a, b| a.0 == b.0) {
        if customers.next_if_eq(&of_one[0].0).is_some() {
            let mut days = of_one.iter().map(|(_, day)| f64::from(*day));
            if let Some(first) = days.next() {
                timeline.push(first, days)?;
            }
        }
    }
    Ok(timeline)
}
