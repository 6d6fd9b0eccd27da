//! [`Split`].

use core::borrow::Borrow;

use super::strata::Strata;
use crate::error::{CHURNED, CUSTOMERS, STAYED};
use crate::numeric::random::SplitMix64;
use crate::units::Proportion;
use crate::{Error, Result, limit};

/// Holds which customers a model is fitted to, and which it is judged on.
///
/// It has two ascending lists of row numbers, counted from 0, without a customer in both. A split by date
/// leaves some customers out of both.
///
/// # Examples
///
/// A quarter is put aside, with the same share of churners on both sides:
///
/// ```
/// use tenure::scoring::validation::Split;
/// use tenure::units::Proportion;
///
/// let churned = [
///     true, false, false, true, false, false, false, true, false, false, false, true,
/// ];
/// let split = Split::stratified(churned, Proportion::new(0.25)?, 1)?;
/// assert_eq!((split.train().len(), split.test().len()), (9, 3));
/// assert_eq!(split.test().iter().filter(|&&row| churned[row]).count(), 1);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// The rows of a matrix that go with it:
///
/// ```
/// use tenure::scoring::{LabelledRows, validation::Split};
///
/// let customers = LabelledRows::try_from_iter([([1.0], true), ([2.0], false), ([3.0], false), ([
///     4.0], true),
/// ])?;
/// let split = Split::every(4, 2)?;
/// let (train, test) = split.select(customers.view())?;
/// assert_eq!(train.view().churned(), [false, true]); // rows 1 and 3
/// assert_eq!(test.view().churned(), [true, false]); // rows 0 and 2
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Split {
    train: Box<[usize]>,
    test: Box<[usize]>,
    rows: usize,
}

impl Split {
    /// Puts a random share of the customers aside, with the same share of churners on both sides.
    ///
    /// The right choice for a score that will be used on customers of the same months; for next month's
    /// customers split [by date](Self::by_date).
    ///
    /// Equal labels in equal order with an equal seed give an equal split; another order of the customers
    /// gives another one, unless it keeps the order within each class.
    ///
    /// # Formula
    ///
    /// ```text
    /// test customers of a class = its members · share,
    /// rounded so that all test customers are n · share, rounded half up
    /// (largest remainder; a tie favours the churned)
    /// ```
    /// So the class counts are the same for every seed.
    ///
    /// # Errors
    ///
    /// [`Error::NotEnoughData`] when a side would get no customer who churned, or none who stayed: such a
    /// side can neither be fitted to nor judged on.
    ///
    /// # Complexity
    ///
    /// O(n) time and space.
    #[doc(alias = "stratify")]
    pub fn stratified(
        churned: impl IntoIterator<Item: Borrow<bool>>,
        test: Proportion,
        seed: u64,
    ) -> Result<Self> {
        let strata = Strata::new(churned);
        let sizes = [strata.stayed.len(), strata.churned.len()];
        let [stayed_test, churned_test] = largest_remainder(sizes, test.get());
        for (size, taken, of) in [
            (sizes[0], stayed_test, STAYED),
            (sizes[1], churned_test, CHURNED),
        ] {
            for (side, customers) in [
                ("the test side of a split", taken),
                ("the training side of a split", size.saturating_sub(taken)),
            ] {
                if customers == 0 {
                    return Err(Error::not_enough(side, 1, of, 0));
                }
            }
        }
        let rows = strata.rows();
        let strata = strata.shuffled(&mut SplitMix64::new(seed));
        let (stayed_test, stayed_train) = parted(&strata.stayed, stayed_test);
        let (churned_test, churned_train) = parted(&strata.churned, churned_test);
        Ok(Self::sorted(
            [stayed_train, churned_train].concat(),
            [stayed_test, churned_test].concat(),
            rows,
        ))
    }

