//! [`HoldoutCheck`].

use core::borrow::Borrow;
use core::fmt;
use std::collections::BTreeMap;

use super::total::Total;
use super::{HoldoutBinning, HoldoutBins};
use crate::clv::history::PurchaseHistory;
use crate::clv::models::PurchaseModel;
#[cfg(feature = "serde")]
use crate::saved::Each;
use crate::text::{Percent, or_dash};
use crate::units::{Horizon, TimeUnit};
use crate::{Error, Result};

/// Compares the purchases in a holdout with those the model expected: in total, per customer, and [by
/// groups](Self::bins).
///
/// It is the most important check: the model was fitted to the histories up to some day, and the
/// purchases after that day are new to it.
///
/// *Good*: a total within about ten percent, and in the table by frequency an expected mean that rises
/// as the actual one does. *Bad*: a total that is right because one-time buyers are forecast too high
/// and frequent ones too low; or all groups off by the same factor, which points to a changed market (a
/// season, a campaign, a price) and not to a wrong model. The error per customer is large for every
/// model, because most customers buy nothing: compare it between models, not with 0.
///
/// # Formula
///
/// ```text
/// total error          Σ expected / Σ actual − 1
/// mean error (bias)    Σ (expected − actual) / n
/// mean absolute error  Σ |expected − actual| / n
/// root of mean square  √(Σ (expected − actual)² / n)
///
/// where expected is E[X(T, T + t) | x, tₓ, T] of the customer's history
/// ```
///
/// # Examples
///
/// ```
/// use tenure::clv::checks::{HoldoutBinning, HoldoutCheck};
/// use tenure::clv::history::PurchaseHistory;
/// use tenure::clv::models::Nbd;
/// use tenure::units::{Horizon, Period, TimeUnit};
///
/// let week = TimeUnit::WEEK;
/// let model = Nbd::new(0.4, 10.0, week)?;
/// // The history of each customer, and the purchases in the 39 weeks after it.
/// let once = PurchaseHistory::new(0, 0.0, 39.0, week)?;
/// let twice = PurchaseHistory::new(2, 30.0, 39.0, week)?;
/// let customers = [(once, 0), (once, 1), (twice, 2)];
///
/// let check = HoldoutCheck::new(&model, Horizon::new(39.0, Period::Week)?, customers)?;
/// assert_eq!(
///     check.to_string(),
///     "3 customers: 2.5 purchases expected, 3 made (-15.1%)\n\
///      error per customer: mean absolute 0.363, root mean square 0.437, bias -0.151"
/// );
/// assert_eq!(
///     check.bins(HoldoutBinning::Frequency { most: 7 })?.to_string(),
///     "repeat purchases  customers  mean actual  mean expected\n\
///      0                         2        0.500          0.318\n\
///      2                         1        2.000          1.910"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// One expectation for each different history, O(log k) per customer and O(k) space for k different ones.
#[must_use]
#[derive(Debug, Clone, PartialEq)]
pub struct HoldoutCheck {
    groups: Vec<Group>,
    absolute: f64,
    squared: f64,
}

/// The customers with the same history.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub(super) history: PurchaseHistory,
    pub(super) customers: u64,
    pub(super) actual: u64,
    /// Per customer.
    pub(super) expected: f64,
}

saved! {
    impl{} for HoldoutCheck as "holdout check", 1;
    |check| {
        groups: Vec<(PurchaseHistory, u64, u64, f64)> = Each::of(check.groups.len(), || {
            let group = |of: &Group| (of.history, of.customers, of.actual, of.expected);
            check.groups.iter().map(group)
        }),
        absolute: f64,
        squared: f64,
    };
    read {
        let group = |(history, customers, actual, expected)| {
            Group { history, customers, actual, expected }
        };
        let groups: Vec<Group> = groups.into_iter().map(group).collect();
        let is_possible = groups.iter().all(|group| group.customers > 0 && group.expected >= 0.0)
            && groups.is_sorted_by(|one, next| key(&one.history) < key(&next.history))
            && absolute >= 0.0
            && squared >= 0.0;
        if !is_possible {
            return Err(Error::Malformed {
                what: "holdout check",
                expected: "each history once and in order, with figures of at least 0",
            });
        }
        Ok(Self { groups, absolute, squared })
    }
}

/// Sorts histories by age, last purchase and number of purchases.
fn key(history: &PurchaseHistory) -> (u64, u64, u64) {
    let day = TimeUnit::DAY;
    (
        history.age(day).to_bits(),
        history.last(day).to_bits(),
        history.repeat_purchases(),
    )
}

