//! [`Simulation`].

use crate::Result;
use crate::clv::history::{HistoryTable, PurchaseHistory};
use crate::clv::models::{PurchaseModel, SimulatedCustomer, simulate};
use crate::numeric::random::SplitMix64;
use crate::units::{Horizon, Period, TimeUnit};

/// Simulates customers who behave exactly as a model says.
///
/// Use it to try a report before there are data, to see how much of a difference is chance (simulate
/// twenty times and look at the range), and to test a fit: data drawn from known parameters must give
/// these parameters back.
///
/// Customers are numbered, and the draws of each follow from the seed and the number alone. Shards with
/// consecutive numbers therefore draw the same customers as one loop over all of them, on any machine.
///
/// Times are as exact as `f64`; a purchase log in whole days has fewer repeat purchases, because those of
/// one day count once. A customer who buys more than 100,000 times within the time asked for is refused.
///
/// # Examples
///
/// ```
/// use tenure::clv::checks::Simulation;
/// use tenure::clv::models::PurchaseModel;
/// use tenure::units::{Horizon, Period};
///
/// /// Simulates one year of three customers twenty times.
/// fn repeat_purchases(model: &dyn PurchaseModel) -> tenure::Result<Vec<u64>> {
///     let year = Horizon::new(1.0, Period::Year)?;
///     (0..20)
///         .map(|seed| {
///             let table = Simulation::new(model, seed).histories([year; 3])?;
///             Ok(table.repeat_purchases())
///         })
///         .collect()
/// }
/// # let _used = repeat_purchases;
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(1) per purchase drawn, and O(log n) per customer for the table.
#[must_use]
#[derive(Debug, PartialEq)]
pub struct Simulation<'a, M: ?Sized> {
    model: &'a M,
    seed: u64,
}

impl<M: ?Sized> Clone for Simulation<'_, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M: ?Sized> Copy for Simulation<'_, M> {}

impl<'a, M: PurchaseModel + ?Sized> Simulation<'a, M> {
    /// Creates a simulation of this model; another seed draws other customers.
    pub const fn new(model: &'a M, seed: u64) -> Self {
        Self { model, seed }
    }

    /// Draws the customer with that number.
    ///
    /// # Errors
    ///
    /// Those of [`PurchaseModel::simulate`].
    pub fn customer(&self, number: u64, within: Horizon) -> Result<SimulatedCustomer> {
        self.model
            .simulate(within, SplitMix64::seed_of(self.seed, number))
    }

    /// Draws the histories of customers of these ages, numbered from 0.
    ///
    /// # Errors
    ///
    /// [`Error::Item`](crate::Error::Item) for an age above 10⁹ days, and for a customer who buys more than
    /// 100,000 times.
    pub fn histories<I: IntoIterator<Item = Horizon>>(&self, ages: I) -> Result<HistoryTable> {
        self.histories_from(0, ages)
    }

    /// Draws the histories of a shard of customers of these ages, numbered from `first`.
    ///
    /// # Errors
    ///
    /// Those of [`histories`](Self::histories).
    pub fn histories_from<I>(&self, first: u64, ages: I) -> Result<HistoryTable>
    where
        I: IntoIterator<Item = Horizon>,
    {
        let mut table = HistoryTable::default();
        for (index, age) in ages.into_iter().enumerate() {
            let number = first.wrapping_add(index as u64);
            let customer = self.customer(number, age);
            let history = customer.and_then(|customer| customer.history(age));
            table.push(history.map_err(|error| error.at(index))?);
        }
        table.sort();
        Ok(table)
    }

    /// Draws as many customers as a table has, each observed for as long, numbered in the order of its rows.
    ///
    /// # Errors
    ///
    /// [`Error::TooMany`](crate::Error::TooMany) for more than 100,000,000 customers, for a customer who buys more
    /// than 100,000 times, and for more than 10⁹ purchases of all of them.
    pub fn like(&self, table: &HistoryTable) -> Result<HistoryTable> {
        simulate::table_like(self.model, table, self.seed)
    }

    /// Draws customers of these ages at the end of a calibration, each with their history and their number
    /// of purchases in the holdout, as [`HoldoutCheck`](super::HoldoutCheck) takes them.
    ///
    /// # Errors
    ///
    /// [`Error::Item`](crate::Error::Item) for an age above 10⁹ days, and for a customer who buys more than
    /// 100,000 times.
    pub fn with_holdout<I>(
        &self,
        ages: I,
        holdout: Horizon,
    ) -> impl Iterator<Item = Result<(PurchaseHistory, u64)>>
    where
        I: IntoIterator<Item = Horizon>,
    {
        let this = *self;
        ages.into_iter().enumerate().map(move |(index, age)| {
            let all = Horizon::new(days(age) + days(holdout), Period::Day)?;
            let customer = this.customer(index as u64, all);
            let customer = customer.map_err(|error| error.at(index))?;
            let history = customer.history(age).map_err(|error| error.at(index))?;
            let later = customer.purchases_within(all);
            Ok((history, later.saturating_sub(history.repeat_purchases())))
        })
    }
}

impl SimulatedCustomer {
    /// Counts the repeat purchases within a time after the first purchase.
    #[must_use]
    pub fn purchases_within(&self, time: Horizon) -> u64 {
        self.seen_within(time).len() as u64
    }

    /// Returns the history observed by that age; no longer than was simulated.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for an age above 10⁹ days.
    pub fn history(&self, age: Horizon) -> Result<PurchaseHistory> {
        let seen = self.seen_within(age);
        let last = seen.last().copied().unwrap_or(0.0);
        PurchaseHistory::new(seen.len() as u64, last, days(age), TimeUnit::DAY)
    }

    /// The times of the repeat purchases within a time after the first purchase.
    fn seen_within(&self, time: Horizon) -> &[f64] {
        let end = days(time);
        let seen = self.purchases.partition_point(|purchase| *purchase <= end);
        self.purchases.split_at(seen).0
    }

    /// Returns whether the customer has not left by then.
    #[must_use]
    pub fn is_alive_at(&self, time: Horizon) -> bool {
        self.left.is_none_or(|left| left > days(time))
    }
}

fn days(time: Horizon) -> f64 {
    TimeUnit::DAY.count_of(time)
}
