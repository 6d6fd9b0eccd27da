//! [`Cell`].

use core::fmt;

use crate::text::{digits, padded};
use crate::{Error, Result};

/// Holds one value of a customer's record: a number, a text, or nothing.
///
/// Numbers, texts, booleans (1 and 0) and `Option`s of them convert with `into`; a number written as
/// text, as in a CSV file, with [`parsed`](Self::parsed). You decide which fields are numbers.
///
/// # Examples
///
/// ```
/// use tenure::scoring::Cell;
///
/// let record = [Cell::from(3), "Two year".into(), None::<f64>.into()];
/// assert_eq!(record, [Cell::Number(3.0), Cell::Text("Two year"), Cell::Missing]);
/// ```
///
/// A line of a file:
///
/// ```
/// use tenure::scoring::Cell;
///
/// let line = ["41", "Two year", " "]; // months, contract, charges
/// let record = [Cell::parsed(line[0])?, line[1].into(), Cell::parsed(line[2])?];
/// assert_eq!(record, [Cell::Number(41.0), Cell::Text("Two year"), Cell::Missing]);
///
/// let error = Cell::parsed("n/a").unwrap_err();
/// assert_eq!(error.to_string(), "value must be a number, or nothing where it is missing");
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Cell<'a> {
    /// A number; NaN and infinities are refused where the cell is used.
    Number(f64),
    /// A text; an empty one is refused where the cell is used, as it may mean a missing value.
    Text(&'a str),
    /// No value.
    #[default]
    Missing,
}

impl Cell<'_> {
    /// Reads a number from text, with a point for decimals; blank text is a missing value.
    ///
    /// # Errors
    ///
    /// [`Error::Malformed`] for any other text, [`Error::NotFinite`] for one that says NaN or infinity.
    pub fn parsed(text: &str) -> Result<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::Missing);
        }
        match text.parse() {
            Ok(x) => crate::error::finite("value", x).map(Self::Number),
            Err(_) => Err(Error::Malformed {
                what: "value",
                expected: "a number, or nothing where it is missing",
            }),
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&&'a str> for Cell<'a> {
    fn from(text: &&'a str) -> Self {
        Self::Text(text)
    }
}

/// 1 for yes, 0 for no.
impl From<bool> for Cell<'_> {
    fn from(yes: bool) -> Self {
        Self::Number(f64::from(yes))
    }
}

impl From<&bool> for Cell<'_> {
    fn from(yes: &bool) -> Self {
        (*yes).into()
    }
}

impl From<&Self> for Cell<'_> {
    fn from(cell: &Self) -> Self {
        *cell
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell<'_> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}

#[expect(clippy::ref_option_ref, reason = "what a slice of them gives")]
impl<'a> From<&Option<&'a str>> for Cell<'a> {
    fn from(text: &Option<&'a str>) -> Self {
        text.map_or(Self::Missing, Self::Text)
    }
}

impl<'a> From<&'a Option<String>> for Cell<'a> {
    fn from(text: &'a Option<String>) -> Self {
        text.as_deref().into()
    }
}

macro_rules! from_numbers {
    ($($number:ty),*) => {$(
        impl From<$number> for Cell<'_> {
            fn from(number: $number) -> Self {
                Self::Number(f64::from(number))
            }
        }

        impl From<&$number> for Cell<'_> {
            fn from(number: &$number) -> Self {
                Self::Number(f64::from(*number))
            }
        }

        impl From<&Option<$number>> for Cell<'_> {
            fn from(number: &Option<$number>) -> Self {
                (*number).into()
            }
        }
    )*};
}
from_numbers!(f64, f32, u8, u16, u32, i8, i16, i32);

/// Prints `3`, `Two year` or `missing`.
impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(x) => padded(f, digits(*x)),
            Self::Text(text) => padded(f, text),
            Self::Missing => padded(f, "missing"),
        }
    }
}

/// Returns the records of data kept by column: the first cell of every column, then the second
/// ones, and so on.
///
/// # Examples
///
/// ```
/// use tenure::scoring::{Cell, records};
///
/// let tenure = [3, 40].map(Cell::from);
/// let contract = ["Monthly", "Two year"].map(Cell::from);
/// let columns: [&[Cell]; 2] = [&tenure, &contract];
/// let all: Vec<Vec<Cell>> = records(&columns)?.map(Iterator::collect).collect();
/// assert_eq!(all, [[tenure[0], contract[0]], [tenure[1], contract[1]]]);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::LengthMismatch`] when a column is longer or shorter than the first.
pub fn records<'a>(
    columns: &[&'a [Cell<'a>]],
) -> Result<impl Iterator<Item = impl Iterator<Item = Cell<'a>>>> {
    let length = columns.first().map_or(0, |first| first.len());
    for column in columns {
        if column.len() != length {
            return Err(Error::LengthMismatch {
                what: "cells of all columns",
                left: length,
                right: column.len(),
            });
        }
    }
    Ok((0..length).map(move |row| {
        columns
            .iter()
            .filter_map(move |column| column.get(row))
            .copied()
    }))
}
