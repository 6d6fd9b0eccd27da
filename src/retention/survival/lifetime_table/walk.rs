//! [`Walk`]: a table from its first time to its last.

use super::LifetimeTable;
use super::row::{CENSORED, Cell, ENTERED, LEFT, Row, add};
use crate::retention::survival::{Elapsed, RiskRow};

/// What happened at each time, in order.
#[derive(Debug)]
pub(super) struct Walk<'a, T> {
    small: &'a [Cell],
    passed: u32,
    rows: &'a [Row<T>],
    left: &'a [T],
    censored: &'a [T],
    entered: &'a [T],
}

impl<'a, T: Elapsed> Walk<'a, T> {
    /// Walks through the times of a table in order.
    pub(super) fn new(table: &'a LifetimeTable<T>) -> Self {
        Self {
            small: &table.small,
            passed: 0,
            rows: table.rows.rows(),
            left: table.left.as_slice(),
            censored: table.censored.as_slice(),
            entered: table.entered.as_slice(),
        }
    }

    /// Returns the times at which a customer left or was last seen, with how many were at risk just before.
    pub(super) fn risk_rows(self, at_risk: u64) -> impl Iterator<Item = RiskRow<T>> + use<'a, T> {
        self.every_row(at_risk)
            .filter(|row| row.left > 0 || row.censored > 0)
    }

    /// The same with the times at which customers only entered.
    pub(super) fn every_row(self, at_risk: u64) -> impl Iterator<Item = RiskRow<T>> + use<'a, T> {
        let mut at_risk = at_risk;
        self.map(move |Row { time, cell }| {
            let [left, censored, entered] = cell;
            let row = RiskRow {
                time,
                at_risk,
                left,
                censored,
            };
            // Leaving comes first, then who is last seen; who enters at a time is at risk only after it.
            at_risk = at_risk
                .saturating_sub(left)
                .saturating_sub(censored)
                .saturating_add(entered);
            row
        })
    }

    /// The first whole-number time at which anything happened.
    fn small(&mut self) -> Option<T> {
        while let Some((cell, rest)) = self.small.split_first() {
            if *cell != [0; 3] {
                return T::from_whole(self.passed);
            }
            self.small = rest;
            self.passed = self.passed.saturating_add(1);
        }
        None
    }

    /// When there are but times of one customer each, seen from the start.
    fn next_single(&mut self) -> Option<Row<T>> {
        let time = match (self.left.first(), self.censored.first()) {
            // Not `min`: that compares three ways.
            (Some(left), Some(censored)) if censored < left => *censored,
            (Some(left), Some(_)) => *left,
            (Some(time), None) | (None, Some(time)) => *time,
            (None, None) => return None,
        };
        let left = passed(&mut self.left, &time);
        let censored = passed(&mut self.censored, &time);
        Some(Row {
            time,
            cell: [left, censored, 0],
        })
    }
}

/// Passes all that are that time, which none is below; how many there were.
#[inline]
fn passed<T: Ord>(times: &mut &[T], time: &T) -> u64 {
    let before = times.len();
    while let Some((first, rest)) = times.split_first() {
        if first > time {
            break;
        }
        *times = rest;
    }
    before.saturating_sub(times.len()) as u64
}

impl<T: Elapsed> Iterator for Walk<'_, T> {
    type Item = Row<T>;

    #[inline]
    fn next(&mut self) -> Option<Row<T>> {
        if self.small.is_empty() && self.rows.is_empty() && self.entered.is_empty() {
            return self.next_single();
        }
        let small = self.small();
        let row = self.rows.first().map(|row| row.time);
        let single = [self.left, self.censored, self.entered].map(|times| times.first().copied());
        let [left, censored, entered] = single;
        let heads = [small, row, left, censored, entered].into_iter().flatten();
        let time = heads.min()?;
        let mut cell = [0; 3];
        if small == Some(time)
            && let Some((first, rest)) = self.small.split_first()
        {
            add(&mut cell, *first);
            self.small = rest;
            self.passed = self.passed.saturating_add(1);
        }
        if row == Some(time)
            && let Some((first, rest)) = self.rows.split_first()
        {
            add(&mut cell, first.cell);
            self.rows = rest;
        }
        for (times, one) in [
            (&mut self.left, LEFT),
            (&mut self.censored, CENSORED),
            (&mut self.entered, ENTERED),
        ] {
            let n = passed(times, &time);
            add(&mut cell, one.map(|one| if one > 0 { n } else { 0 }));
        }
        Some(Row { time, cell })
    }
}
