//! [`Design`].

use super::learner::{Encoded, Learned, Learner};
use super::{Cell, Column, EncodedRows};
use crate::scoring::LabelledRows;
use crate::scoring::logistic::model::{check_names, same_number};
use crate::{Error, Result};

/// Turns records of customers into rows of numbers, in the same way in training and in scoring.
///
/// It learns from the training rows **alone**: the levels of a text, the replacement of a missing
/// number, the bounds of outliers. Encoding later rows learns nothing, so no hold-out and no future
/// leaks into the model, and a customer's row does not depend on the others encoded with it. Learn from
/// the training part of a split, never from all the data.
///
/// A column of numbers gives one column of its name, and an additional one, "… missing", where a mean or
/// median replaces values that were missing in training. A column of text gives a column "name=level" of
/// 0 and 1 for each level but the reference, in alphabetical order.
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
/// let columns = [
///     Column::number("tenure").missing(Missing::Median), Column::text("contract"),
/// ];
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
/// Learning stores the numbers of columns that need a mean, median or quantiles; encoding looks up a
/// text in O(log levels).
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    pub(super) columns: Box<[Learned]>,
    names: Box<[Box<str>]>,
}

impl Design {
    /// Learns a design from the training records, given in the order of the columns.
    ///
    /// A record is any iterator of values that convert into [`Cell`]s: a row of a matrix, or, for data
    /// kept by column, one of the [`records`](super::records). Records that a column leaves out are not
    /// used by the other columns either.
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

    /// Returns the names of the columns of the encoded rows.
    #[must_use]
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    /// Returns the number of columns of the encoded rows.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.names.len()
    }

    /// Encodes one record as a row; `None` if a column leaves the record out for a missing value.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::scoring::{Cell, Column, Design};
    ///
    /// let training: [[Cell; 2]; 2] = [
    ///     [Cell::from(2), "Monthly".into()],
    ///     [Cell::from(61), "Two year".into()],
    /// ];
    /// let design = Design::learn([Column::number("tenure"), Column::text("contract")], training)?;
    /// assert_eq!(design.encode([Cell::from(9), "Two year".into()])?, Some(vec![9.0, 1.0]));
    /// # Ok::<(), tenure::Error>(())
    /// ```
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

    /// Writes the row of a record into `row` without allocating, and returns whether the record is
    /// kept.
    ///
    /// If it is not kept, the content of `row` is meaningless.
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
            // Levels of records that are left out were not learned in training.
            Some(column) if kept => Err(Error::Malformed {
                what: "value",
                expected: "one that occurred in training",
            }
            .of_feature(column.name())),
            _ => Ok(kept),
        }
    }

    /// Encodes many records with their labels (`true` = churned), and lists the records that were
    /// left out.
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

/// Whether a training record is kept; checks all its cells.
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