    /// Puts every K-th customer aside: rows 0, K, 2K, … (counted from 0).
    ///
    /// It can be repeated with any tool, by line number. It is as good as a random split only where the
    /// order of the rows is unrelated to churn: not in a list sorted by plan, date or label.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::scoring::validation::Split;
    ///
    /// let split = Split::every(7, 3)?;
    /// assert_eq!(split.test(), [0, 3, 6]);
    /// assert_eq!(split.train(), [1, 2, 4, 5]);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for K below 2; [`Error::NotEnoughData`] for fewer than K customers;
    /// [`Error::TooMany`] for more than 100,000,000.
    #[doc(alias = "systematic")]
    pub fn every(rows: usize, k: usize) -> Result<Self> {
        if k < 2 {
            return Err(Error::out_of_range(
                "K of every K-th customer",
                "at least 2",
                k as f64,
            ));
        }
        if rows < k {
            return Err(Error::not_enough(
                "putting every K-th customer aside",
                k as u64,
                CUSTOMERS,
                rows as u64,
            ));
        }
        limit::at_most("number of rows of a split", limit::CUSTOMERS, rows)?;
        let (test, train) = (0..rows).partition(|row| row.checked_rem(k) == Some(0));
        Ok(Self::sorted(train, test, rows))
    }

    /// Returns the row numbers of the customers to fit to.
    #[must_use]
    pub const fn train(&self) -> &[usize] {
        &self.train
    }

    /// Returns the row numbers of the customers to judge on.
    #[must_use]
    pub const fn test(&self) -> &[usize] {
        &self.test
    }

    /// Returns the number of customers, including those on neither side.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// Returns the number of customers on neither side.
    ///
    /// In a split by date, those whose outcome was not known yet when the test began.
    #[must_use]
    pub const fn left_out(&self) -> usize {
        self.rows
            .saturating_sub(self.train.len())
            .saturating_sub(self.test.len())
    }

    /// Takes lists in any order; they hold each row of 0..rows at most once.
    pub(super) fn sorted(mut train: Vec<usize>, mut test: Vec<usize>, rows: usize) -> Self {
        train.sort_unstable();
        test.sort_unstable();
        Self {
            train: train.into(),
            test: test.into(),
            rows,
        }
    }
}

saved! {
    impl{} for Split as "split", 1;
    |split| { train: Box<[usize]>, test: Box<[usize]>, rows };
    read {
        let ascends = |side: &[usize]| side.is_sorted_by(|a, b| a < b);
        let within = |side: &[usize]| side.last().is_none_or(|last| *last < rows);
        let apart = !train.iter().any(|row| test.binary_search(row).is_ok());
        if [&train, &test].iter().all(|side| ascends(side) && within(side)) && apart {
            Ok(Self { train, test, rows })
        } else {
            Err(Error::Malformed {
                what: "split",
                expected: "two ascending lists of row numbers without a common one",
            })
        }
    }
}

fn parted(rows: &[usize], first: usize) -> (&[usize], &[usize]) {
    rows.split_at_checked(first).unwrap_or((rows, &[]))
}

/// The number of test customers of each class, at a share from 0 to 1.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to the number of rows"
)]
fn largest_remainder([stayed, churned]: [usize; 2], share: f64) -> [usize; 2] {
    let all = stayed.saturating_add(churned);
    // 50 · 0.29 is 14.499999999999998 and is to be rounded as 14.5 is.
    let quota = |size: usize| size as f64 * share * (1.0 + 4.0 * f64::EPSILON);
    let total = ((quota(all) + 0.5).floor() as usize).min(all);
    let quotas = [quota(stayed), quota(churned)];
    let [mut of_stayed, mut of_churned] = quotas.map(|quota| quota.floor() as usize);
    let [stayed_rest, churned_rest] = quotas.map(|quota| quota - quota.floor());
    let taken = of_stayed.saturating_add(of_churned);
    match total.saturating_sub(taken) {
        0 => {}
        1 if churned_rest >= stayed_rest => of_churned = of_churned.saturating_add(1),
        1 => of_stayed = of_stayed.saturating_add(1),
        _ => {
            of_churned = of_churned.saturating_add(1);
            of_stayed = of_stayed.saturating_add(1);
        }
    }
    [of_stayed.min(stayed), of_churned.min(churned)]
}
