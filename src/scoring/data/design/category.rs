//! A learned column of text.

use super::learner::Encoded;
use super::number::{missing_name, not_given};
use super::{Cell, Missing, Unseen};
use crate::{Error, Result};

/// Levels in order, with the number of training rows of each.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Category {
    pub(super) name: Box<str>,
    pub(super) levels: Box<[(Box<str>, u64)]>,
    /// Rows where it was missing, where that is a level.
    pub(super) absent: u64,
    /// The place of the reference among the levels.
    pub(super) reference: usize,
    pub(super) missing: Missing,
    pub(super) unseen: Unseen,
}

impl Category {
    /// The column that a place among the levels has; none for the reference.
    const fn column(&self, place: usize) -> Option<usize> {
        if place < self.reference {
            Some(place)
        } else {
            // One less, as the reference has no column.
            if place == self.reference {
                None
            } else {
                place.checked_sub(1)
            }
        }
    }

    /// The number of columns in a row: one for each level but the reference, and one for missing.
    pub(super) fn width(&self) -> usize {
        let levels = self.levels.len().saturating_sub(1);
        levels.saturating_add(usize::from(self.absent > 0))
    }

    pub(super) fn names(&self) -> impl Iterator<Item = Box<str>> {
        let levels = self.levels.iter().enumerate();
        let shown = levels.filter(|(place, _)| *place != self.reference);
        let absent = (self.absent > 0).then(|| missing_name(&self.name));
        shown
            .map(|(_, (level, _))| format!("{}={level}", self.name).into())
            .chain(absent)
    }

    /// Writes its columns.
    pub(super) fn encode(&self, cell: Cell<'_>, to: &mut [f64]) -> Result<Encoded> {
        to.fill(0.0);
        let place = match given(cell)? {
            Some(text) => self
                .levels
                .binary_search_by(|(level, _)| (**level).cmp(text))
                .ok()
                .map(|place| self.column(place)),
            None => match self.missing {
                Missing::Drop => return Ok(Encoded::LeftOut),
                // The last column, if it was ever missing in training.
                Missing::Level => (self.absent > 0).then(|| self.width().checked_sub(1)),
                _ => return Err(not_given()),
            },
        };
        match (place, self.unseen) {
            (Some(Some(column)), _) => {
                if let Some(cell) = to.get_mut(column) {
                    *cell = 1.0;
                }
            }
            (Some(None), _) | (None, Unseen::Reference) => {}
            (None, Unseen::Average) => self.average(to),
            (None, Unseen::Refuse) => return Ok(Encoded::Unseen),
        }
        Ok(Encoded::Kept)
    }

    /// Each level's share of the training rows.
    fn average(&self, to: &mut [f64]) {
        let total = self
            .levels
            .iter()
            .fold(self.absent, |sum, (_, n)| sum.saturating_add(*n));
        let shown = self
            .levels
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != self.reference)
            .map(|(_, (_, n))| *n)
            .chain([self.absent]);
        for (cell, n) in to.iter_mut().zip(shown) {
            *cell = n as f64 / total as f64;
        }
    }
}

/// The text of a cell; `None` of a missing one.
pub(super) fn given(cell: Cell<'_>) -> Result<Option<&str>> {
    let expected = match cell {
        Cell::Text("") => "text that is not empty (is it missing?)",
        Cell::Text(text) => return Ok(Some(text)),
        Cell::Missing => return Ok(None),
        Cell::Number(_) => "text, not a number",
    };
    Err(Error::Malformed {
        what: "value",
        expected,
    })
}
