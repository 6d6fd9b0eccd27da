//! How a log of cohorts answers.

use core::ops::RangeInclusive;

use super::CohortLog;
use crate::Result;
use crate::retention::cohorts::columns::Columns;
use crate::retention::cohorts::requested_columns::RequestedColumns;
use crate::retention::cohorts::state::{IdSet, KWay};
use crate::retention::cohorts::tally::Tally;
use crate::retention::cohorts::{AgeWindow, CohortTriangle};

impl<Id: Ord> CohortLog<Id> {
    pub(super) fn answer<I>(
        &self,
        columns: RequestedColumns<I>,
        through: i64,
    ) -> Result<CohortTriangle>
    where
        I: IntoIterator<Item = AgeWindow>,
    {
        let counted = |(cohort, period): &(i64, i64)| *cohort <= through && *period <= through;
        let cells = self.cells.range(..=(through, through));
        let cells = cells.filter(|(cell, _)| counted(cell));
        let mut cohorts: Vec<i64> = cells.map(|((cohort, _), _)| *cohort).collect();
        cohorts.extend(self.members.range(..=through).map(|(cohort, _)| *cohort));
        cohorts.sort_unstable();
        cohorts.dedup();
        let columns = columns.columns(&cohorts, through)?;
        let mut tally = Tally::new(&columns, cohorts.len());

        if columns.are_apart() {
            for (row, cohort) in cohorts.iter().enumerate() {
                self.count_apart(&columns, &mut tally, row, *cohort..=through);
            }
            return Ok(CohortTriangle::new(through, &cohorts, &tally, 0));
        }
        for (row, cohort) in cohorts.iter().enumerate() {
            let members = self.members.get(cohort).map(|ids| ids.sorted());
            let cells = self.cells.range((*cohort, *cohort)..=(*cohort, through));
            let mut ages: Vec<Option<u64>> = members.iter().map(|_| None).collect();
            let mut lists: Vec<_> = members.into_iter().collect();
            for ((_, period), active) in cells {
                let age = period.abs_diff(*cohort);
                tally.revenue(row, age, active.revenue);
                ages.push(Some(age));
                lists.push(active.ids.sorted());
            }
            let mut customer = None;
            let mut before = None;
            for (id, list) in KWay::new(lists) {
                if customer != Some(id) {
                    customer = Some(id);
                    before = None;
                    tally.customer(row);
                }
                if let Some(age) = ages.get(list).copied().flatten() {
                    tally.activity(row, before, age);
                    before = Some(age);
                }
            }
        }
        Ok(CohortTriangle::new(through, &cohorts, &tally, 0))
    }

    /// Counts one cohort where no two windows share an age: the customers active in a window are counted as a set,
    /// without following each from period to period.
    fn count_apart(
        &self,
        columns: &Columns,
        tally: &mut Tally<'_>,
        row: usize,
        periods: RangeInclusive<i64>,
    ) {
        let (cohort, through) = periods.into_inner();
        let mut cells = self.cells.range((cohort, cohort)..=(cohort, through));
        let mut next = cells.next();
        let mut active = Vec::new();
        while let Some(((_, period), _)) = next {
            let age = period.abs_diff(cohort);
            let window = columns.holding(age);
            let mut lists = Vec::new();
            while let Some(((_, period), visits)) = next {
                let age = period.abs_diff(cohort);
                if columns.holding(age) != window {
                    break;
                }
                tally.revenue(row, age, visits.revenue);
                lists.push(IdSet::from(visits.ids.sorted()));
                next = cells.next();
            }
            let set = IdSet::union(lists);
            tally.active(row, age, set.len());
            active.push(set);
        }
        let active = IdSet::union(active);
        let customers = match self.members.get(&cohort) {
            Some(members) => active.len_with(&members.sorted().into()),
            None => active.len(),
        };
        tally.customers(row, customers);
    }
}
