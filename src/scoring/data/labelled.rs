//! [`LabelledView`] and [`LabelledRows`].

use core::borrow::Borrow;
use core::ops::Range;

use ndarray::{ArrayView2, Axis, Slice};

use crate::scoring::logistic::BLOCK;
use crate::{Error, Result};

/// Borrows customers as rows of a matrix, with whether each churned; nothing is copied.
///
/// The fast input for data in memory in any layout: by row, by column, or a slice of either. For rows
/// from an iterator see [`LabelledRows`].
///
/// # Examples
///
/// ```
/// use ndarray::arr2;
/// use tenure::scoring::LabelledView;
///
/// let features = arr2(&[[12.0, 0.0], [3.0, 5.0], [30.0, 1.0]]); // months of tenure, tickets
/// let customers = LabelledView::new(features.view(), &[false, true, false])?;
/// assert_eq!((customers.len(), customers.width()), (3, 2));
///
/// // Each customer counts this many times.
/// let customers = customers.weighted(&[10.0, 1.0, 25.0])?;
/// assert!(customers.weights().is_some());
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LabelledView<'a> {
    features: ArrayView2<'a, f64>,
    churned: &'a [bool],
    weights: Option<&'a [f64]>,
    names: Option<&'a [Box<str>]>,
}

impl<'a> LabelledView<'a> {
    /// Borrows one row of features and one label (`true` = churned) per customer.
    ///
    /// # Errors
    ///
    /// [`Error::LengthMismatch`] when there are more of one than of the other.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "a view is a handful of numbers"
    )]
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
            names: None,
        })
    }

    /// Adds a name for each feature, which errors and fits use in place of `x1`, `x2` and so on.
    ///
    /// # Errors
    ///
    /// [`Error::LengthMismatch`] when there are more or fewer names than features.
    pub fn named(self, names: &'a [Box<str>]) -> Result<Self> {
        same_length("features and names", self.width(), names.len())?;
        Ok(Self {
            names: Some(names),
            ..self
        })
    }

    /// Shortens the borrow, which a matrix view does not do by itself.
    pub(crate) fn reborrow<'b>(self) -> LabelledView<'b>
    where
        'a: 'b,
    {
        LabelledView {
            features: self.features.reborrow(),
            churned: self.churned,
            weights: self.weights,
            names: self.names,
        }
    }

    /// Adds a weight for each customer: a weight of 3 counts as three such customers.
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

    /// Returns the features, one customer per row.
    #[must_use]
    pub const fn features(&self) -> ArrayView2<'a, f64> {
        self.features
    }

    /// Returns the labels, `true` = churned.
    #[must_use]
    pub const fn churned(&self) -> &'a [bool] {
        self.churned
    }

    /// Returns the weights; `None` where every customer counts once.
    #[must_use]
    pub const fn weights(&self) -> Option<&'a [f64]> {
        self.weights
    }

    /// The name of a feature, `x1` and so on where none was given.
    pub(crate) fn name(&self, feature: usize) -> Box<str> {
        let given = self.names.and_then(|names| names.get(feature));
        given.cloned().unwrap_or_else(|| default_name(feature))
    }

    /// The names of all features.
    pub(crate) fn names(&self) -> Vec<Box<str>> {
        let features = 0..self.width();
        features.map(|feature| self.name(feature)).collect()
    }

    /// The customers of a range of rows, clipped to those there are.
    pub(crate) fn rows(&self, range: Range<usize>) -> Self {
        let end = range.end.min(self.len());
        let start = range.start.min(end);
        let mut features = self.features;
        features.slice_axis_inplace(Axis(0), Slice::from(start..end));
        Self {
            features,
            churned: self.churned.get(start..end).unwrap_or_default(),
            weights: self.weights.and_then(|weights| weights.get(start..end)),
            names: self.names,
        }
    }

    /// Returns the number of customers.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.churned.len()
    }

    /// Returns whether there are no customers.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.churned.is_empty()
    }

    /// Returns the number of features per customer.
    #[must_use]
    pub fn width(&self) -> usize {
        self.features.ncols()
    }
}

