//! [`Folds`].

use core::borrow::Borrow;

use super::Split;
use super::strata::Strata;
use crate::error::{CHURNED, STAYED};
use crate::numeric::random::SplitMix64;
use crate::{Error, Result, limit};

/// Holds several splits of the same customers, each fitted to one part and judged on another.
///
/// With k folds, every customer is judged exactly once, by a model that has not seen them, and all data
/// are used: the choice where a single hold-out would be too small to compare models.
///
/// # Examples
///
/// ```
/// use tenure::scoring::validation::Folds;
///
/// let churned = [true, false, false, true, false, false, true, false, false];
/// let folds = Folds::stratified(churned, 3, 1)?;
/// for split in &folds {
///     assert_eq!(split.test().len(), 3);
///     assert_eq!(split.test().iter().filter(|&&row| churned[row]).count(), 1);
/// }
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Folds {
    splits: Box<[Split]>,
    rows: usize,
    repeats: usize,
}

impl Folds {
    /// Divides the customers at random into k parts with equal shares of churners; each part is
    /// judged on once.
    ///
    /// Folds differ by at most one customer who churned, by at most one who stayed, and by at most one in
    /// total. Reproducible like [`Split::stratified`].
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for k below 2; [`Error::Exceeds`] for more folds than customers;
    /// [`Error::NotEnoughData`] for a class with fewer members than folds.
    ///
    /// # Complexity
    ///
    /// O(n · k) time and space: each fold lists its rows.
    #[doc(alias = "StratifiedKFold")]
    pub fn stratified(
        churned: impl IntoIterator<Item: Borrow<bool>>,
        k: usize,
        seed: u64,
    ) -> Result<Self> {
        Self::repeated(churned, k, 1, seed)
    }

    /// Divides the customers into [k parts](Self::stratified) several times, so that the answer
    /// depends less on one draw.
    ///
    /// Every customer is judged once in each repeat. The first k folds are those of
    /// [`stratified`](Self::stratified) with the same seed. Repeats reduce the effect of a single random
    /// draw; they add no customers and reduce no standard error.
    ///
    /// # Errors
    ///
    /// As [`stratified`](Self::stratified), [`Error::OutOfRange`] for 0 repeats, and [`Error::TooMany`] where
    /// all folds together would list customers more than 100,000,000 times: customers · k · repeats.
    ///
    /// # Complexity
    ///
    /// O(n · k · repeats) time and space.
    #[doc(alias = "RepeatedStratifiedKFold")]
    pub fn repeated(
        churned: impl IntoIterator<Item: Borrow<bool>>,
        k: usize,
        repeats: usize,
        seed: u64,
    ) -> Result<Self> {
        at_least("number of folds", 2, "at least 2", k)?;
        at_least("number of repeats", 1, "at least 1", repeats)?;
        let strata = Strata::new(churned);
        let rows = strata.rows();
        if k > rows {
            return Err(Error::Exceeds {
                what: "number of folds",
                value: k as f64,
                limit_what: "number of customers",
                limit: rows as f64,
            });
        }
        for (members, of) in [(&strata.churned, CHURNED), (&strata.stayed, STAYED)] {
            if members.len() < k {
                let what = "a split into that many folds";
                return Err(Error::not_enough(what, k as u64, of, members.len() as u64));
            }
        }
        let listed = k.saturating_mul(repeats).saturating_mul(rows);
        limit::at_most(
            "number of customers of all folds together",
            limit::CUSTOMERS,
            listed,
        )?;
        let mut random = SplitMix64::new(seed);
        let mut splits = Vec::new();
        for _ in 0..repeats {
            let dealt = strata.clone().shuffled(&mut random);
            let cards = || {
                dealt
                    .churned
                    .iter()
                    .chain(&dealt.stayed)
                    .zip((0..k).cycle())
            };
            for fold in 0..k {
                let (test, train): (Vec<_>, Vec<_>) = cards().partition(|(_, hand)| *hand == fold);
                let rows_of =
                    |part: Vec<(&usize, usize)>| part.iter().map(|(row, _)| **row).collect();
                splits.push(Split::sorted(rows_of(train), rows_of(test), rows));
            }
        }
        Ok(Self {
            splits: splits.into(),
            rows,
            repeats,
        })
    }

    pub(super) fn once(splits: Vec<Split>, rows: usize) -> Self {
        Self {
            splits: splits.into(),
            rows,
            repeats: 1,
        }
    }

    /// Returns the splits, in order.
    pub const fn splits(&self) -> &[Split] {
        &self.splits
    }

    /// Iterates over the splits, in order.
    pub fn iter(&self) -> core::slice::Iter<'_, Split> {
        self.into_iter()
    }

    /// Returns the number of customers.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// Returns how many times all customers are judged; 1 unless [`repeated`](Self::repeated).
    #[must_use]
    pub const fn repeats(&self) -> usize {
        self.repeats
    }
}

saved! {
    impl{} for Folds as "folds", 1;
    |folds| { splits: Box<[Split]>, repeats };
    read {
        let rows = splits.first().map(Split::rows);
        let whole = splits.len().checked_rem(repeats) == Some(0);
        match rows {
            Some(rows) if whole && splits.iter().all(|split| split.rows() == rows) => {
                Ok(Self { splits, rows, repeats })
            }
            _ => Err(Error::Malformed {
                what: "folds",
                expected: "splits of the same customers, as many in each repeat",
            }),
        }
    }
}

/// The splits, in order.
impl<'a> IntoIterator for &'a Folds {
    type Item = &'a Split;
    type IntoIter = core::slice::Iter<'a, Split>;

    fn into_iter(self) -> Self::IntoIter {
        self.splits.iter()
    }
}

const fn at_least(
    what: &'static str,
    least: usize,
    expected: &'static str,
    got: usize,
) -> Result<()> {
    if got < least {
        Err(Error::out_of_range(what, expected, got as f64))
    } else {
        Ok(())
    }
}
