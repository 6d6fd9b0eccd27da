//! [`Folds`].

use core::borrow::Borrow;

use super::Split;
use super::strata::Strata;
use crate::error::{CHURNED, STAYED};
use crate::numeric::random::SplitMix64;
use crate::{Error, Result};

/// Several splits of the same customers: each is fitted to one part and judged on another.
///
/// With k folds, every customer is judged exactly once, by a model that has not seen them, and all data
/// are used: the choice where a single hold-out would be too small to tell models apart.
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
#[doc(alias = "cross-validation")]
#[doc(alias = "k-fold")]
#[must_use]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Folds {
    splits: Box<[Split]>,
    rows: usize,
    repeats: usize,
}

impl Folds {
    /// K parts drawn at random, each with its share of the churners; each is judged on once.
    ///
    /// The members of a class are dealt out in random order like cards, and the next class goes on where
    /// that one ended: folds differ by at most one customer who churned, by at most one who stayed,
    /// and by at most one in all. Reproducible as [`Split::stratified`] is.
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

    /// [K parts](Self::stratified), drawn anew several times: then the answer hangs less on one draw.
    ///
    /// Every customer is judged once in each repeat. The first k folds are those of
    /// [`stratified`](Self::stratified) with that seed. Repeats even out the luck of the draw; they
    /// are no further customers, and make no standard error smaller.
    ///
    /// # Errors
    ///
    /// As [`stratified`](Self::stratified), and [`Error::OutOfRange`] for 0 repeats.
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

    /// The splits, in order.
    pub const fn splits(&self) -> &[Split] {
        &self.splits
    }

    /// The splits, in order.
    pub fn iter(&self) -> core::slice::Iter<'_, Split> {
        self.into_iter()
    }

    /// How many customers there were.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// How many times all customers are judged; 1 unless [`repeated`](Self::repeated).
    #[must_use]
    pub const fn repeats(&self) -> usize {
        self.repeats
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
