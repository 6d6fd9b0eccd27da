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

/// All the forecasts with what came of them, kept in order: can the probabilities be believed, and
/// what are they worth?
///
/// For questions that need the forecasts themselves: calibration by bins, quantiles and distinct
/// values, Hosmer and Lemeshow's test, slope and intercept, the profit of every threshold. Exact, in
/// any order and any sharding. Where only [`Brier`] or [`LogLoss`] is asked, those do without keeping
/// them.
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::{CalibrationBins, Forecasts};
///
/// let held_out = [(0.1, false), (0.2, false), (0.3, true), (0.7, true), (0.8, false), (0.9, true)];
/// let forecasts = Forecasts::try_from_iter(held_out)?;
/// let error = forecasts.calibration(CalibrationBins::EqualWidth(2))?.expected_error();
/// assert_eq!(error.map(|e| format!("{e:.3}")), Some("0.133".to_string()));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(n log n) time to collect and O(n) space, 16 bytes a forecast; then a question is O(n). Merging and
/// extending cost O(log n) a forecast in the long run; [`sort`](Self::sort) before asking often.
///
/// Saved, it is the list of its forecasts in order.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(from = "Vec<Forecast>", into = "Vec<Forecast>")
)]
pub struct Forecasts {
    items: Vec<Forecast>,
    /// How many of them, from the first on, are known to be in order.
    in_order: usize,
}

impl Forecasts {
    /// Takes in one forecast.
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

    /// Puts the forecasts in order now, so that no question after this works on a copy.
    ///
    /// Changes no answer.
    pub fn sort(&mut self) {
        if !self.is_sorted() {
            self.items.sort_by(order); // merges runs that are in order
            self.in_order = self.items.len();
        }
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The forecasts, the lowest first; of equal ones those who stayed first.
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

    /// The mean squared error, with its interval.
    #[must_use]
    pub fn brier(&self) -> Brier {
        self.items.iter().collect()
    }

    /// The mean surprise, with its interval.
    #[must_use]
    pub fn log_loss(&self) -> LogLoss {
        self.items.iter().collect()
    }

    /// What flagging everybody from `threshold` on would have caught.
    #[must_use]
    pub fn confusion(&self, threshold: Proportion) -> Confusion {
        self.items
            .iter()
            .map(|item| (item.probability >= threshold, item.churned))
            .collect()
    }

    /// Forecast against outcome, bin by bin.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for no bins at all.
    pub fn calibration(&self, bins: CalibrationBins) -> Result<Calibration> {
        Calibration::of(&self.ties(), bins)
    }

    /// Could deviations from calibration as large as these be chance alone?
    ///
    /// # Errors
    ///
    /// As [`HosmerLemeshow::of`].
    pub fn hosmer_lemeshow(&self, groups: u16) -> Result<HosmerLemeshow> {
        HosmerLemeshow::of(self, groups)
    }

    /// Are the forecasts too high on the whole, or too extreme?
    ///
    /// # Errors
    ///
    /// As [`CoxCalibration::of`].
    pub fn cox_calibration(&self) -> Result<CoxCalibration> {
        CoxCalibration::of(self)
    }

    /// What every threshold would have earned.
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

/// The same forecasts, in whatever order they came.
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

impl From<Vec<Forecast>> for Forecasts {
    fn from(forecasts: Vec<Forecast>) -> Self {
        forecasts.into_iter().collect()
    }
}

impl From<Forecasts> for Vec<Forecast> {
    fn from(mut forecasts: Forecasts) -> Self {
        forecasts.sort();
        forecasts.items
    }
}
