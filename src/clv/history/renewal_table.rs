//! [`RenewalTable`].

use std::collections::BTreeMap;

use super::Tenure;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::count::{Count, saturated};
use crate::{Error, Merge, Result};

/// How many customers under contract left at their first renewal, at their second, …, and how many are still there
/// after so many.
///
/// Customers who came at different times just add: each is counted by their own age. That is all a fit of
/// [`ShiftedBetaGeometric`](crate::clv::models::ShiftedBetaGeometric) or
/// [`BetaDiscreteWeibull`](crate::clv::models::BetaDiscreteWeibull) needs.
///
/// # Examples
///
/// Customers one by one, or a cohort as it melts away; the two add.
///
/// ```
/// use tenure::Merge;
/// use tenure::clv::history::RenewalTable;
///
/// // (renewals, churned): one left at the second renewal, one is still there after five.
/// let mut table = RenewalTable::try_from_iter([(2, true), (5, false)])?;
/// table.merge(RenewalTable::try_from_survivors([1000, 869, 743, 653])?);
/// assert_eq!(table.customers(), 1002);
/// assert_eq!(table.lost(), 348);
///
/// let rows: Vec<_> = table.rows().map(|row| (row.renewal, row.lost, row.censored)).collect();
/// assert_eq!(rows, [(1, 131, 0), (2, 127, 0), (3, 90, 653), (5, 0, 1)]);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(log k) per customer and O(k) space for k different numbers of renewals.
#[doc(alias = "survival table")]
#[doc(alias = "cohort table")]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Rows", into = "Rows"))]
pub struct RenewalTable {
    rows: BTreeMap<u64, Cell>,
}

/// What is known of one number of renewals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Cell {
    lost: Count,
    censored: Count,
}

/// How many customers left at a renewal, and how many are there after it and not seen further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RenewalRow {
    /// The number of the renewal, from 1; 0 for customers before their first.
    pub renewal: u64,
    /// Who left at it.
    pub lost: u64,
    /// Who stayed at it and were not seen at a further one.
    pub censored: u64,
}

impl RenewalTable {
    /// Takes in one customer.
    pub fn push(&mut self, tenure: Tenure) {
        self.cell(tenure).increment();
    }

    /// Takes in so many customers with the same tenure.
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

    /// A cohort that came at the same time: how many there were at first, after one renewal, after two, ….
    ///
    /// # Errors
    ///
    /// [`Error::NotEnoughData`] without any count; [`Error::Item`] with the place of the first count that is above
    /// the one before it, or that is none.
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

    /// How many customers there are.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.at_risk(0)
    }

    /// How many of them have left.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.rows().fold(0, |n, row| n.saturating_add(row.lost))
    }

    /// One row for each number of renewals that somebody left at or is still there after, in order.
    #[must_use]
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = RenewalRow> + ExactSizeIterator + '_ {
        self.rows.iter().map(|(renewal, cell)| RenewalRow {
            renewal: *renewal,
            lost: cell.lost.to_u64(),
            censored: cell.censored.to_u64(),
        })
    }

    /// How many customers came to that renewal: they left at it or later, or are still there after it.
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
}

impl Accumulate<Tenure> for RenewalTable {
    fn add(&mut self, tenure: Tenure) {
        self.push(tenure);
    }
}

accumulator!({} RenewalTable, Tenure);

/// Saved as a list of [renewal, lost, still].
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
struct Rows(Vec<(u64, Count, Count)>);

#[cfg(feature = "serde")]
impl From<RenewalTable> for Rows {
    fn from(table: RenewalTable) -> Self {
        let row = |(renewal, cell): (u64, Cell)| (renewal, cell.lost, cell.censored);
        Self(table.rows.into_iter().map(row).collect())
    }
}

#[cfg(feature = "serde")]
impl TryFrom<Rows> for RenewalTable {
    type Error = Error;

    fn try_from(saved: Rows) -> Result<Self> {
        let mut rows = BTreeMap::new();
        for (renewal, lost, censored) in saved.0 {
            if lost != Count::ZERO {
                let _checked = Tenure::lost_at(renewal)?;
            } else if censored != Count::ZERO {
                let _checked = Tenure::censored_after(renewal)?;
            } else {
                return Err(Error::out_of_range(
                    "number of customers of a renewal",
                    "at least 1",
                    0.0,
                ));
            }
            if rows.insert(renewal, Cell { lost, censored }).is_some() {
                return Err(Error::Duplicate {
                    what: "a renewal of the table",
                });
            }
        }
        Ok(Self { rows })
    }
}
