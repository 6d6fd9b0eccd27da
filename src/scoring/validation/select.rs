//! The rows of a matrix that a split names.

use core::borrow::Borrow;

use super::Split;
use crate::scoring::{LabelledRows, LabelledView};
use crate::{Error, Result};

impl Split {
    /// Copies the customers to fit to and the customers to judge on, with their labels and weights.
    ///
    /// # Errors
    ///
    /// [`Error::LengthMismatch`] when the split was made of another number of customers.
    ///
    /// # Complexity
    ///
    /// O(n · p) time and space for n customers with p features.
    pub fn select(&self, view: LabelledView<'_>) -> Result<(LabelledRows, LabelledRows)> {
        if view.len() != self.rows() {
            return Err(Error::LengthMismatch {
                what: "customers of a split and customers given",
                left: self.rows(),
                right: view.len(),
            });
        }
        Ok((view.select(self.train())?, view.select(self.test())?))
    }
}

impl LabelledView<'_> {
    /// Copies the customers of these row numbers, counted from 0, in this order, with their labels
    /// and weights.
    ///
    /// A row named twice is there twice.
    ///
    /// # Errors
    ///
    /// [`Error::Item`] with the index of a row number that is too large.
    pub fn select(&self, rows: impl IntoIterator<Item: Borrow<usize>>) -> Result<LabelledRows> {
        let mut picked = Vec::new();
        for (index, row) in rows.into_iter().enumerate() {
            let row = *row.borrow();
            if row >= self.len() {
                return Err(Error::Exceeds {
                    what: "row number counted from 0",
                    value: row as f64,
                    limit_what: "the last row",
                    limit: self.len() as f64 - 1.0,
                }
                .at(index));
            }
            picked.push(row);
        }
        let features = self.features();
        let labelled = picked.iter().filter_map(|&row| {
            let churned = *self.churned().get(row)?;
            Some((features.row(row), churned))
        });
        match self.weights() {
            None => LabelledRows::try_from_iter(labelled),
            Some(weights) => {
                let weights = picked.iter().filter_map(|&row| weights.get(row));
                LabelledRows::try_from_weighted_iter(
                    labelled
                        .zip(weights)
                        .map(|((row, churned), weight)| (row, churned, *weight)),
                )
            }
        }
    }
}
