//! [`HoldoutCheck`].

use core::borrow::Borrow;
use core::fmt;
use std::collections::BTreeMap;

use super::total::Total;
use super::{HoldoutBinning, HoldoutBins};
use crate::clv::history::PurchaseHistory;
use crate::clv::models::PurchaseModel;
use crate::text::{Percent, or_dash};
use crate::units::{Horizon, TimeUnit};
use crate::{Error, Result};

/// Did the customers come back as often as was foretold?
///
/// The test that counts: the model was fitted to the histories up to some day, and each customer's
/// purchases after that day were not shown to it. Here they are set against what the model expected of that
/// customer, in total, on average, and [by groups](Self::bins).
///
/// *Good*: a total within some ten percent, and in the table by frequency an expected mean that rises as the
/// actual one does. *Bad*: a total right because one-time buyers are foretold too high and regulars too low;
/// or all groups off by the same factor, which a changed market does (a season, a campaign, a price), not a
/// wrong model. The error of a single customer is large for every model: most buy nothing, and chance
/// decides who does; compare it between models, not with 0.
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
/// use tenure::clv::models::PurchaseModel;
/// use tenure::units::{Horizon, Period};
///
/// fn report(model: &dyn PurchaseModel, customers: &[(PurchaseHistory, u64)]) -> tenure::Result<()> {
///     let check = HoldoutCheck::new(model, Horizon::new(39.0, Period::Week)?, customers)?;
///     println!("{check}");
///     println!("{}", check.bins(HoldoutBinning::Frequency { most: 7 })?);
///     Ok(())
/// }
/// # let _used = report;
/// ```
///
/// # Complexity
///
/// One expectation for each different history, O(log k) per customer and O(k) space for k different ones.
#[doc(alias = "validation")]
#[doc(alias = "backtest")]
#[doc(alias = "calibration_and_holdout")]
#[must_use]
#[derive(Debug, Clone, PartialEq)]
pub struct HoldoutCheck {
    groups: Vec<Group>,
    absolute: f64,
    squared: f64,
}

/// Customers with the same history.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub(super) history: PurchaseHistory,
    pub(super) customers: u64,
    pub(super) actual: u64,
    /// Of one of them.
    pub(super) expected: f64,
}

impl HoldoutCheck {
    /// Each customer's history at the end of the calibration, with the number of purchases in the holdout
    /// time after it.
    ///
    /// # Errors
    ///
    /// [`Error::Item`] with the index of a customer of whom a model of your own expects what is no number
    /// of purchases.
    pub fn new<M, I>(model: &M, holdout: Horizon, customers: I) -> Result<Self>
    where
        M: PurchaseModel + ?Sized,
        I: IntoIterator<Item: Borrow<(PurchaseHistory, u64)>>,
    {
        let day = TimeUnit::DAY;
        let mut groups = BTreeMap::<_, Group>::new();
        let (mut absolute, mut squared) = (Total::default(), Total::default());
        for (index, customer) in customers.into_iter().enumerate() {
            let &(history, actual) = customer.borrow();
            // Ages first, so that nothing depends on the order of the customers.
            let key = (
                history.age(day).to_bits(),
                history.last(day).to_bits(),
                history.repeat_purchases(),
            );
            let group = match groups.entry(key) {
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
            // Expectations beyond 1e150 are nobody's; their squares would be infinite.
            squared.add((error * error).min(f64::MAX), 1);
        }
        Ok(Self {
            groups: groups.into_values().collect(),
            absolute: absolute.value(),
            squared: squared.value(),
        })
    }

    /// How many customers there are.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.groups
            .iter()
            .fold(0, |sum, group| sum.saturating_add(group.customers))
    }

    /// How many purchases the model expected of them in the holdout time.
    #[doc(alias = "sum of CET")]
    #[must_use]
    pub fn expected(&self) -> f64 {
        let mut total = Total::default();
        for group in &self.groups {
            total.add(group.expected, group.customers);
        }
        total.value()
    }

    /// How many there were.
    #[must_use]
    pub fn actual(&self) -> u64 {
        self.groups
            .iter()
            .fold(0, |sum, group| sum.saturating_add(group.actual))
    }

    /// How far the expected total is from the actual one, as a share of it: −0.12 is 12 % too few; `None`
    /// when nobody bought.
    #[must_use]
    pub fn total_error(&self) -> Option<f64> {
        share_off(self.expected(), self.actual())
    }

    /// Expected less actual purchases of a customer, on average: below 0 the model expects too few.
    #[doc(alias = "bias")]
    #[must_use]
    pub fn mean_error(&self) -> Option<f64> {
        let n = self.customers();
        (n > 0).then(|| (self.expected() - self.actual() as f64) / n as f64 + 0.0)
    }

    /// How far the expected purchases of a customer are from the actual ones, on average.
    #[doc(alias = "MAE")]
    #[must_use]
    pub fn mean_absolute_error(&self) -> Option<f64> {
        let n = self.customers();
        (n > 0).then(|| self.absolute / n as f64)
    }

    /// The same with large errors counting for more.
    #[doc(alias = "RMSE")]
    #[must_use]
    pub fn root_mean_square_error(&self) -> Option<f64> {
        let n = self.customers();
        (n > 0).then(|| crate::numeric::math::sqrt(self.squared / n as f64))
    }

    /// The customers in groups, and the means of each.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for groups so narrow that there would be more than 10 000.
    pub fn bins(&self, by: HoldoutBinning) -> Result<HoldoutBins> {
        HoldoutBins::of(&self.groups, by)
    }
}

/// `expected/actual − 1`.
pub(super) fn share_off(expected: f64, actual: u64) -> Option<f64> {
    (actual > 0).then(|| (expected - actual as f64) / actual as f64 + 0.0)
}

/// In one line of totals and one of errors.
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
