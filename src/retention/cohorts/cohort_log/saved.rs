//! The saved form of a log of cohorts: lists that read back in whatever order.

use super::CohortLog;
use crate::Error;
use crate::retention::cohorts::CohortActivity;
use crate::retention::cohorts::state::Ids;
use crate::saved::Own;
use crate::units::Money;

/// Returns the customers of a set in order, each once.
fn listed<Id: Ord>(ids: &Ids<Id>) -> Vec<Own<&Id>> {
    ids.sorted().map(Own).collect()
}

type ActiveOf<Id> = (i64, i64, Money, Vec<Own<Id>>);

// `{"active": [[cohort, period, minor, [id, …]], …], "members": [[cohort, [id, …]], …]}`.
saved! {
    impl{Id: Ord} keys{Id} for CohortLog<Id> as "cohort log", 1;
    |log| {
        active: Vec<ActiveOf<Id>> = log
            .cells
            .iter()
            .map(|((cohort, period), active)| {
                (*cohort, *period, active.revenue, listed(&active.ids))
            })
            .collect::<Vec<_>>(),
        members: Vec<(i64, Vec<Own<Id>>)> = log
            .members
            .iter()
            .map(|(cohort, ids)| (*cohort, listed(ids)))
            .collect::<Vec<_>>(),
    };
    read {
        let mut log = Self::new();
        for (cohort, period, revenue, ids) in active {
            let mut amount = revenue;
            if ids.is_empty() {
                return Err(Error::Malformed {
                    what: "cell of a cohort log",
                    expected: "one with at least 1 customer",
                });
            }
            for Own(id) in ids {
                let row = CohortActivity::new(id, cohort, period)?;
                // What they paid together came with the first of them.
                log.push(row.paying(core::mem::take(&mut amount)));
            }
        }
        for (cohort, ids) in members {
            for Own(id) in ids {
                log.push_member(id, cohort);
            }
        }
        log.sort();
        Ok(log)
    }
}
