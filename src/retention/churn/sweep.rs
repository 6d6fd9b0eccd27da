//! How a [`ChurnWindow`] is counted.

use std::collections::BTreeMap;
use std::collections::btree_map::Values;

use super::ChurnWindow;
use super::spells::Spells;
use crate::{Error, Result};

/// The comings and goings of one day; never all zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Change {
    pub(super) day: i64,
    pub(super) joined: u64,
    pub(super) returned: u64,
    pub(super) lost: u64,
}

/// What was counted of the customers of the start.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cohort {
    pub(super) start: u64,
    pub(super) ever_lost: u64,
    pub(super) lost_at_end: u64,
}

impl Change {
    /// Returns day, joined, returned and lost, as they are saved.
    #[cfg(feature = "serde")]
    pub(super) const fn parts(&self) -> (i64, u64, u64, u64) {
        (self.day, self.joined, self.returned, self.lost)
    }

    /// Creates it from what was saved.
    #[cfg(feature = "serde")]
    pub(super) const fn from_parts((day, joined, returned, lost): (i64, u64, u64, u64)) -> Self {
        Self {
            day,
            joined,
            returned,
            lost,
        }
    }

    /// Returns joined, returned and lost.
    pub(super) const fn counts(&self) -> (u64, u64, u64) {
        (self.joined, self.returned, self.lost)
    }
}

impl ChurnWindow {
    /// One pass over the spells of each customer.
    pub(super) fn sweep<Id>(from: i64, to: i64, customers: Values<'_, Id, Spells>) -> Result<Self> {
        check_bounds(from, to)?;
        let mut cohort = Cohort::default();
        let mut changes: BTreeMap<i64, Change> = BTreeMap::new();
        for spells in customers {
            let mut there_at_end = false;
            let mut held = None;
            for (nth, spell) in spells.iter().enumerate() {
                if spell.start > to {
                    break;
                }
                if spell.is_over_by(from) {
                    continue; // left on day `from` or before: not of this window
                }
                if spell.start > from {
                    let change = changes.entry(spell.start).or_default();
                    if nth == 0 {
                        change.joined = change.joined.saturating_add(1);
                    } else {
                        change.returned = change.returned.saturating_add(1);
                    }
                } else {
                    held = Some(spell);
                }
                there_at_end = !spell.is_over_by(to);
                if let (false, Some(end)) = (there_at_end, spell.end) {
                    let change = changes.entry(end).or_default();
                    change.lost = change.lost.saturating_add(1);
                }
            }
            if let Some(held) = held {
                cohort.start = cohort.start.saturating_add(1);
                let ever_lost = u64::from(held.is_over_by(to));
                cohort.ever_lost = cohort.ever_lost.saturating_add(ever_lost);
                let lost_at_end = u64::from(!there_at_end);
                cohort.lost_at_end = cohort.lost_at_end.saturating_add(lost_at_end);
            }
        }
        let changes = changes
            .into_iter()
            .map(|(day, change)| Change { day, ..change })
            .collect();
        Self::assemble(from, to, cohort, changes)
    }
}

/// A window has at least a day.
pub(super) const fn check_bounds(from: i64, to: i64) -> Result<()> {
    if from > to {
        return Err(Error::Exceeds {
            what: "first day of a window",
            value: from as f64,
            limit_what: "its last day",
            limit: to as f64,
        });
    }
    if from == to {
        return Err(Error::out_of_range("days in a window", "at least 1", 0.0));
    }
    Ok(())
}
