//! [`Design`].

use super::learner::{Encoded, Learned, Learner};
use super::{Cell, Column, EncodedRows};
use crate::scoring::LabelledRows;
use crate::scoring::logistic::model::{check_names, same_number};
use crate::{Error, Result};

/// How records of customers become rows of numbers: the same way in training and ever after.
///
/// Learned once, from the training rows **alone**: which levels a text has, what stands in for a missing
/// number, where the outliers are cut. Encoding later rows learns nothing, so nothing of a hold-out or of the
/// future leaks into the model, and a customer's row does not depend on who else is encoded with them. Learn from
/// the training part of a split, never from all the data.
///
/// A column of numbers gives one column of its name, and one more, "… missing", where a mean or median stands in for
/// values missing in training. A column of text gives a column "name=level" of 0 and 1 for each level but the
/// reference, in alphabetical order.
///
/// # Examples
///
/// ```
/// use tenure::scoring::{Cell, Column, Design, Missing};
///
/// let records: [([Cell; 2], bool); 4] = [
///     ([Cell::from(2), "Monthly".into()], true),
///     ([Cell::from(61), "Two year".into()], false),
///     ([Cell::Missing, "One year".into()], false),
///     ([Cell::from(9), "Monthly".into()], false),
/// ];
/// let columns = [Column::number("tenure").missing(Missing::Median), Column::text("contract")];
/// let design = Design::learn(columns, records.iter().map(|(record, _)| record))?;
///
/// let names: Vec<_> = design.names().collect();
/// assert_eq!(names, ["tenure", "tenure missing", "contract=One year", "contract=Two year"]);
/// assert_eq!(design.encode(records[1].0)?, Some(vec![61.0, 0.0, 0.0, 1.0]));
/// assert_eq!(design.encode(records[2].0)?, Some(vec![9.0, 1.0, 1.0, 0.0]));
///
/// let error = design.encode([Cell::from(3), "Weekly".into()]).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "feature \"contract\": value must be one that occurred in training"
/// );
/// let training = design.rows(records)?.rows; // ready for a fit
/// assert_eq!(training.view().len(), 4);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// Learning keeps the numbers of columns whose mean, median or quantiles are asked for; encoding looks up a
/// text in O(log levels).
#[doc(alias = "one-hot")]
#[doc(alias = "ColumnTransformer")]
#[doc(alias = "imputation")]
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    pub(super) columns: Box<[Learned]>,
    names: Box<[Box<str>]>,
}

