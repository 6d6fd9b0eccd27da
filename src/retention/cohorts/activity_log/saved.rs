//! The saved form of a log of activities: lists that read back in whatever order.

#![allow(
    clippy::type_complexity,
    reason = "the shape of what is saved, read once"
)]

use super::ActivityLog;
use crate::retention::cohorts::Activity;
use crate::saved::Own;
use crate::units::Money;

impl<Id: Ord> ActivityLog<Id> {
    /// Returns the customers of each period who paid nothing.
    fn free(&self) -> Vec<(i64, Vec<Own<&Id>>)> {
        self.by_period(|(id, amount)| (amount == Money::ZERO).then_some(Own(id)))
    }

    /// Returns the customers of each period who paid, with what they paid.
    fn paid(&self) -> Vec<(i64, Vec<(Own<&Id>, Money)>)> {
        self.by_period(|(id, amount)| (amount != Money::ZERO).then_some((Own(id), amount)))
    }

    fn by_period<'a, T>(&'a self, row: fn((&'a Id, Money)) -> Option<T>) -> Vec<(i64, Vec<T>)> {
        let periods = self.periods.iter().map(|(period, visits)| {
            let rows: Vec<T> = visits.in_order().filter_map(row).collect();
            (*period, rows)
        });
        periods.filter(|(_, rows)| !rows.is_empty()).collect()
    }
}

// `{"active": [[period, [id, …]], …], "paid": [[period, [[id, minor], …]], …], "starts": [[id, period], …]}`:
// every customer of a period once, with those who paid if they paid anything.
saved! {
    impl{Id: Ord} keys{Id} for ActivityLog<Id> as "activity log", 1;
    |log| {
        active: Vec<(i64, Vec<Own<Id>>)> = log.free(),
        paid: Vec<(i64, Vec<(Own<Id>, Money)>)> = log.paid(),
        starts: Vec<(Own<Id>, i64)> =
            log.starts.iter().map(|(id, period)| (Own(id), *period)).collect::<Vec<_>>(),
    };
    read {
        let mut log = Self::new();
        for (period, ids) in active {
            for Own(id) in ids {
                log.push(Activity::new(id, period));
            }
        }
        for (period, paying) in paid {
            for (Own(id), amount) in paying {
                log.push(Activity::new(id, period).paying(amount));
            }
        }
        for (Own(id), period) in starts {
            log.push_start(id, period);
        }
        log.sort();
        Ok(log)
    }
}
