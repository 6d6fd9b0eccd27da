//! A learned column of numbers.

use super::learner::Encoded;
use super::{Cell, Missing};
use crate::{Error, Result};

/// Bounds, and the replacement of a missing value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    pub(super) name: Box<str>,
    /// Values outside are clipped to them.
    pub(super) bounds: Option<(f64, f64)>,
    pub(super) missing: MissingNumber,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum MissingNumber {
    Refuse,
    Drop,
    /// The mean or median of the training rows; `by` says which of the two.
    Filled {
        by: Missing,
        value: f64,
        indicator: bool,
    },
}

impl Number {
    /// The number of columns in a row.
    pub(super) const fn width(&self) -> usize {
        match self.missing {
            MissingNumber::Filled {
                indicator: true, ..
            } => 2,
            _ => 1,
        }
    }

    pub(super) fn names(&self) -> impl Iterator<Item = Box<str>> {
        let indicator = (self.width() == 2).then(|| missing_name(&self.name));
        core::iter::once(self.name.clone()).chain(indicator)
    }

    /// Writes its columns.
    pub(super) fn encode(&self, cell: Cell<'_>, to: &mut [f64]) -> Result<Encoded> {
        let (x, was_missing) = match (given(cell)?, self.missing) {
            (Some(x), _) => (self.bounded(x), 0.0),
            (None, MissingNumber::Filled { value, .. }) => (value, 1.0),
            (None, MissingNumber::Drop) => return Ok(Encoded::LeftOut),
            (None, MissingNumber::Refuse) => return Err(not_given()),
        };
        for (place, value) in to.iter_mut().zip([x, was_missing]) {
            *place = value;
        }
        Ok(Encoded::Kept)
    }

    pub(super) fn bounded(&self, x: f64) -> f64 {
        bounded(self.bounds, x)
    }
}

/// Clips a value to the bounds.
pub(super) fn bounded(bounds: Option<(f64, f64)>, x: f64) -> f64 {
    bounds.map_or(x, |(low, high)| x.max(low).min(high)) + 0.0
}

/// The number of a cell; `None` of a missing one.
pub(super) fn given(cell: Cell<'_>) -> Result<Option<f64>> {
    match cell {
        Cell::Number(x) => crate::error::finite("value", x).map(Some),
        Cell::Missing => Ok(None),
        Cell::Text(_) => Err(Error::Malformed {
            what: "value",
            expected: "a number, not text",
        }),
    }
}

pub(super) const fn not_given() -> Error {
    Error::Malformed {
        what: "value",
        expected: "present, because the column does not accept missing values",
    }
}

pub(super) fn missing_name(column: &str) -> Box<str> {
    format!("{column} missing").into()
}
