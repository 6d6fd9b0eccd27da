//! From purchases to one history per customer: what the models see, and what came after.

use tenure::clv::checks::PurchaseTimeline;
use tenure::clv::history::{HistoryTable, PurchaseHistory, SpendHistory, SpendTable};
use tenure::units::TimeUnit;

use crate::calendar::Calendar;
use crate::transactions::{Purchase, Transactions};

#[derive(Debug)]
pub(crate) struct Customer {
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
        let mut sorted = transactions.purchases.clone();
        sorted.sort_by_key(|purchase| (purchase.customer, purchase.day));
        let mut histories = Self {
            customers: Vec::new(),
            table: HistoryTable::default(),
            spends: SpendTable::default(),
            timeline: PurchaseTimeline::default(),
            too_late: 0,
            holds_out: calendar.holdout_days() > 0,
        };
        for of_one in sorted.chunk_by(|a, b| a.customer == b.customer) {
            let id = &transactions.ids[of_one[0].customer];
            if of_one[0].day < calendar.calibration_end {
                histories.take(id, of_one, calendar)?;
            } else if of_one[0].day <= calendar.observation_end {
                histories.too_late += 1;
            }
        }
        Ok(histories)
    }

    fn take(&mut self, id: &str, of_one: &[Purchase], calendar: &Calendar) -> tenure::Result<()> {
        let first_day = of_one[0].day;
        let (mut repeats, mut last, mut held_out) = (0_u64, 0, 0_u64);
        let (mut amounts, mut days) = (Vec::new(), Vec::new());
        for of_day in of_one.chunk_by(|a, b| a.day == b.day) {
            let day = of_day[0].day;
            if day == first_day || day > calendar.observation_end {
                continue;
            }
            days.push(f64::from(day));
            if day <= calendar.calibration_end {
                repeats += 1;
                last = day - first_day;
                amounts.push(of_day.iter().map(|purchase| purchase.amount).sum::<f64>());
            } else {
                held_out += 1;
            }
        }
        let [last, age] = [last, calendar.calibration_end - first_day].map(f64::from);
        let history = PurchaseHistory::new(repeats, last, age, TimeUnit::DAY)?;
        let spend = if amounts.iter().any(|amount| *amount > 0.0) {
            SpendHistory::of_amounts(amounts)?
        } else {
            None
        };
        self.timeline.push(f64::from(first_day), days)?;
        self.table.push(history);
        if let Some(spend) = spend {
            self.spends.push(spend);
        }
        self.customers.push(Customer {
            id: id.to_owned(),
            history,
            spend,
            held_out,
        });
        Ok(())
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
