//! [`Steps`]: what one customer pays, over time.

use super::rows::{Row, Rows};
use crate::retention::revenue::RevenueChange;
use crate::{Error, Result};

/// From that period on the customer pays so much, until the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) from: i64,
    pub(super) mrr: u64,
}

/// The customers of a ledger, one after the other, each as the steps of what all their charges come to.
///
/// Before the first step nothing is paid. No two neighbours are equal.
pub(super) struct Steps<'a, Id> {
    rows: Rows<'a, Id>,
    next: Option<Row<&'a Id>>,
    /// When, and what comes (or, negative, goes) then.
    events: Vec<(i64, i128)>,
    paid: Vec<Step>,
}

impl<'a, Id: Ord> Steps<'a, Id> {
    pub(super) fn new(mut rows: Rows<'a, Id>) -> Self {
        Self {
            next: rows.next(),
            rows,
            events: Vec::new(),
            paid: Vec::new(),
        }
    }

    /// The next customer; `None` after the last.
    ///
    /// Fails for a customer who pays more than [`RevenueChange::MOST_IN_MINOR`].
    pub(super) fn next_customer(&mut self) -> Result<Option<(&'a Id, &[Step])>> {
        let Some(row) = self.next.take() else {
            return Ok(None);
        };
        let id = row.id;
        self.events.clear();
        self.paid.clear();
        self.take(row);
        loop {
            self.next = self.rows.next();
            match self.next {
                Some(row) if row.id == id => self.take(row),
                _ => break,
            }
        }
        if !self.events.is_sorted_by_key(|(at, _)| *at) {
            self.events.sort_unstable_by_key(|(at, _)| *at);
        }
        let mut mrr = 0_i128;
        for together in self.events.chunk_by(|left, right| left.0 == right.0) {
            // Each is below 2^64: 2^63 charges of one customer would fit.
            mrr = together
                .iter()
                .fold(mrr, |sum, (_, change)| sum.wrapping_add(*change));
            let now = within(mrr)?;
            let before = self.paid.last().map_or(0, |step| step.mrr);
            if let Some((from, _)) = together.first()
                && now != before
            {
                self.paid.push(Step {
                    from: *from,
                    mrr: now,
                });
            }
        }
        Ok(Some((id, &self.paid)))
    }

    fn take(&mut self, row: Row<&Id>) {
        let amount = i128::from(row.amount);
        self.events.push((row.first, amount));
        if let Some(end) = row.end {
            self.events.push((end, amount.wrapping_neg()));
        }
    }
}

fn within(mrr: i128) -> Result<u64> {
    let most = RevenueChange::MOST_IN_MINOR.cast_unsigned();
    u64::try_from(mrr)
        .ok()
        .filter(|mrr| *mrr <= most)
        .ok_or_else(|| {
            Error::out_of_range(
                "MRR of all charges of a customer (in minor units)",
                "at most 2^48, 281474976710656 (count in larger units)",
                mrr as f64,
            )
        })
}

/// What is paid in that period.
pub(super) fn paid_in(steps: &[Step], period: i64) -> u64 {
    let until = steps.partition_point(|step| step.from <= period);
    let last = until.checked_sub(1).and_then(|last| steps.get(last));
    last.map_or(0, |step| step.mrr)
}

/// Whether anything was paid in that period or before it.
pub(super) fn paid_until(steps: &[Step], period: i64) -> bool {
    let mut until = steps.iter().take_while(|step| step.from <= period);
    until.any(|step| step.mrr > 0)
}
