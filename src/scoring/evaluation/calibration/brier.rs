//! [`Brier`].

use core::fmt;

use super::log_loss::skill;
use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::math;
use crate::scoring::evaluation::Forecast;
use crate::stats::{Binomial, Interval, Moments};
use crate::text::{or_dash, padded};
use crate::units::{Finite, Level};

/// Measures the mean squared error of probabilities: 0 is perfect, 1 is always certain and wrong.
///
/// Lower is better, but what is low depends on how rare churn is: compare with the
/// [base rate's](Self::base_rate_score) or read the [skill](Self::skill). For its parts, calibration
/// and discrimination, see
/// [`Calibration::brier`](crate::scoring::evaluation::Calibration::brier).
///
/// # Formula
///
/// ```text
/// (1/n)·Σ (y − p)²
/// ```
/// where y is 1 for those who churned and p is the forecast.
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::Brier;
/// use tenure::units::Level;
///
/// let brier = Brier::try_from_iter([(0.9, true), (0.2, false), (0.6, true), (0.3, false)])?;
/// assert_eq!(brier.score().map(|score| format!("{score:.3}")), Some("0.075".to_string()));
/// assert_eq!(brier.skill().map(|skill| format!("{skill:.2}")), Some("0.70".to_string()));
/// let interval = brier.interval(Level::P95).map(|i| format!("{i:.3}"));
/// assert_eq!(interval.as_deref(), Some("0.000 to 0.179"));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Brier (1950), "Verification of forecasts expressed in terms of probability", Monthly Weather
/// Review 78 (his score counts both outcomes and is twice this one); Murphy (1973) for the skill.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Brier {
    squared_errors: Moments,
    outcomes: Binomial,
}

impl Brier {
    /// Adds one forecast.
    pub fn push(&mut self, forecast: Forecast) {
        let p = forecast.probability.get();
        let error = if forecast.churned { 1.0 - p } else { p };
        self.outcomes.push(forecast.churned);
        if let Ok(squared) = Finite::new(error * error) {
            self.squared_errors.push(squared); // always: it is from 0 to 1
        }
    }

    /// Returns how many of the customers churned.
    #[must_use]
    pub const fn outcomes(&self) -> Binomial {
        self.outcomes
    }

    /// Returns the Brier score, the mean squared error; `None` without forecasts.
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        self.squared_errors.mean()
    }

    /// Returns the score of forecasting the overall churn rate for everybody: ȳ(1 − ȳ).
    ///
    /// `None` without forecasts.
    #[must_use]
    #[doc(alias = "uncertainty")]
    pub fn base_rate_score(&self) -> Option<f64> {
        let share = self.outcomes.proportion()?.get();
        let rest = self.outcomes.complement().proportion()?.get();
        Some(share * rest)
    }

    /// Returns the share of the [base rate's score](Self::base_rate_score) that the forecasts save.
    ///
    /// 1 is perfect, 0 no better than forecasting the overall churn rate for everybody, below 0
    /// worse.
    ///
    /// `None` without forecasts, or where all outcomes were the same.
    #[must_use]
    pub fn skill(&self) -> Option<f64> {
        skill(self.score()?, self.base_rate_score()?)
    }

    /// Returns the square root of the score, on the scale of the forecasts; `None` without
    /// forecasts.
    #[must_use]
    pub fn root(&self) -> Option<f64> {
        self.score().map(math::sqrt)
    }

    /// Returns the standard error of the score; `None` with fewer than two forecasts.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        self.squared_errors.standard_error()
    }

    /// Returns the confidence interval of the score, by Student's t; `None` with fewer than two
    /// forecasts.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        let interval = self.squared_errors.mean_interval(level)?;
        Some(interval.clipped(0.0, 1.0))
    }
}

/// Prints the score with four decimals, or a dash where there is none.
impl fmt::Display for Brier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(4);
        padded(
            f,
            or_dash(self.score().map(|score| format!("{score:.places$}"))),
        )
    }
}

impl Merge for Brier {
    fn merge(&mut self, other: Self) {
        self.squared_errors.merge(other.squared_errors);
        self.outcomes.merge(other.outcomes);
    }
}

impl Accumulate<Forecast> for Brier {
    fn add(&mut self, forecast: Forecast) {
        self.push(forecast);
    }
}

accumulator!({} Brier, Forecast);

saved! {
    impl{} for Brier as "brier score", 1;
    |brier| { squared_errors: Moments, outcomes };
    read {
        let least = squared_errors.minimum().unwrap_or(0.0);
        let most = squared_errors.maximum().unwrap_or(0.0);
        let counted = super::log_loss::same_count(squared_errors.wide_count(), outcomes);
        if !counted || least < 0.0 || most > 1.0 {
            return Err(crate::Error::Malformed {
                what: "Brier score",
                expected: "one squared error from 0 to 1 for each outcome",
            });
        }
        Ok(Self { squared_errors, outcomes })
    }
}
