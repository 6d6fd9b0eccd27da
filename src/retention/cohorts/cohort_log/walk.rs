//! How a log of cohorts answers.

use super::CohortLog;
use crate::Result;
use crate::retention::cohorts::question::Question;
use crate::retention::cohorts::state::KWay;
use crate::retention::cohorts::tally::Tally;
use crate::retention::cohorts::{AgeWindow, CohortTriangle};

impl<Id: Ord> CohortLog<Id> {
    pub(super) fn answer<I>(&self, question: Question<I>, through: i64) -> Result<CohortTriangle>
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
        let columns = question.columns(&cohorts, through)?;
        let mut tally = Tally::new(&columns, cohorts.len());

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
}
