//! [`ChurnScorer`].

use super::{Cell, Design};
use crate::scoring::logistic::model::same_number;
use crate::scoring::{Contribution, Explanation, LogisticChurn};
use crate::units::Proportion;
use crate::{Error, Result};

/// Scores a customer from their raw record, and explains the score.
///
/// It holds a [`Design`] and the [`LogisticChurn`] that was fitted to its rows, which belong together:
/// they are saved and read back as one, and refused where their features differ.
///
/// # Examples
///
/// ```
/// use tenure::scoring::{Cell, ChurnScorer, Column, Design, LogisticChurn};
///
/// let training: [[Cell; 2]; 2] = [
///     [Cell::from(2), "Monthly".into()],
///     [Cell::from(61), "Two year".into()],
/// ];
/// let columns = [Column::number("tenure"), Column::text("contract")];
/// let design = Design::learn(columns, training)?;
/// let model = LogisticChurn::new(0.2, [("tenure", -0.03), ("contract=Two year", -1.5)])?
///     .with_means([32.0, 0.25])?;
/// let scorer = ChurnScorer::new(design, model)?;
///
/// let record: [Cell; 2] = [Cell::from(5), "Monthly".into()];
/// assert_eq!(scorer.score(record)?.map(|p| p.to_string()), Some("51.2%".to_string()));
/// let why = scorer.explain(record)?.map(|why| why.top(1)[0].to_string());
/// assert_eq!(why, Some("tenure = 5 (+0.81)".to_string()));
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ChurnScorer {
    design: Design,
    model: LogisticChurn,
}

impl ChurnScorer {
    /// Puts a design and the model fitted to its rows together.
    ///
    /// # Errors
    ///
    /// [`Error::LengthMismatch`] when the model has more or fewer features than the design has columns,
    /// [`Error::Feature`] with the name of the first feature that is not the design's.
    pub fn new(design: Design, model: LogisticChurn) -> Result<Self> {
        same_number(
            "columns of the design's rows and features of the model",
            design.width(),
            model.width(),
        )?;
        for (column, feature) in design.names().zip(model.names()) {
            if column != feature {
                return Err(Error::Malformed {
                    what: "its position in the model",
                    expected: "the position of the column of that name in the design",
                }
                .of_feature(feature));
            }
        }
        Ok(Self { design, model })
    }

    /// Returns the design, which turns records into rows.
    #[must_use]
    pub const fn design(&self) -> &Design {
        &self.design
    }

    /// Returns the model, which scores the rows.
    #[must_use]
    pub const fn model(&self) -> &LogisticChurn {
        &self.model
    }

    /// Returns the probability that this customer churns; `None` if the design leaves the record
    /// out for a missing value.
    ///
    /// # Errors
    ///
    /// As [`Design::encode`].
    pub fn score<'a, R>(&self, record: R) -> Result<Option<Proportion>>
    where
        R: IntoIterator<Item: Into<Cell<'a>>>,
    {
        match self.design.encode(record)? {
            Some(row) => self.model.score(row).map(Some),
            None => Ok(None),
        }
    }

    /// Returns the scores of many customers, in their order.
    ///
    /// # Errors
    ///
    /// [`Error::Item`] with the index of the first record that [`score`](Self::score) refuses.
    pub fn score_all<'a, R>(
        &self,
        records: impl IntoIterator<Item = R>,
    ) -> Result<Vec<Option<Proportion>>>
    where
        R: IntoIterator<Item: Into<Cell<'a>>>,
    {
        let mut row = vec![0.0; self.design.width()];
        records
            .into_iter()
            .enumerate()
            .map(|(index, record)| {
                match self.design.encode_into(record, &mut row) {
                    Ok(true) => self.model.score(&row).map(Some),
                    Ok(false) => Ok(None),
                    Err(error) => Err(error),
                }
                .map_err(|error| error.at(index))
            })
            .collect()
    }

    /// Explains a customer's score by the columns of their record.
    ///
    /// The parts of a text's levels, or of a number and its being missing, are added up. `None` as
    /// for [`score`](Self::score).
    ///
    /// # Errors
    ///
    /// As [`Design::encode`].
    pub fn explain<'a, R>(&self, record: R) -> Result<Option<Explanation>>
    where
        R: IntoIterator<Item: Into<Cell<'a>>>,
    {
        let cells: Vec<Cell<'a>> = record.into_iter().map(Into::into).collect();
        let Some(row) = self.design.encode(&cells)? else {
            return Ok(None);
        };
        let logit = self.model.logit(&row)?;
        let mut parts = self.model.contributions(&row);
        let contributions = self
            .design
            .columns
            .iter()
            .zip(&cells)
            .map(|(column, cell)| {
                let sum: f64 = parts.by_ref().take(column.width()).sum();
                Contribution {
                    feature: column.name().into(),
                    value: cell.to_string().into(),
                    logit: sum.clamp(f64::MIN, f64::MAX) + 0.0,
                }
            })
            .collect();
        Ok(Some(Explanation {
            logit,
            base_logit: self.model.base_logit(),
            contributions,
        }))
    }
}

saved! {
    impl{} for ChurnScorer as "churn scorer", 1;
    |scorer| { design, model };
    read { Self::new(design, model) }
}
