//! [`LabelledView`] and [`LabelledRows`].

use core::borrow::Borrow;

use ndarray::ArrayView2;

use crate::{Error, Result};

/// Customers as rows of a matrix, and whether each churned: borrowed, nothing is copied.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LabelledView<'a> {
    features: ArrayView2<'a, f64>,
    churned: &'a [bool],
    weights: Option<&'a [f64]>,
}

impl<'a> LabelledView<'a> {
    /// One row of features and one label (`true` = churned) per customer.
    ///
    /// # Errors
    ///
    /// [`Error::LengthMismatch`] when there are more of one than of the other.
    pub fn new(features: ArrayView2<'a, f64>, churned: &'a [bool]) -> Result<Self> {
        same_length(
            "rows of features and labels",
            features.nrows(),
            churned.len(),
        )?;
        Ok(Self {
            features,
            churned,
            weights: None,
        })
    }

    /// The same customers, each counted as often as its weight says.
    ///
    /// # Errors
    ///
    /// [`Error::LengthMismatch`]; [`Error::Item`] with the index of a weight that is negative or not
    /// finite.
    pub fn weighted(self, weights: &'a [f64]) -> Result<Self> {
        same_length("rows and weights", self.churned.len(), weights.len())?;
        for (index, &weight) in weights.iter().enumerate() {
            checked_weight(weight).map_err(|error| error.at(index))?;
        }
        Ok(Self {
            weights: Some(weights),
            ..self
        })
    }

    /// The features: a customer a row.
    #[must_use]
    pub const fn features(&self) -> ArrayView2<'a, f64> {
        self.features
    }

    /// The labels, `true` = churned.
    #[must_use]
    pub const fn churned(&self) -> &'a [bool] {
        self.churned
    }

    /// The weights, where there are any; else every customer counts once.
    #[must_use]
    pub const fn weights(&self) -> Option<&'a [f64]> {
        self.weights
    }

    /// How many customers.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.churned.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.churned.is_empty()
    }

    /// How many features each has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.features.ncols()
    }
}

/// Customers as rows of a matrix, and whether each churned: collected from any iterator.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LabelledRows {
    width: usize,
    features: Vec<f64>,
    churned: Vec<bool>,
    weights: Option<Vec<f64>>,
}

impl LabelledRows {
    /// From (features, churned) of each customer.
    ///
    /// # Errors
    ///
    /// [`Error::Item`] with the index of a row that has more or fewer features than the first.
    pub fn try_from_iter<R>(rows: impl IntoIterator<Item = (R, bool)>) -> Result<Self>
    where
        R: IntoIterator<Item: Borrow<f64>>,
    {
        let mut all = Self::default();
        for (index, (row, churned)) in rows.into_iter().enumerate() {
            all.push(row, churned).map_err(|error| error.at(index))?;
        }
        Ok(all)
    }

    /// From (features, churned, weight) of each customer.
    ///
    /// # Errors
    ///
    /// As [`try_from_iter`](Self::try_from_iter), and for a weight that is negative or not finite.
    pub fn try_from_weighted_iter<R>(rows: impl IntoIterator<Item = (R, bool, f64)>) -> Result<Self>
    where
        R: IntoIterator<Item: Borrow<f64>>,
    {
        let mut all = Self::default();
        let mut weights = Vec::new();
        for (index, (row, churned, weight)) in rows.into_iter().enumerate() {
            let weight = checked_weight(weight).map_err(|error| error.at(index))?;
            all.push(row, churned).map_err(|error| error.at(index))?;
            weights.push(weight);
        }
        all.weights = Some(weights);
        Ok(all)
    }

    fn push<R>(&mut self, row: R, churned: bool) -> Result<()>
    where
        R: IntoIterator<Item: Borrow<f64>>,
    {
        let before = self.features.len();
        self.features.extend(row.into_iter().map(|x| *x.borrow()));
        let width = self.features.len().saturating_sub(before);
        if self.churned.is_empty() {
            self.width = width;
        } else {
            same_length("the features of each customer", self.width, width)?;
        }
        self.churned.push(churned);
        Ok(())
    }

    /// The customers, borrowed.
    #[must_use]
    pub fn view(&self) -> LabelledView<'_> {
        let shape = (self.churned.len(), self.width);
        // The shape always fits: every row was checked when it was pushed.
        let features = ArrayView2::from_shape(shape, &self.features).unwrap_or_else(|_| {
            ArrayView2::from_shape((0, 0), &[]).unwrap_or_else(|_| unreachable_view())
        });
        LabelledView {
            features,
            churned: &self.churned,
            weights: self.weights.as_deref(),
        }
    }
}

fn unreachable_view<'a>() -> ArrayView2<'a, f64> {
    ndarray::aview2::<f64, 0>(&[])
}

fn same_length(what: &'static str, left: usize, right: usize) -> Result<()> {
    if left == right {
        Ok(())
    } else {
        Err(Error::LengthMismatch { what, left, right })
    }
}

fn checked_weight(weight: f64) -> Result<f64> {
    if weight.is_finite() && weight >= 0.0 {
        Ok(weight)
    } else {
        Err(Error::bad_number("weight", "at least 0", weight))
    }
}