impl Design {
    /// Learns from the records to be trained on, given in the order of the columns.
    ///
    /// A record is any iterator of what converts into [`Cell`]s; a matrix of numbers gives its rows, data kept by
    /// column the records of [`records`](super::records). Records that a column leaves out teach no other column
    /// anything.
    ///
    /// # Errors
    ///
    /// [`Error::Feature`] with the name of a column that has a policy its kind cannot have, no value to learn
    /// from, a reference that does not occur, or the name of another; [`Error::Item`] with the index of the first
    /// record with a value that is refused, or with too few or too many cells; [`Error::NotEnoughData`] of no
    /// records.
    pub fn learn<'a, R>(
        columns: impl IntoIterator<Item = Column>,
        records: impl IntoIterator<Item = R>,
    ) -> Result<Self>
    where
        R: IntoIterator<Item: Into<Cell<'a>>>,
    {
        let columns = columns.into_iter().map(Learner::new);
        let mut learners = columns.collect::<Result<Vec<_>>>()?;
        let mut kept = 0_u64;
        let mut cells = Vec::with_capacity(learners.len());
        for (index, record) in records.into_iter().enumerate() {
            cells.clear();
            cells.extend(record.into_iter().map(Into::into));
            if keeps(&learners, &cells).map_err(|error| error.at(index))? {
                kept = kept.saturating_add(1);
                for (learner, cell) in learners.iter_mut().zip(&cells) {
                    learner.take(*cell);
                }
            }
        }
        if kept == 0 {
            return Err(Error::not_enough(
                "learning a design",
                1,
                ["complete record", "complete records"],
                0,
            ));
        }
        let columns = learners.into_iter().map(Learner::learned);
        Self::of(columns.collect::<Result<_>>()?)
    }

    pub(super) fn of(columns: Box<[Learned]>) -> Result<Self> {
        let sources: Vec<_> = columns.iter().map(|column| column.name().into()).collect();
        check_names(&sources)?;
        let names: Box<[_]> = columns.iter().flat_map(Learned::names).collect();
        check_names(&names)?;
        Ok(Self { columns, names })
    }

    /// The names of the columns of the rows it makes.
    #[must_use]
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    /// How many columns the rows have.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.names.len()
    }

    /// The row of a record; `None` if a column leaves the record out for a missing value.
    ///
    /// # Errors
    ///
    /// [`Error::LengthMismatch`] when the record has more or fewer cells than the design has columns,
    /// [`Error::Feature`] with the name of a column that refuses its cell: a number where text is due or the other
    /// way round, a number that is not finite, an empty text, a missing value, a level that is new (unless the record
    /// is left out in any case).
    pub fn encode<'a, R>(&self, record: R) -> Result<Option<Vec<f64>>>
    where
        R: IntoIterator<Item: Into<Cell<'a>>>,
    {
        let mut row = vec![0.0; self.width()];
        Ok(self.encode_into(record, &mut row)?.then_some(row))
    }

    /// Writes the row of a record into `row` without allocating; whether the record is kept. If it is not, what
    /// `row` holds is of no use.
    ///
    /// # Errors
    ///
    /// As [`encode`](Self::encode), and [`Error::LengthMismatch`] when `row` is longer or shorter than the
    /// design is [wide](Self::width).
    pub fn encode_into<'a, R>(&self, record: R, row: &mut [f64]) -> Result<bool>
    where
        R: IntoIterator<Item: Into<Cell<'a>>>,
    {
        same_number(
            "columns of the design's rows and places for them",
            self.width(),
            row.len(),
        )?;
        let mut record = record.into_iter();
        let mut rest = row;
        let mut kept = true;
        let mut unseen = None;
        for (place, column) in self.columns.iter().enumerate() {
            let Some(cell) = record.next() else {
                return Err(misses(self.columns.len(), place));
            };
            let (here, after) = rest
                .split_at_mut_checked(column.width())
                .unwrap_or_default();
            match column.encode(cell.into(), here)? {
                Encoded::Kept => {}
                Encoded::LeftOut => kept = false,
                Encoded::Unseen => unseen = unseen.or(Some(column)),
            }
            rest = after;
        }
        if record.next().is_some() {
            let got = self.columns.len().saturating_add(1);
            return Err(misses(
                self.columns.len(),
                got.saturating_add(record.count()),
            ));
        }
        match unseen {
            // A record that is left out taught nothing in training: none of its levels needs to be known.
            Some(column) if kept => Err(Error::Malformed {
                what: "value",
                expected: "one that occurred in training",
            }
            .of_feature(column.name())),
            _ => Ok(kept),
        }
    }

    /// The rows of many records with their labels (`true` = churned), and which records were left out.
    ///
    /// # Errors
    ///
    /// [`Error::Item`] with the index of the first record that [`encode`](Self::encode) refuses.
    pub fn rows<'a, R>(&self, records: impl IntoIterator<Item = (R, bool)>) -> Result<EncodedRows>
    where
        R: IntoIterator<Item: Into<Cell<'a>>>,
    {
        let mut row = vec![0.0; self.width()];
        let (mut features, mut churned, mut dropped) = (Vec::new(), Vec::new(), Vec::new());
        for (index, (record, label)) in records.into_iter().enumerate() {
            if self
                .encode_into(record, &mut row)
                .map_err(|error| error.at(index))?
            {
                features.extend_from_slice(&row);
                churned.push(label);
            } else {
                dropped.push(index);
            }
        }
        let mut rest = &features[..];
        let rows = churned.into_iter().map(|label| {
            let (row, after) = rest.split_at_checked(self.width()).unwrap_or_default();
            rest = after;
            (row, label)
        });
        Ok(EncodedRows {
            rows: LabelledRows::try_from_iter(rows)?,
            dropped: dropped.into(),
        })
    }
}

/// Whether a training record is kept, once all its cells were looked at.
fn keeps(learners: &[Learner], cells: &[Cell<'_>]) -> Result<bool> {
    if learners.len() != cells.len() {
        return Err(misses(learners.len(), cells.len()));
    }
    let mut kept = true;
    for (learner, cell) in learners.iter().zip(cells) {
        kept &= learner.keeps(*cell)?;
    }
    Ok(kept)
}

#[cold]
const fn misses(columns: usize, cells: usize) -> Error {
    Error::LengthMismatch {
        what: "columns of the design and cells of the record",
        left: columns,
        right: cells,
    }
}
