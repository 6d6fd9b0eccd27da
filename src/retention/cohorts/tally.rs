//! [`Tally`]: from single activities to the cells of a triangle.

use super::AgeWindow;
use super::columns::Columns;
use crate::units::Money;

/// The rows of a triangle while it is counted.
///
/// A customer counts once per column, however often they came in its window: at their first activity in it. That
/// is the one with an age in the window and the one before it not. The columns for which it is lie side by side,
/// so what is kept is where they begin and where they end, and the counts are running sums.
#[derive(Debug)]
pub(super) struct Tally<'a> {
    columns: &'a Columns,
    sizes: Vec<u64>,
    first_revenue: Vec<Money>,
    /// Row by row, one change per column and one behind; modulo 2⁶⁴, in which running sums are exact.
    customers: Vec<u64>,
    /// Likewise the changes of revenue, modulo 2¹²⁸; empty until there is any.
    revenue: Vec<u128>,
}

impl<'a> Tally<'a> {
    /// Creates an empty tally of `cohorts` rows; the columns were checked not to give too many cells.
    pub(super) fn new(columns: &'a Columns, cohorts: usize) -> Self {
        Self {
            columns,
            sizes: vec![0; cohorts],
            first_revenue: vec![Money::ZERO; cohorts],
            customers: vec![0; cohorts.saturating_mul(columns.stride())],
            revenue: Vec::new(),
        }
    }

    /// Counts one customer of a cohort.
    #[inline]
    pub(super) fn customer(&mut self, cohort: usize) {
        if let Some(size) = self.sizes.get_mut(cohort) {
            *size = size.wrapping_add(1);
        }
    }

    /// Counts `n` customers of a cohort.
    pub(super) fn customers(&mut self, cohort: usize, n: usize) {
        if let Some(size) = self.sizes.get_mut(cohort) {
            *size = size.wrapping_add(n as u64);
        }
    }

    /// Counts `n` customers of a cohort who were active at an age and not before it within its windows.
    pub(super) fn active(&mut self, cohort: usize, age: u64, n: usize) {
        let stride = self.columns.stride();
        let row = cohort.wrapping_mul(stride);
        let Some(row) = self.customers.get_mut(row..row.wrapping_add(stride)) else {
            return;
        };
        for chain in self.columns.chains() {
            let (from, to) = chain.containing(age);
            add(row, from, n as u64);
            add(row, to, (n as u64).wrapping_neg());
        }
    }

    /// Counts one customer of a cohort who was active at an age, and before it last at age `before`.
    #[inline]
    pub(super) fn activity(&mut self, cohort: usize, before: Option<u64>, age: u64) {
        let stride = self.columns.stride();
        let row = cohort.wrapping_mul(stride);
        let Some(row) = self.customers.get_mut(row..row.wrapping_add(stride)) else {
            return;
        };
        for chain in self.columns.chains() {
            let (from, to) = chain.first_activity(before, age);
            add(row, from, 1);
            add(row, to, 1_u64.wrapping_neg());
        }
    }

    /// Adds what all customers of a cohort together paid at an age.
    pub(super) fn revenue(&mut self, cohort: usize, age: u64, amount: Money) {
        if amount == Money::ZERO {
            return;
        }
        if age == 0
            && let Some(first) = self.first_revenue.get_mut(cohort)
        {
            first.push(amount);
        }
        if self.revenue.is_empty() {
            self.revenue = vec![0; self.customers.len()];
        }
        let amount = amount.minor().cast_unsigned();
        let stride = self.columns.stride();
        let row = cohort.wrapping_mul(stride);
        let Some(row) = self.revenue.get_mut(row..row.wrapping_add(stride)) else {
            return;
        };
        for chain in self.columns.chains() {
            let (from, to) = chain.containing(age);
            if let Some(cell) = row.get_mut(from) {
                *cell = cell.wrapping_add(amount);
            }
            if let Some(cell) = row.get_mut(to) {
                *cell = cell.wrapping_sub(amount);
            }
        }
    }

    pub(super) fn windows(&self) -> &[AgeWindow] {
        self.columns.windows()
    }

    /// The number of customers of each cohort and what they paid at age 0.
    pub(super) fn sizes(&self) -> impl Iterator<Item = (u64, Money)> {
        self.sizes
            .iter()
            .copied()
            .zip(self.first_revenue.iter().copied())
    }

    /// Customers and revenue of a cohort, column by column as they were asked for.
    pub(super) fn cells(&self, cohort: usize) -> (Vec<u64>, Vec<Money>) {
        let stride = self.columns.stride();
        let from = cohort.saturating_mul(stride);
        let row = from..from.saturating_add(stride);
        let customers = self.customers.get(row.clone()).unwrap_or_default();
        let customers = self.columns.running_sums(customers, u64::wrapping_add);
        let revenue = self.revenue.get(row).unwrap_or_default();
        let revenue = self.columns.running_sums(revenue, u128::wrapping_add);
        let revenue = revenue
            .into_iter()
            .map(|sum| Money::from_wide(sum.cast_signed()));
        (customers, revenue.collect())
    }
}

#[inline]
fn add(row: &mut [u64], place: usize, change: u64) {
    if let Some(cell) = row.get_mut(place) {
        *cell = cell.wrapping_add(change);
    }
}
