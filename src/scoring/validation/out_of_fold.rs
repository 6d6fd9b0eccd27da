//! [`OutOfFold`].

use core::borrow::Borrow;

use super::Folds;
use crate::{Error, Result};

/// Holds a score for each customer by a model that has not seen them.
///
/// Made by [`Folds::out_of_fold`]. Every fold has its own model, and scores of different models are
/// comparable only as far as the models agree: compute ranking figures (AUC, lift) fold by fold and
/// average them, and figures of probabilities (log loss, calibration) over all customers.
#[must_use]
#[derive(Debug, Clone, PartialEq)]
pub struct OutOfFold<S> {
    /// Row numbers and scores of each fold.
    folds: Vec<Scored<S>>,
    rows: usize,
}

/// The row numbers and scores of one fold.
type Scored<S> = Box<[(usize, S)]>;

impl Folds {
    /// Fits to each fold's customers and scores those it has not seen, with any model of any
    /// library.
    ///
    /// `fit` gets the row numbers to fit to; `score` gets the model and the row number of one customer to
    /// judge on, in ascending order. An error of either ends the run.
    ///
    /// # Examples
    ///
    /// The churn rate of a customer's plan as a score, computed from the other folds:
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use tenure::scoring::validation::Folds;
    /// use tenure::stats::Binomial;
    ///
    /// let plans = ["free", "free", "paid", "free", "paid", "free", "paid", "paid"];
    /// let churned = [true, true, false, false, false, true, false, true];
    ///
    /// let folds = Folds::stratified(churned, 2, 7)?;
    /// let scores = folds.out_of_fold(
    ///     |train| {
    ///         let mut rates = BTreeMap::<_, Binomial>::new();
    ///         for &row in train {
    ///             rates.entry(plans[row]).or_default().push(churned[row]);
    ///         }
    ///         Ok::<_, tenure::Error>(rates)
    ///     },
    ///     |rates, row| {
    ///         let rate = rates.get(plans[row]).and_then(Binomial::proportion);
    ///         Ok(rate.map_or(0.5, |rate| rate.get()))
    ///     },
    /// )?;
    /// assert_eq!(scores.labelled(churned)?.count(), 8); // (score, churned), ready to be judged
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The first error of `fit` or `score`.
    ///
    /// # Complexity
    ///
    /// As many fits as folds. They run one after the other; to use more cores, let `fit` do so, or map
    /// over [`splits`](Self::splits) in parallel.
    #[doc(alias = "cross_val_predict")]
    pub fn out_of_fold<M, S, E>(
        &self,
        mut fit: impl FnMut(&[usize]) -> Result<M, E>,
        mut score: impl FnMut(&M, usize) -> Result<S, E>,
    ) -> Result<OutOfFold<S>, E> {
        let mut folds = Vec::with_capacity(self.splits().len());
        for split in self {
            let model = fit(split.train())?;
            let scored: Result<Scored<S>, E> = split
                .test()
                .iter()
                .map(|&row| Ok((row, score(&model, row)?)))
                .collect();
            folds.push(scored?);
        }
        Ok(OutOfFold {
            folds,
            rows: self.rows(),
        })
    }
}

impl<S> OutOfFold<S> {
    /// Iterates over each customer's row number and score, fold after fold.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &S)> {
        self.by_fold().flatten()
    }

    /// Iterates over the folds, each with its customers' row numbers and scores.
    #[must_use]
    pub fn by_fold(
        &self,
    ) -> impl ExactSizeIterator<Item = impl ExactSizeIterator<Item = (usize, &S)>> {
        self.folds
            .iter()
            .map(|fold| fold.iter().map(|(row, score)| (*row, score)))
    }

    /// Returns the number of customers.
    ///
    /// Some have no score in [folds by date](Folds::forward), and several each in
    /// [repeated](Folds::repeated) ones.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows
    }
}

saved! {
    impl{S} parts{S} for OutOfFold<S> as "out-of-fold scores", 1;
    |scores| { folds: Vec<Scored<S>>, rows };
    read {
        let mut known = folds.iter().flatten().map(|(row, _)| *row);
        if known.all(|row| row < rows) {
            Ok(Self { folds, rows })
        } else {
            Err(Error::Malformed {
                what: "row number of a score",
                expected: "below the number of customers",
            })
        }
    }
}

impl<S: Copy> OutOfFold<S> {
    /// Pairs each score with its customer's label, ready to be judged.
    ///
    /// `churned` lists all customers, in the order the folds were made of.
    ///
    /// # Errors
    ///
    /// [`Error::LengthMismatch`] for labels of another number of customers.
    pub fn labelled(
        &self,
        churned: impl IntoIterator<Item: Borrow<bool>>,
    ) -> Result<impl Iterator<Item = (S, bool)>> {
        let churned: Vec<bool> = churned.into_iter().map(|label| *label.borrow()).collect();
        if churned.len() != self.rows {
            return Err(Error::LengthMismatch {
                what: "customers scored and labels",
                left: self.rows,
                right: churned.len(),
            });
        }
        Ok(self
            .iter()
            .filter_map(move |(row, score)| Some((*score, *churned.get(row)?))))
    }
}
