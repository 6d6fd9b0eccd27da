//! [`RenewalTable`].

use std::collections::BTreeMap;

use super::Tenure;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::count::{Count, saturated};
#[cfg(feature = "serde")]
use crate::saved::Each;
use crate::{Error, Merge, Result};

/// Counts customers under contract by renewal: how many were lost at each, and how many are censored
/// after it, that is, still customers when last observed.
///
/// Each customer is counted by their own age, so customers who came at different times go into one
/// table. It is all that fitting
/// [`ShiftedBetaGeometric`](crate::clv::models::ShiftedBetaGeometric) or
/// [`BetaDiscreteWeibull`](crate::clv::models::BetaDiscreteWeibull) needs.
///
/// # Examples
///
/// Customers one by one, and a cohort by the number of its survivors:
///
/// ```
/// use tenure::Merge;
/// use tenure::clv::history::RenewalTable;
///
/// // (renewals, churned): one lost at the second renewal, one still a customer after five.
/// let mut table = RenewalTable::try_from_iter([(2, true), (5, false)])?;
/// table.merge(RenewalTable::try_from_survivors([1000, 869, 743, 653])?);
/// assert_eq!(table.customers(), 1002);
/// assert_eq!(table.lost(), 348);
///
/// let rows = table.rows().map(|row| (row.renewal, row.lost, row.censored));
/// assert_eq!(rows.collect::<Vec<_>>(), [(1, 131, 0), (2, 127, 0), (3, 90, 653), (5, 0, 1)]);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(log k) per customer and O(k) space for k different numbers of renewals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RenewalTable {
    rows: BTreeMap<u64, Cell>,
}

/// The customers of one number of renewals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Cell {
    lost: Count,
    censored: Count,
}

/// Holds the customers lost at a renewal, and those observed up to it and not further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RenewalRow {
    /// Holds the number of the renewal, from 1; 0 for customers before their first.
    pub renewal: u64,
    /// Counts the customers lost at this renewal.
    pub lost: u64,
    /// Counts the customers who renewed and were not observed at the next renewal.
    pub censored: u64,
}

saved! {
    impl{} for RenewalRow as plain;
    |row| { renewal, lost, censored }
}

// Rows of (renewal, lost, censored).
saved! {
    impl{} for RenewalTable as "renewal table", 1;
    |table| -> Each::of(table.rows.len(), || {
        table.rows.iter().map(|(renewal, cell)| (*renewal, cell.lost, cell.censored))
    });
    read(rows: Vec<(u64, Count, Count)>) {
        let mut table = Self::default();
        for (index, (renewal, lost, censored)) in rows.into_iter().enumerate() {
            let in_order = table.rows.last_key_value().is_none_or(|(last, _)| *last < renewal);
            if !in_order || Count::total([lost, censored]) == 0 {
                let refusal = Error::Malformed {
                    what: "renewal table",
                    expected: "rows in order, each renewal once, of at least 1 customer",
                };
                return Err(refusal.at(index));
            }
            let _checked = Tenure::censored_after(renewal).map_err(|error| error.at(index))?;
            if lost != Count::ZERO {
                let _checked = Tenure::lost_at(renewal).map_err(|error| error.at(index))?;
            }
            table.rows.insert(renewal, Cell { lost, censored });
        }
        Ok(table)
    }
}

impl RenewalTable {
    /// Adds one customer.
    pub fn push(&mut self, tenure: Tenure) {
        self.cell(tenure).increment();
    }

    /// Adds a number of customers with the same tenure.
    pub fn push_many(&mut self, tenure: Tenure, customers: u64) {
        if customers > 0 {
            self.cell(tenure).merge(Count::new(customers));
        }
    }

    fn cell(&mut self, tenure: Tenure) -> &mut Count {
        let cell = self.rows.entry(tenure.renewals()).or_default();
        if tenure.churned() {
            &mut cell.lost
        } else {
            &mut cell.censored
        }
    }

    /// Creates the table of a cohort from its survivors: the number of customers at the start, after one
    /// renewal, after two, ….
    ///
    /// # Errors
    ///
    /// [`Error::NotEnoughData`] without any count; [`Error::Item`] with the index of the first count that is
    /// above the one before it, or negative.
    pub fn try_from_survivors<I>(counts: I) -> Result<Self>
    where
        I: IntoIterator<Item: TryInto<u64>>,
        Error: From<<I::Item as TryInto<u64>>::Error>,
    {
        let mut table = Self::default();
        let mut before: Option<u64> = None;
        let mut renewal = 0_u64;
        for (index, count) in counts.into_iter().enumerate() {
            let count: u64 = count
                .try_into()
                .map_err(|error| Error::from(error).at(index))?;
            let first = before.unwrap_or(count);
            let Some(lost) = first.checked_sub(count) else {
                let rising = Error::Exceeds {
                    what: "number of customers still there",
                    value: count as f64,
                    limit_what: "the number a renewal before",
                    limit: first as f64,
                };
                return Err(rising.at(index));
            };
            if before.is_some() {
                renewal = renewal.saturating_add(1);
                let tenure = Tenure::lost_at(renewal).map_err(|error| error.at(index))?;
                table.push_many(tenure, lost);
            }
            before = Some(count);
        }
        let Some(left) = before else {
            return Err(Error::not_enough(
                "a renewal table",
                1,
                ["count of customers", "counts of customers"],
                0,
            ));
        };
        table.push_many(Tenure::censored_after(renewal)?, left);
        Ok(table)
    }

    /// Returns the number of customers.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.at_risk(0)
    }

    /// Returns the number of customers lost.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.rows().fold(0, |n, row| n.saturating_add(row.lost))
    }

    /// Yields one row for each number of renewals with customers, in order.
    #[must_use]
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = RenewalRow> + ExactSizeIterator + '_ {
        self.rows.iter().map(|(renewal, cell)| RenewalRow {
            renewal: *renewal,
            lost: cell.lost.to_u64(),
            censored: cell.censored.to_u64(),
        })
    }

    /// Returns the number of customers at risk at a renewal: those who came to it, whether they left then,
    /// later or not at all.
    #[must_use]
    pub fn at_risk(&self, renewal: u64) -> u64 {
        self.rows.range(renewal..).fold(0, |n, (_, cell)| {
            n.saturating_add(saturated(Count::total([cell.lost, cell.censored])))
        })
    }
}

impl Merge for RenewalTable {
    fn merge(&mut self, other: Self) {
        for (renewal, part) in other.rows {
            let cell = self.rows.entry(renewal).or_default();
            cell.lost.merge(part.lost);
            cell.censored.merge(part.censored);
        }
    }

    fn heap_size(&self) -> usize {
        self.rows.len().saturating_mul(size_of::<(u64, Cell)>())
    }
}

impl Accumulate<Tenure> for RenewalTable {
    fn add(&mut self, tenure: Tenure) {
        self.push(tenure);
    }
}

accumulator!({} RenewalTable, Tenure);