impl HoldoutCheck {
    /// Computes the check from each customer's history at the end of the calibration and their number of
    /// purchases in the holdout after it.
    ///
    /// # Errors
    ///
    /// [`Error::Item`] with the index of a customer for whom a custom model expects a negative or not
    /// finite number of purchases.
    pub fn new<M, I>(model: &M, holdout: Horizon, customers: I) -> Result<Self>
    where
        M: PurchaseModel + ?Sized,
        I: IntoIterator<Item: Borrow<(PurchaseHistory, u64)>>,
    {
        let mut groups = BTreeMap::<_, Group>::new();
        let (mut absolute, mut squared) = (Total::default(), Total::default());
        for (index, customer) in customers.into_iter().enumerate() {
            let &(history, actual) = customer.borrow();
            // Sorted by key, so that no result depends on the order of the customers.
            let group = match groups.entry(key(&history)) {
                std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
                std::collections::btree_map::Entry::Vacant(entry) => {
                    let expected = model.expected_purchases(&history, holdout);
                    if !(expected >= 0.0 && expected.is_finite()) {
                        let what = "expected number of purchases";
                        return Err(Error::bad_number(what, "at least 0", expected).at(index));
                    }
                    entry.insert(Group {
                        history,
                        customers: 0,
                        actual: 0,
                        expected,
                    })
                }
            };
            group.customers = group.customers.saturating_add(1);
            group.actual = group.actual.saturating_add(actual);
            let error = group.expected - actual as f64;
            absolute.add(error.abs(), 1);
            // Squares of expectations beyond 1e154 would be infinite.
            squared.add((error * error).min(f64::MAX), 1);
        }
        Ok(Self {
            groups: groups.into_values().collect(),
            absolute: absolute.value(),
            squared: squared.value(),
        })
    }

    /// Returns the number of customers.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.groups
            .iter()
            .fold(0, |sum, group| sum.saturating_add(group.customers))
    }

    /// Returns the number of purchases the model expected of all customers in the holdout.
    #[doc(alias = "sum of CET")]
    #[must_use]
    pub fn expected(&self) -> f64 {
        let mut total = Total::default();
        for group in &self.groups {
            total.add(group.expected, group.customers);
        }
        total.value()
    }

    /// Returns the actual number of purchases in the holdout.
    #[must_use]
    pub fn actual(&self) -> u64 {
        self.groups
            .iter()
            .fold(0, |sum, group| sum.saturating_add(group.actual))
    }

    /// Returns the relative error of the expected total: −0.12 is 12 % too few; `None` without purchases.
    #[must_use]
    pub fn total_error(&self) -> Option<f64> {
        relative_error(self.expected(), self.actual())
    }

    /// Returns the mean of expected less actual purchases per customer: below 0 the model expects too few.
    #[doc(alias = "bias")]
    #[must_use]
    pub fn mean_error(&self) -> Option<f64> {
        let n = self.customers();
        (n > 0).then(|| (self.expected() - self.actual() as f64) / n as f64 + 0.0)
    }

    /// Returns the mean absolute difference of expected and actual purchases per customer.
    #[doc(alias = "MAE")]
    #[must_use]
    pub fn mean_absolute_error(&self) -> Option<f64> {
        let n = self.customers();
        (n > 0).then(|| self.absolute / n as f64)
    }

    /// Returns the root of the mean squared difference of expected and actual purchases per customer.
    #[doc(alias = "RMSE")]
    #[must_use]
    pub fn root_mean_square_error(&self) -> Option<f64> {
        let n = self.customers();
        (n > 0).then(|| crate::numeric::math::sqrt(self.squared / n as f64))
    }

    /// Groups the customers and computes the mean expected and actual purchases of each group.
    ///
    /// # Errors
    ///
    /// [`Error::TooMany`] for groups so narrow that there would be more than 10 000.
    pub fn bins(&self, by: HoldoutBinning) -> Result<HoldoutBins> {
        HoldoutBins::of(&self.groups, by)
    }
}

/// `expected/actual − 1`; `None` when the actual number is 0.
pub(super) fn relative_error(expected: f64, actual: u64) -> Option<f64> {
    (actual > 0).then(|| (expected - actual as f64) / actual as f64 + 0.0)
}

/// Prints a line of totals and a line of errors.
impl fmt::Display for HoldoutCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let customers = self.customers();
        let noun = if customers == 1 {
            "customer"
        } else {
            "customers"
        };
        write!(
            f,
            "{customers} {noun}: {:.1} purchases expected, {} made ({})",
            self.expected(),
            self.actual(),
            or_dash(self.total_error().map(|e| format!("{:+}", Percent(e)))),
        )?;
        if let (Some(absolute), Some(root), Some(mean)) = (
            self.mean_absolute_error(),
            self.root_mean_square_error(),
            self.mean_error(),
        ) {
            write!(
                f,
                "\nerror per customer: mean absolute {absolute:.3}, root mean square {root:.3}, bias {mean:+.3}"
            )?;
        }
        Ok(())
    }
}
