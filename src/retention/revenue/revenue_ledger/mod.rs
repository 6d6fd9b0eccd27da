//! [`RevenueLedger`]: the state and its questions; how it collects and is saved is in the files beside.

mod collect;
mod rows;
#[cfg(feature = "serde")]
mod saved;
mod snapshots;
mod steps;
mod walk;

use self::rows::{Row, Rows};
use self::steps::{Steps, paid_in, paid_until};
use super::{RecurringCharge, RevenueChange, RevenueMovements};
use crate::fold::sorted::Runs;
use crate::units::Money;
use crate::{Error, Result};

/// Collects every recurring charge and computes all movements of revenue from them.
///
/// Collect it from rows of (customer, first period, first period without it, MRR), or from monthly
/// [snapshots](Self::try_from_snapshots), in any order; then ask for the [`movements`](Self::movements) between
/// any two periods, for the [`waterfall`](Self::waterfall) period by period, or for the
/// [retention](Self::revenue_retention) over a longer horizon.
///
/// The charges of a customer are added up before anything is classified: one of two dropped is contraction,
/// one replaced by a dearer one is expansion, and neither is churn. Whether a customer paid before is known from the ledger
/// itself, so feed it the whole history and not only the period of interest: who comes back from before its
/// beginning would count as new.
///
/// The state is the same whatever order the charges came in and however they were spread over shards, even if
/// those of one customer lie in different shards. Charges of 0, and charges that end in the period they start,
/// leave no trace. The same charge twice is charged twice.
///
/// # Examples
///
/// ```
/// use tenure::retention::revenue::RevenueLedger;
///
/// // Months from any fixed one; amounts in cents. No end: still running.
/// let ledger = RevenueLedger::try_from_iter([
///     ("ann", 0, None, 5000),
///     ("ann", 1, None, 2500),    // a second subscription: expansion
///     ("bob", 0, Some(2), 10000),
///     ("bob", 4, None, 9000),    // away for two months: churn, then reactivation
///     ("cy", 0, Some(3), 20000),
///     ("cy", 3, None, 18000),    // a cheaper plan from the month the other ended: contraction
///     ("di", 2, None, 4000),
/// ])?;
/// let quarter = ledger.movements(1, 4)?;
/// assert_eq!(
///     quarter.display(2).to_string(),
///     "                   MRR  customers
/// start           375.00          3
/// + new            40.00          1
/// + reactivation    0.00          0
/// + expansion       0.00          0
/// − contraction    30.00          2
/// − churn           0.00          0
/// = end           385.00          4"
/// );
///
/// // Month by month bob left and came back.
/// let waterfall = ledger.waterfall(1, 4)?;
/// println!("{}", waterfall.display(2));
/// let churned: Vec<_> = waterfall.iter().map(|(_, month)| month.churn().minor()).collect();
/// assert_eq!(churned, [10000, 0, 0]);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(1) per charge that comes in the order of customers and times, O(log n) otherwise; space for each charge:
/// 40 bytes with a 64-bit id. Asking is one pass over the charges. Charges [pushed](Self::push) one by one and
/// merged ledgers are put in order in batches; until then each question works on a sorted copy:
/// [`sort`](Self::sort) before asking often.
#[must_use]
#[derive(Debug, Clone)]
pub struct RevenueLedger<Id> {
    rows: Runs<Row<Id>>,
}

impl<Id> RevenueLedger<Id> {
    /// Creates a ledger without charges.
    pub const fn new() -> Self {
        Self { rows: Runs::new() }
    }

    /// Returns whether no customer ever paid.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl<Id: Ord> RevenueLedger<Id> {
    /// Adds one charge.
    #[inline]
    pub fn push(&mut self, charge: RecurringCharge<Id>) {
        let (id, first, end, amount) = charge.into_parts();
        if amount > 0 && end != Some(first) {
            self.rows.push(Row {
                id,
                first,
                end,
                amount,
            });
        }
    }

