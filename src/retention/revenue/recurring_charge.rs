//! [`RecurringCharge`].

use core::fmt;

use super::revenue_change::checked;
#[cfg(feature = "serde")]
use crate::saved::Own;
use crate::text::padded;
use crate::units::Money;
use crate::{Error, Result};

/// Holds what one subscription brings a month: whose, from which period, until which, how much.
///
/// Charged in a period t if and only if `first ≤ t < end`: the end is the first period it is no longer
/// charged, so an upgrade is one charge that ends and another, from then on, that is larger. Without an end it
/// is still running. Periods are whole numbers, months or days as you like, of one numbering; the amount is the
/// MRR whatever the periods are, with plans of other intervals
/// [brought to a month](super::MonthlyRecurringRevenue) first.
///
/// A charge of 0 (a free plan, a trial) does not make a paying customer.
///
/// # Examples
///
/// ```
/// use tenure::retention::revenue::RecurringCharge;
/// use tenure::units::Money;
///
/// // Months of any numbering: year · 12 + month is one.
/// let charge = RecurringCharge::new(
///     "ann",
///     2024 * 12,
///     Some(2024 * 12 + 3),
///     Money::from_minor(5000),
/// )?;
/// assert!(charge.is_charged_in(2024 * 12 + 2) && !charge.is_charged_in(2024 * 12 + 3));
///
/// assert_eq!(
///     RecurringCharge::new("ann", 7, Some(5), Money::from_minor(5000))
///         .unwrap_err()
///         .to_string(),
///     "first period of a charge (7) cannot exceed the first without it (5)"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[must_use]
pub struct RecurringCharge<Id> {
    id: Id,
    first: i64,
    end: Option<i64>,
    amount: u64,
}

impl<Id> RecurringCharge<Id> {
    /// Creates a charge of customer `id` from period `first` to the one before `end`, or still
    /// running when `end` is `None`.
    ///
    /// # Errors
    ///
    /// [`Error::Exceeds`] when it ends before it starts (ending in the period it starts is allowed: it was
    /// then never charged); [`Error::OutOfRange`] for an amount below 0 or above
    /// [`RevenueChange::MOST_IN_MINOR`](super::RevenueChange::MOST_IN_MINOR).
    pub fn new(id: Id, first: i64, end: Option<i64>, amount: Money) -> Result<Self> {
        if let Some(end) = end.filter(|end| *end < first) {
            return Err(Error::Exceeds {
                what: "first period of a charge",
                value: first as f64,
                limit_what: "the first without it",
                limit: end as f64,
            });
        }
        let amount = checked("MRR of a charge (in minor units)", amount)?;
        Ok(Self {
            id,
            first,
            end,
            amount,
        })
    }

    /// Creates a charge of one period alone, as a monthly snapshot of a customer gives it.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] as [`new`](Self::new).
    pub fn in_period(id: Id, period: i64, amount: Money) -> Result<Self> {
        // What is charged in the last period there is has no end.
        Self::new(id, period, period.checked_add(1), amount)
    }

    /// Returns the customer.
    pub const fn id(&self) -> &Id {
        &self.id
    }

    /// Returns the first period in which it is charged.
    #[must_use]
    pub const fn first(&self) -> i64 {
        self.first
    }

    /// Returns the first period in which it is no longer charged; `None` while it runs.
    #[must_use]
    pub const fn end(&self) -> Option<i64> {
        self.end
    }

    /// Returns the amount per month.
    pub const fn amount(&self) -> Money {
        Money::wide(self.amount as i128)
    }

    /// Returns whether it is charged in a period: `first ≤ period < end`.
    #[must_use]
    pub fn is_charged_in(&self, period: i64) -> bool {
        self.first <= period && self.end.is_none_or(|end| period < end)
    }

    pub(super) fn into_parts(self) -> (Id, i64, Option<i64>, u64) {
        (self.id, self.first, self.end, self.amount)
    }
}

impl<Id> TryFrom<(Id, i64, Option<i64>, Money)> for RecurringCharge<Id> {
    type Error = Error;

    fn try_from((id, first, end, amount): (Id, i64, Option<i64>, Money)) -> Result<Self> {
        Self::new(id, first, end, amount)
    }
}

impl<Id> TryFrom<(Id, i64, Option<i64>, i64)> for RecurringCharge<Id> {
    type Error = Error;

    fn try_from((id, first, end, amount): (Id, i64, Option<i64>, i64)) -> Result<Self> {
        Self::new(id, first, end, Money::from_minor(amount))
    }
}

impl<Id: Clone> TryFrom<&(Id, i64, Option<i64>, Money)> for RecurringCharge<Id> {
    type Error = Error;

    fn try_from((id, first, end, amount): &(Id, i64, Option<i64>, Money)) -> Result<Self> {
        Self::new(id.clone(), *first, *end, *amount)
    }
}

impl<Id: Clone> TryFrom<&(Id, i64, Option<i64>, i64)> for RecurringCharge<Id> {
    type Error = Error;

    fn try_from((id, first, end, amount): &(Id, i64, Option<i64>, i64)) -> Result<Self> {
        Self::new(id.clone(), *first, *end, Money::from_minor(*amount))
    }
}

impl<Id: fmt::Display> fmt::Display for RecurringCharge<Id> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (id, first, amount) = (&self.id, self.first, self.amount);
        match self.end {
            Some(end) => padded(
                f,
                format_args!("{id}: {amount} minor units a month from period {first} to {end}"),
            ),
            None => padded(
                f,
                format_args!("{id}: {amount} minor units a month from period {first} on"),
            ),
        }
    }
}

// The end is null while it runs, and has to be there: a row whose end got lost is not one still running.
saved! {
    impl{Id} keys{Id} for RecurringCharge<Id> as plain;
    |charge| { id: Own<Id> = Own(&charge.id), first, end, amount: u64 };
    read { Self::new(id.0, first, end, Money::wide(amount.into())) }
}
