//! [`Forecasts`].

use core::cmp::Ordering;
use std::borrow::Cow;

use crate::fold::accumulate::{Accumulate, accumulator};
use crate::scoring::evaluation::ties;
use crate::scoring::evaluation::{
    Brier, Calibration, CalibrationBins, Confusion, CoxCalibration, Forecast, HosmerLemeshow,
    LogLoss, Payoffs, ProfitCurve, ScoreGroup,
};
use crate::units::Proportion;
use crate::{Merge, Result};

/// Collects forecasts with their outcomes, for calibration and profit.
///
/// For figures that need all forecasts: calibration by bins, Hosmer and Lemeshow's test, slope and
/// intercept, the profit at every threshold. Exact, in any order and any sharding. [`Brier`] and
/// [`LogLoss`] need not keep the forecasts, and are cheaper by themselves.
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::{CalibrationBins, Forecasts};
///
/// let held_out = [
///     (0.1, false), (0.2, false), (0.3, true), (0.7, true), (0.8, false), (0.9, true),
/// ];
/// let forecasts = Forecasts::try_from_iter(held_out)?;
/// let error = forecasts.calibration(CalibrationBins::EqualWidth(2))?.expected_error();
/// assert_eq!(error.map(|e| format!("{e:.3}")), Some("0.133".to_string()));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(n log n) time to collect and O(n) space, 16 bytes a forecast; then each question is O(n). Merging
/// and extending cost O(log n) a forecast on average; call [`sort`](Self::sort) before asking often.
///
/// Saved, it is the list of its forecasts in order.
#[derive(Debug, Clone, Default)]
pub struct Forecasts {
    items: Vec<Forecast>,
    /// The number of leading forecasts that are in order.
    in_order: usize,
}

impl Forecasts {
    /// Adds one forecast.
    pub fn push(&mut self, forecast: Forecast) {
        let follows = self
            .items
            .last()
            .is_none_or(|last| order(last, &forecast).is_le());
        if self.is_sorted() && follows {
            self.in_order = self.in_order.saturating_add(1);
        }
        self.items.push(forecast);
    }

    /// Sorts the forecasts now, so that later questions need no sorted copy.
    ///
    /// Changes no answer.
    pub fn sort(&mut self) {
        if !self.is_sorted() {
            self.items.sort_by(order); // merges runs that are in order
            self.in_order = self.items.len();
        }
    }

    /// Returns the number of forecasts.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.items.len()
    }

    /// Returns whether there are no forecasts.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Returns the forecasts in ascending order; of equal ones, customers who stayed come first.
    #[must_use]
    pub fn sorted(&self) -> Cow<'_, [Forecast]> {
        if self.is_sorted() {
            Cow::Borrowed(&self.items)
        } else {
            let mut copy = self.clone();
            copy.sort();
            Cow::Owned(copy.items)
        }
    }

    /// Computes the Brier score of the forecasts.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::scoring::evaluation::Forecasts;
    ///
    /// let forecasts = Forecasts::try_from_iter([(0.9, true), (0.2, false)])?;
    /// assert_eq!(forecasts.brier().to_string(), "0.0250");
    /// assert_eq!(forecasts.log_loss().to_string(), "0.1643");
    /// # Ok::<(), tenure::Error>(())
    /// ```
    #[must_use]
    pub fn brier(&self) -> Brier {
        self.items.iter().collect()
    }

    /// Computes the log loss of the forecasts.
    #[must_use]
    pub fn log_loss(&self) -> LogLoss {
        self.items.iter().collect()
    }

    /// Counts who is flagged and who churned if customers with `threshold` or more are flagged.
    #[must_use]
    pub fn confusion(&self, threshold: Proportion) -> Confusion {
        self.items
            .iter()
            .map(|item| (item.probability >= threshold, item.churned))
            .collect()
    }

    /// Computes mean forecast and observed churn rate, bin by bin.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for no bins at all.
    pub fn calibration(&self, bins: CalibrationBins) -> Result<Calibration> {
        Calibration::of(&self.ties(), bins)
    }

    /// Tests by Hosmer and Lemeshow whether deviations from calibration could be chance.
    ///
    /// # Errors
    ///
    /// As [`HosmerLemeshow::of`].
    pub fn hosmer_lemeshow(&self, groups: u16) -> Result<HosmerLemeshow> {
        HosmerLemeshow::of(self, groups)
    }

    /// Computes the calibration slope and intercept of the forecasts.
    ///
    /// # Errors
    ///
    /// As [`CoxCalibration::of`].
    pub fn cox_calibration(&self) -> Result<CoxCalibration> {
        CoxCalibration::of(self)
    }

    /// Computes the profit at every threshold.
    #[must_use]
    pub fn profit_curve(&self, payoffs: impl Into<Payoffs>) -> ProfitCurve {
        ProfitCurve::of_ties(payoffs.into(), &self.ties())
    }

    /// Equal forecasts together, the lowest first.
    pub(super) fn ties(&self) -> Vec<ScoreGroup> {
        let sorted = self.sorted();
        ties::of_sorted(
            sorted
                .iter()
                .map(|item| (item.probability.get(), item.churned)),
        )
    }

    const fn is_sorted(&self) -> bool {
        self.in_order == self.items.len()
    }
}

fn order(left: &Forecast, right: &Forecast) -> Ordering {
    let by_score = left.probability.get().total_cmp(&right.probability.get());
    by_score.then(left.churned.cmp(&right.churned))
}

/// Equal if they hold the same forecasts, in any order.
impl PartialEq for Forecasts {
    fn eq(&self, other: &Self) -> bool {
        self.items.len() == other.items.len() && self.sorted() == other.sorted()
    }
}

impl Merge for Forecasts {
    fn merge(&mut self, other: Self) {
        if self.items.is_empty() {
            *self = other;
        } else {
            self.items.extend(other.items);
        }
        self.settle_if_due();
    }

    fn heap_size(&self) -> usize {
        self.items.capacity().saturating_mul(size_of::<Forecast>())
    }
}

impl Accumulate<Forecast> for Forecasts {
    fn add(&mut self, forecast: Forecast) {
        self.push(forecast);
    }

    /// Sorts when as many came in as were in order: each is then moved O(log n) times, however small
    /// the pieces they come in.
    fn settle_if_due(&mut self) {
        if self.items.len().saturating_sub(self.in_order) >= self.in_order {
            self.sort();
        }
    }
}

accumulator!({} Forecasts, Forecast);

saved! {
    impl{} for Forecasts as "forecasts", 1;
    |forecasts| -> *forecasts.sorted();
    read(items: Vec<Forecast>) { Ok(items.into_iter().collect()) }
}
