//! How a log of activities answers.

use super::ActivityLog;
use crate::Result;
use crate::retention::cohorts::requested_columns::RequestedColumns;
use crate::retention::cohorts::state::{KWay, Paid, SortedIds};
use crate::retention::cohorts::tally::Tally;
use crate::retention::cohorts::{AgeWindow, CohortTriangle};

impl<Id: Ord> ActivityLog<Id> {
    pub(super) fn answer<I>(
        &self,
        columns: RequestedColumns<I>,
        through: i64,
    ) -> Result<CohortTriangle>
    where
        I: IntoIterator<Item = AgeWindow>,
    {
        let periods: Vec<_> = self.periods.range(..=through).collect();
        let starts = self.starts.values().copied();
        let mut cohorts: Vec<i64> = starts.filter(|start| *start <= through).collect();
        cohorts.extend(periods.iter().map(|(period, _)| **period));
        cohorts.sort_unstable();
        cohorts.dedup();
        let columns = columns.columns(&cohorts, through)?;
        let mut tally = Tally::new(&columns, cohorts.len());

        // The lists to be merged: of each period its customers, and those who paid.
        let mut lists = Vec::new();
        let mut of_list: Vec<(i64, usize)> = Vec::new();
        let mut payments = Vec::new();
        for (period, visits) in &periods {
            let cohort = cohorts.binary_search(period).unwrap_or_default();
            lists.push(visits.ids());
            of_list.push((**period, cohort));
            payments.push(None);
            if let Some(paid) = visits.paid() {
                lists.push(SortedIds::Paying(paid.clone()));
                of_list.push((**period, cohort));
                payments.push(Some(paid));
            }
        }

        let mut starts = self.starts.iter().peekable();
        let mut before_start = 0_u64;
        let mut customer: Option<Customer<'_, Id>> = None;
        for (id, list) in KWay::new(lists) {
            let Some((period, as_cohort)) = of_list.get(list).copied() else {
                continue;
            };
            let paid = payments.get_mut(list).and_then(Option::as_mut);
            let amount = paid.and_then(Iterator::next).map(Paid::amount);
            let known = customer.as_mut().filter(|known| known.id == id);
            let customer = if let Some(known) = known {
                known
            } else {
                // Those who only started, before the next who was active; and perhaps a start of this one.
                while let Some((_, start)) = starts.next_if(|(other, _)| *other < id) {
                    start_only(&mut tally, &cohorts, *start);
                }
                let start = starts
                    .next_if(|(other, _)| *other == id)
                    .map(|(_, start)| *start);
                let (start, cohort) = match start {
                    Some(start) => (start, cohorts.binary_search(&start).ok()),
                    None => (period, Some(as_cohort)),
                };
                if let Some(cohort) = cohort {
                    tally.customer(cohort);
                }
                customer.insert(Customer {
                    id,
                    start,
                    cohort,
                    last: None,
                    before: None,
                })
            };
            let again = customer.last == Some(period);
            customer.last = Some(period);
            if period < customer.start {
                before_start = before_start.saturating_add(u64::from(!again));
                continue;
            }
            // A start after the right edge has no row.
            let Some(cohort) = customer.cohort else {
                continue;
            };
            let age = period.abs_diff(customer.start);
            if !again {
                tally.activity(cohort, customer.before, age);
                customer.before = Some(age);
            }
            if let Some(amount) = amount {
                tally.revenue(cohort, age, amount);
            }
        }
        for (_, start) in starts {
            start_only(&mut tally, &cohorts, *start);
        }
        Ok(CohortTriangle::new(through, &cohorts, &tally, before_start))
    }
}

/// The customer whose activities are being read.
struct Customer<'a, Id> {
    id: &'a Id,
    start: i64,
    /// The row; `None` for a start after the right edge.
    cohort: Option<usize>,
    /// The period last read.
    last: Option<i64>,
    /// The age last counted.
    before: Option<u64>,
}

/// A customer who started and was never active.
fn start_only(tally: &mut Tally<'_>, cohorts: &[i64], start: i64) {
    if let Ok(cohort) = cohorts.binary_search(&start) {
        tally.customer(cohort);
    }
}
