//! [`Forecasts`].

use core::cmp::Ordering;
use std::borrow::Cow;

use crate::fold::accumulate::{Accumulate, accumulator};
use crate::fold::sorted::{Batched, Keyed};
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
    items: Batched<Forecast>,
}

impl Forecasts {
    /// Adds one forecast.
    pub fn push(&mut self, forecast: Forecast) {
        self.items.push(forecast);
    }

    /// Sorts the forecasts now, so that later questions need no sorted copy.
    ///
    /// Changes no answer.
    pub fn sort(&mut self) {
        self.items.settle();
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
        self.items.in_order()
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
        self.items.rows().iter().collect()
    }

    /// Computes the log loss of the forecasts.
    #[must_use]
    pub fn log_loss(&self) -> LogLoss {
        self.items.rows().iter().collect()
    }

    /// Counts who is flagged and who churned if customers with `threshold` or more are flagged.
    #[must_use]
    pub fn confusion(&self, threshold: Proportion) -> Confusion {
        self.items
            .rows()
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
}

impl Keyed for Forecast {
    fn order(&self, other: &Self) -> Ordering {
        let by_score = self.probability.get().total_cmp(&other.probability.get());
        by_score.then(self.churned.cmp(&other.churned))
    }

    /// Every forecast is kept, however many are equal.
    fn absorb(&mut self, _: &Self) -> bool {
        false
    }

    fn settle(forecasts: &mut Vec<Self>, _: usize) {
        forecasts.sort_by(Self::order); // merges runs that are in order
    }
}

/// Equal if they hold the same forecasts, in any order.
impl PartialEq for Forecasts {
    fn eq(&self, other: &Self) -> bool {
        self.items.len() == other.items.len() && self.sorted() == other.sorted()
    }
}

impl Merge for Forecasts {
    fn merge(&mut self, other: Self) {
        self.items.append(other.items);
        self.items.settle_if_due();
    }

    fn heap_size(&self) -> usize {
        self.items.heap_size()
    }
}

impl Accumulate<Forecast> for Forecasts {
    fn add(&mut self, forecast: Forecast) {
        self.push(forecast);
    }

    fn settle_if_due(&mut self) {
        self.items.settle_if_due();
    }
}

accumulator!({} Forecasts, Forecast);

saved! {
    impl{} for Forecasts as "forecasts", 1;
    |forecasts| -> *forecasts.sorted();
    read(items: Vec<Forecast>) { Ok(items.into_iter().collect()) }
}
