//! A ledger from monthly snapshots.

use super::RevenueLedger;
use crate::retention::revenue::RecurringCharge;
use crate::retention::revenue::revenue_movements::first_repeated;
use crate::{Error, Result};

impl<Id: Ord + Clone> RevenueLedger<Id> {
    /// Creates a ledger from snapshots: rows of (customer, period, MRR in that period), each
    /// customer once in each period.
    ///
    /// A customer without a row in a period paid nothing then, as with a row of 0. So every period between the
    /// first and the last needs its snapshot, or all customers seem to leave and return; and the period after the
    /// last is not known. Where a customer has several rows in a period, one per subscription, use
    /// [`RecurringCharge::in_period`], which adds them up.
    ///
    /// Amounts are `i64` minor units or [`Money`](crate::units::Money).
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::retention::revenue::RevenueLedger;
    ///
    /// let rows = [("ann", 0, 5000), ("bob", 0, 10000), ("ann", 1, 7500)];
    /// let month = RevenueLedger::try_from_snapshots(rows)?.movements(0, 1)?;
    /// assert_eq!((month.expansion().minor(), month.churn().minor()), (2500, 10000));
    ///
    /// let twice = [("ann", 0, 5000), ("ann", 1, 5000), ("ann", 0, 2500)];
    /// assert_eq!(
    ///     RevenueLedger::try_from_snapshots(twice).unwrap_err().to_string(),
    ///     "item 2 was rejected: customer in one period (RecurringCharge::in_period adds up \
    ///      subscriptions) occurs twice"
    /// );
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Item`] with the index of the first row that repeats a customer in a period, or whose amount is
    /// out of range.
    ///
    /// # Complexity
    ///
    /// O(n log n) time and O(n) space for n rows.
    pub fn try_from_snapshots<A>(rows: impl IntoIterator<Item = (Id, i64, A)>) -> Result<Self>
    where
        (Id, i64, Option<i64>, A): TryInto<RecurringCharge<Id>, Error = Error>,
    {
        let mut seen = Vec::new();
        let charges = rows
            .into_iter()
            .enumerate()
            .map(|(index, (id, period, amount))| {
                seen.push(((id.clone(), period), index));
                // What is charged in the last period there is has no end.
                (id, period, period.checked_add(1), amount)
            });
        let ledger = Self::try_from_iter(charges);
        let repeated = first_repeated(seen);
        match (repeated, ledger) {
            // A row that is bad in itself is the last that was looked at.
            (Some(index), Err(Error::Item { index: bad, cause })) if bad <= index => {
                Err(Error::Item { index: bad, cause })
            }
            (Some(index), _) => {
                let what =
                    "customer in one period (RecurringCharge::in_period adds up subscriptions)";
                Err(Error::Duplicate { what }.at(index))
            }
            (None, ledger) => ledger,
        }
    }
}