    /// Sorts the charges now, so that later questions need no copy.
    ///
    /// Changes no answer.
    pub fn sort(&mut self) {
        self.rows.settle();
    }

    /// Returns how many customers ever paid.
    #[must_use]
    pub fn customers(&self) -> u64 {
        let mut count = 0_u64;
        let mut last = None;
        for row in Rows::of(&self.rows) {
            if last != Some(row.id) {
                count = count.saturating_add(1);
                last = Some(row.id);
            }
        }
        count
    }

    /// Returns the first and the last period in which a charge starts or ends; `None` for an empty
    /// ledger.
    ///
    /// The widest [`waterfall`](Self::waterfall) that shows anything starts a period before the first.
    #[must_use]
    pub fn periods(&self) -> Option<(i64, i64)> {
        let ends = self.rows.every_row().map(|row| (row.first, row.end));
        ends.fold(None, |span: Option<(i64, i64)>, (first, end)| {
            let last = end.unwrap_or(first);
            let (low, high) = span.unwrap_or((first, last));
            Some((low.min(first), high.max(last)))
        })
    }

    /// Returns what one customer pays in a period, all charges together; 0 for a customer the
    /// ledger does not know.
    pub fn paid_by<Q>(&self, id: &Q, period: i64) -> Money
    where
        Id: core::borrow::Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let charged = self.rows.every_row().filter(|row| {
            row.id.borrow() == id && row.first <= period && row.end.is_none_or(|end| period < end)
        });
        charged.fold(Money::ZERO, |mut sum, row| {
            sum.push(Money::wide(row.amount.into()));
            sum
        })
    }

    /// Computes how recurring revenue moved from what was paid in period `from` to what is paid in
    /// period `to`.
    ///
    /// Two points are compared, each customer as a whole; what happened between them does not show. A customer
    /// who paid nothing in `from` is won back if they ever paid before it, and new otherwise. Consecutive
    /// comparisons share a point: the end of one is the start of the next.
    ///
    /// In the periods after the last [snapshot](Self::try_from_snapshots) no customer pays, as far as the
    /// ledger knows: do not ask for them.
    ///
    /// # Errors
    ///
    /// [`Error::Exceeds`] when `from` is after `to`, [`Error::OutOfRange`] when they are the same period, or when
    /// the charges of one customer come to more than [`RevenueChange::MOST_IN_MINOR`].
    ///
    /// # Complexity
    ///
    /// One pass, and a sort of the charges of each customer.
    pub fn movements(&self, from: i64, to: i64) -> Result<RevenueMovements> {
        let changes = self.changes(from, to, |steps| {
            let opening = paid_in(steps, from);
            let closing = paid_in(steps, to);
            let before = opening == 0 && paid_until(steps, from);
            RevenueChange::of(opening, closing, before)
        })?;
        Ok(changes)
    }

    /// Collects the change of every customer, computed from their steps.
    fn changes(
        &self,
        from: i64,
        to: i64,
        change: impl Fn(&[steps::Step]) -> RevenueChange,
    ) -> Result<RevenueMovements> {
        in_order(from, to)?;
        let mut customers = Steps::new(Rows::of(&self.rows));
        let mut failed = None;
        let changes = core::iter::from_fn(|| match customers.next_customer() {
            Ok(next) => next.map(|(_, steps)| change(steps)),
            Err(error) => {
                failed = Some(error);
                None
            }
        });
        let movements = changes.collect();
        failed.map_or(Ok(movements), Err)
    }
}

/// Refuses a stretch of time that does not go forward.
const fn in_order(from: i64, to: i64) -> Result<()> {
    if from > to {
        return Err(Error::Exceeds {
            what: "period to compare with",
            value: from as f64,
            limit_what: "the period compared",
            limit: to as f64,
        });
    }
    if from == to {
        let what = "periods between two points of revenue";
        return Err(Error::out_of_range(what, "at least 1", 0.0));
    }
    Ok(())
}