/// Collects customers from any iterator as rows of a matrix, with whether each churned.
///
/// Rows are arrays, slices, vectors or other iterators of equally many numbers. They are copied into one
/// matrix, which fits read again and again through its [`view`](Self::view).
///
/// # Examples
///
/// ```
/// use tenure::scoring::LabelledRows;
///
/// let customers = LabelledRows::try_from_iter([([12.0, 0.0], false), ([3.0, 5.0], true)])?;
/// assert_eq!(customers.view().width(), 2);
///
/// let ragged = LabelledRows::try_from_iter([(vec![12.0, 0.0], false), (vec![3.0], true)]);
/// assert_eq!(
///     ragged.unwrap_err().to_string(),
///     "item 1 was rejected: \
///      the features of each customer must be equal in number, got 2 and 1"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(n·p) space for n customers with p features.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LabelledRows {
    /// Set by the first row.
    width: Option<usize>,
    features: Vec<f64>,
    churned: Vec<bool>,
    weights: Option<Vec<f64>>,
}

impl LabelledRows {
    /// Collects customers given as (features, churned).
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

    /// Collects customers given as (features, churned, weight).
    ///
    /// # Errors
    ///
    /// As [`try_from_iter`](Self::try_from_iter), and for a weight that is negative or not finite.
    pub fn try_from_weighted_iter<R>(rows: impl IntoIterator<Item = (R, bool, f64)>) -> Result<Self>
    where
        R: IntoIterator<Item: Borrow<f64>>,
    {
        let mut all = Self {
            weights: Some(Vec::new()),
            ..Self::default()
        };
        for (index, (row, churned, weight)) in rows.into_iter().enumerate() {
            all.push_weighted(row, churned, weight)
                .map_err(|error| error.at(index))?;
        }
        Ok(all)
    }

    fn push<R>(&mut self, row: R, churned: bool) -> Result<()>
    where
        R: IntoIterator<Item: Borrow<f64>>,
    {
        let before = self.features.len();
        self.features.extend(row.into_iter().map(|x| *x.borrow()));
        let width = self.features.len().saturating_sub(before);
        if *self.width.get_or_insert(width) != width {
            self.features.truncate(before);
            return same_length("the features of each customer", self.width(), width);
        }
        self.churned.push(churned);
        Ok(())
    }

    fn push_weighted<R>(&mut self, row: R, churned: bool, weight: f64) -> Result<()>
    where
        R: IntoIterator<Item: Borrow<f64>>,
    {
        let weight = checked_weight(weight)?;
        self.push(row, churned)?;
        self.weights.get_or_insert_default().push(weight);
        Ok(())
    }

    /// Removes the rows, but keeps the width and the memory.
    fn clear(&mut self) {
        self.features.clear();
        self.churned.clear();
        if let Some(weights) = &mut self.weights {
            weights.clear();
        }
    }

    /// The number of features per customer; 0 without customers.
    fn width(&self) -> usize {
        self.width.unwrap_or(0)
    }

    /// Borrows the customers as a view, which is what fits and splits take.
    #[must_use]
    pub fn view(&self) -> LabelledView<'_> {
        let shape = (self.churned.len(), self.width());
        // The shape always fits, as every row was checked when it was pushed.
        let features = ArrayView2::from_shape(shape, &self.features)
            .unwrap_or_else(|_| ndarray::aview2::<f64, 0>(&[]));
        LabelledView {
            features,
            churned: &self.churned,
            weights: self.weights.as_deref(),
            names: None,
        }
    }
}

/// The name of a feature that was given none: `x1`, `x2` and so on.
pub(crate) fn default_name(feature: usize) -> Box<str> {
    format!("x{}", feature.saturating_add(1)).into()
}

/// Passes rows of (features, churned, weight) on in blocks. Every row must have the given width, or that
/// of the first.
pub(crate) fn in_blocks<R>(
    width: Option<usize>,
    rows: impl IntoIterator<Item = (R, bool, f64)>,
    mut take: impl FnMut(LabelledView<'_>) -> Result<()>,
) -> Result<()>
where
    R: IntoIterator<Item: Borrow<f64>>,
{
    let mut block = LabelledRows {
        width,
        weights: Some(Vec::new()),
        ..LabelledRows::default()
    };
    let mut start = 0_usize;
    for (row, churned, weight) in rows {
        let pushed = block.push_weighted(row, churned, weight);
        if pushed.is_err() || block.churned.len() >= BLOCK {
            // An earlier row of the block may be the first bad one.
            take(block.view()).map_err(|error| error.shifted_by(start))?;
            start = start.saturating_add(block.churned.len());
            pushed.map_err(|error| error.at(start))?;
            block.clear();
        }
    }
    take(block.view()).map_err(|error| error.shifted_by(start))
}

const fn same_length(what: &'static str, left: usize, right: usize) -> Result<()> {
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
