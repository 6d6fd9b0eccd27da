//! Scores: one customer, many, by name, in parallel.
#![allow(
    clippy::needless_pass_by_value,
    reason = "a view is a reference, and passed on like one"
)]

use core::borrow::Borrow;

use ndarray::{ArrayView1, ArrayView2, Axis};

use super::logit::{probability, quick};
use super::{LogisticChurn, same_number};
use crate::units::Proportion;
use crate::{Error, Result};

/// The number of rows whose logits are computed before their probabilities.
const BLOCK: usize = 256;

impl LogisticChurn {
    /// Returns the probability that this customer churns.
    ///
    /// The row is any iterator of one number a feature, in the order of [`names`](Self::names): an
    /// array, a slice, a row of a matrix. Nothing is allocated unless it is refused.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenure::scoring::LogisticChurn;
    /// # let model = LogisticChurn::new(0.4, [("tenure", -0.05), ("tickets", 0.3)])?;
    /// let score = model.score([3.0, 7.0])?; // tenure, tickets
    /// assert_eq!(score.to_string(), "91.3%");
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::LengthMismatch`] when there are more or fewer values than features,
    /// [`Error::Feature`] with its name for one that is not finite.
    #[doc(alias = "predict_proba")]
    pub fn score<R>(&self, row: R) -> Result<Proportion>
    where
        R: IntoIterator<Item: Borrow<f64>>,
    {
        self.logit(row).map(probability)
    }

    /// Returns the score of a customer given by feature name, in any order.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenure::scoring::LogisticChurn;
    /// # let model = LogisticChurn::new(0.4, [("tenure", -0.05), ("tickets", 0.3)])?;
    /// let customer = [("tickets", 7.0), ("tenure", 3.0)];
    /// assert_eq!(model.score_named(customer)?, model.score([3.0, 7.0])?);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Feature`] with the name of a feature that is missing, unknown, given twice or not
    /// finite.
    pub fn score_named<N: AsRef<str>>(
        &self,
        features: impl IntoIterator<Item = (N, f64)>,
    ) -> Result<Proportion> {
        self.score(self.row_of(features)?)
    }

    /// The values of named features in the order of the model's.
    pub(super) fn row_of<N: AsRef<str>>(
        &self,
        features: impl IntoIterator<Item = (N, f64)>,
    ) -> Result<Vec<f64>> {
        let mut row = vec![None; self.width()];
        for (expected, (name, value)) in features.into_iter().enumerate() {
            let name = name.as_ref();
            let place = self.place_of(name, expected);
            match place.and_then(|place| row.get_mut(place)) {
                None => {
                    return Err(Error::Malformed {
                        what: "its name",
                        expected: "one of the model's features",
                    }
                    .of_feature(name));
                }
                Some(Some(_)) => {
                    return Err(Error::Duplicate { what: "its value" }.of_feature(name));
                }
                Some(free) => *free = Some(value),
            }
        }
        row.into_iter()
            .zip(&self.names)
            .map(|(value, name)| {
                value.ok_or_else(|| {
                    Error::Malformed {
                        what: "its value",
                        expected: "given",
                    }
                    .of_feature(name)
                })
            })
            .collect()
    }

    /// The place of the feature with this name; tries the expected place first.
    fn place_of(&self, name: &str, expected: usize) -> Option<usize> {
        if self.names.get(expected).is_some_and(|n| **n == *name) {
            return Some(expected);
        }
        self.names.iter().position(|n| **n == *name)
    }

    /// Returns the scores of many customers, in their order.
    ///
    /// For a matrix, [`score_view`](Self::score_view) is faster.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenure::scoring::LogisticChurn;
    /// # let model = LogisticChurn::new(0.4, [("tenure", -0.05), ("tickets", 0.3)])?;
    /// let scores = model.score_all([[3.0, 7.0], [40.0, 0.0]])?;
    /// let shown: Vec<String> = scores.iter().map(ToString::to_string).collect();
    /// assert_eq!(shown, ["91.3%", "16.8%"]);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Item`] with the index of the first row that [`score`](Self::score) refuses.
    pub fn score_all<R>(&self, rows: impl IntoIterator<Item = R>) -> Result<Vec<Proportion>>
    where
        R: IntoIterator<Item: Borrow<f64>>,
    {
        rows.into_iter()
            .enumerate()
            .map(|(index, row)| self.score(row).map_err(|error| error.at(index)))
            .collect()
    }

    /// Returns the scores of the rows of a matrix: the same bits as one by one, faster.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenure::scoring::LogisticChurn;
    /// # let model = LogisticChurn::new(0.4, [("tenure", -0.05), ("tickets", 0.3)])?;
    /// let customers = ndarray::arr2(&[[3.0, 7.0], [40.0, 0.0]]);
    /// let scores = model.score_view(customers.view())?;
    /// assert_eq!(scores, model.score_all(customers.rows())?);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::LengthMismatch`] when the matrix has more or fewer columns than there are features,
    /// [`Error::Item`] with the index of the first row that has a value that is not finite.
    pub fn score_view(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<Proportion>> {
        self.fits(rows)?;
        let mut scores = Vec::with_capacity(rows.nrows());
        for block in rows.axis_chunks_iter(Axis(0), BLOCK) {
            self.score_block(block, &mut scores)?;
        }
        Ok(scores)
    }

    /// Returns the scores of the rows of a matrix, computed on all threads: the same bits as
    /// [`score_view`](Self::score_view).
    ///
    /// # Errors
    ///
    /// As [`score_view`](Self::score_view).
    #[cfg(feature = "rayon")]
    #[cfg_attr(docsrs, doc(cfg(feature = "rayon")))]
    pub fn par_score_view(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<Proportion>> {
        use rayon::prelude::*;

        /// The rows of one task.
        const SHARE: usize = 32 * BLOCK;

        self.fits(rows)?;
        let shares: Vec<_> = rows.axis_chunks_iter(Axis(0), SHARE).collect();
        let shares: Vec<_> = shares
            .into_par_iter()
            .map(|share| self.score_view(share))
            .collect();
        let mut scores = Vec::with_capacity(rows.nrows());
        for share in shares {
            // The first failed task has the first bad row.
            scores.extend(share.map_err(|error| match error {
                Error::Item { index, cause } => cause.at(index.saturating_add(scores.len())),
                other => other,
            })?);
        }
        Ok(scores)
    }

    fn fits(&self, rows: ArrayView2<'_, f64>) -> Result<()> {
        same_number(
            "features of the model and columns of the matrix",
            self.width(),
            rows.ncols(),
        )
    }

    /// Appends the scores of a block of rows of the right width.
    fn score_block(&self, block: ArrayView2<'_, f64>, scores: &mut Vec<Proportion>) -> Result<()> {
        let mut logits = [self.intercept; BLOCK];
        if block.strides().last() == Some(&1) {
            for (logit, row) in logits.iter_mut().zip(block.rows()) {
                *logit = match row.to_slice() {
                    Some(row) => quick(self.intercept, &self.coefficients, row),
                    None => f64::NAN, // never: neighbours are next to each other
                };
            }
        } else {
            for (b, column) in self.coefficients.iter().zip(block.columns()) {
                if let Some(column) = column.to_slice() {
                    add(&mut logits, *b, column); // vectorised, with the same bits
                } else {
                    add(&mut logits, *b, column);
                }
            }
        }
        for (logit, row) in logits.iter().zip(block.rows()) {
            scores.push(if logit.is_finite() {
                probability(*logit)
            } else {
                self.score_slowly(row)
                    .map_err(|error| error.at(scores.len()))?
            });
        }
        Ok(())
    }

    /// Scores a row that has a value that is not finite, or whose sum overflows.
    #[cold]
    fn score_slowly(&self, row: ArrayView1<'_, f64>) -> Result<Proportion> {
        self.score(row)
    }
}

/// Adds b times each value to its logit.
fn add(logits: &mut [f64], b: f64, values: impl IntoIterator<Item: Borrow<f64>>) {
    for (logit, x) in logits.iter_mut().zip(values) {
        *logit += b * x.borrow();
    }
}
