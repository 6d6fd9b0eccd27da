//! Learning a column from the training rows.

use std::collections::BTreeMap;

use super::category::{self, Category};
use super::number::{self, MissingNumber, Number, bounded, not_given};
use super::{Cell, Column, Missing};
use crate::stats::{Moments, Sample};
use crate::units::Finite;
use crate::{Error, Result};

/// The outcome of encoding a cell.
pub(super) enum Encoded {
    /// The cell is in the row.
    Kept,
    /// The record is left out because of this cell.
    LeftOut,
    /// The text did not occur in training, and is refused.
    Unseen,
}

/// A learned column.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Learned {
    Number(Number),
    Category(Category),
}

impl Learned {
    pub(super) const fn name(&self) -> &str {
        match self {
            Self::Number(column) => &column.name,
            Self::Category(column) => &column.name,
        }
    }

    pub(super) fn width(&self) -> usize {
        match self {
            Self::Number(column) => column.width(),
            Self::Category(column) => column.width(),
        }
    }

    pub(super) fn names(&self) -> Vec<Box<str>> {
        match self {
            Self::Number(column) => column.names().collect(),
            Self::Category(column) => column.names().collect(),
        }
    }

    /// Writes the columns of one cell.
    pub(super) fn encode(&self, cell: Cell<'_>, to: &mut [f64]) -> Result<Encoded> {
        match self {
            Self::Number(column) => column.encode(cell, to),
            Self::Category(column) => column.encode(cell, to),
        }
        .map_err(|error| error.of_feature(self.name()))
    }
}

/// A column and the training rows seen so far.
pub(super) struct Learner {
    column: Column,
    /// Kept only where a mean, a median or quantiles are needed.
    numbers: Vec<Finite>,
    levels: BTreeMap<Box<str>, u64>,
    absent: u64,
}

impl Learner {
    pub(super) fn new(column: Column) -> Result<Self> {
        column.check()?;
        Ok(Self {
            column,
            numbers: Vec::new(),
            levels: BTreeMap::new(),
            absent: 0,
        })
    }

    /// Whether a record with this cell is kept.
    pub(super) fn keeps(&self, cell: Cell<'_>) -> Result<bool> {
        let missing = if self.column.text {
            category::given(cell).map(|text| text.is_none())
        } else {
            number::given(cell).map(|x| x.is_none())
        };
        match (missing, self.column.missing) {
            (Ok(true), Missing::Drop) => Ok(false),
            (Ok(true), Missing::Refuse) => Err(not_given()),
            (Ok(_), _) => Ok(true),
            (Err(error), _) => Err(error),
        }
        .map_err(|error| error.of_feature(&self.column.name))
    }

    /// Adds a cell that was checked.
    pub(super) fn take(&mut self, cell: Cell<'_>) {
        match cell {
            Cell::Missing => self.absent = self.absent.saturating_add(1),
            Cell::Number(x) => {
                let filled = matches!(self.column.missing, Missing::Mean | Missing::Median);
                if filled || self.column.winsorise.is_some() {
                    self.numbers.extend(Finite::new(x));
                }
            }
            Cell::Text(text) => match self.levels.get_mut(text) {
                Some(rows) => *rows = rows.saturating_add(1),
                None => {
                    self.levels.insert(text.into(), 1);
                }
            },
        }
    }

    pub(super) fn learned(self) -> Result<Learned> {
        let name = self.column.name.clone();
        if self.column.text {
            self.category().map(Learned::Category)
        } else {
            self.number().map(Learned::Number)
        }
        .map_err(|error| error.of_feature(&name))
    }

    fn number(self) -> Result<Number> {
        let sample: Sample = self.numbers.into_iter().collect();
        let none = || Error::not_enough("learning a column", 1, ["value", "values"], 0);
        let bounds = match self.column.winsorise {
            None => None,
            Some((share, rule)) => {
                let low = sample.quantile(share, rule).ok_or_else(none)?;
                let high = sample.quantile(share.complement(), rule).ok_or_else(none)?;
                Some((low, high.max(low)))
            }
        };
        let indicator = self.absent > 0;
        let filled = |by, value: Option<f64>| -> Result<MissingNumber> {
            let value = bounded(bounds, value.ok_or_else(none)?);
            Ok(MissingNumber::Filled {
                by,
                value,
                indicator,
            })
        };
        let missing = match self.column.missing {
            Missing::Drop => MissingNumber::Drop,
            by @ Missing::Median => filled(by, sample.median())?,
            by @ Missing::Mean => {
                // The mean of the clipped values, so that outliers do not matter here either.
                let used = sample.sorted();
                let used = used.iter().map(|x| Finite::new(bounded(bounds, *x)));
                filled(by, used.collect::<Result<Moments>>()?.mean())?
            }
            _ => MissingNumber::Refuse,
        };
        Ok(Number {
            name: self.column.name,
            bounds,
            missing,
        })
    }

    fn category(self) -> Result<Category> {
        let levels: Box<[_]> = self.levels.into_iter().collect();
        if levels.is_empty() {
            return Err(Error::not_enough(
                "learning a column",
                1,
                ["value", "values"],
                0,
            ));
        }
        let reference = match self.column.reference {
            None => 0,
            Some(wanted) => levels
                .iter()
                .position(|(level, _)| *level == wanted)
                .ok_or(Error::Malformed {
                    what: "reference",
                    expected: "a level that occurs in the training rows",
                })?,
        };
        Ok(Category {
            name: self.column.name,
            levels,
            absent: self.absent,
            reference,
            missing: self.column.missing,
            unseen: self.column.unseen.unwrap_or_default(),
        })
    }
}
