//! [`CoxCalibration`].

use core::fmt;

use super::line::{self, Dot};
use crate::error::{CHURNED, STAYED};
use crate::numeric::math;
use crate::scoring::evaluation::{Forecasts, ScoreGroup, ties};
use crate::stats::{Interval, critical};
use crate::units::Level;
use crate::{Error, Result};

/// Measures whether forecasts are too high overall, or too extreme.
///
/// The outcome is regressed on the logit of the forecast. A **slope** of 1 and an intercept of 0 are
/// calibrated. A slope below 1 is typical of a model fitted to too few customers: its high forecasts
/// are too high and its low ones too low. The **calibration in the large** is the shift of all logits
/// that makes the mean forecast right: above 0, more customers left than were forecast.
///
/// Use held-out customers: on those a logistic model was fitted to, the answer is 1 and 0 by
/// construction.
///
/// # Formula
///
/// ```text
/// logit P(churned) = intercept + slope·logit p
/// in the large:      logit P(churned) = shift + logit p
/// ```
/// by maximum likelihood; the standard errors are those of the inverse information.
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::Forecasts;
/// use tenure::units::Level;
///
/// // Overconfident: forecasts 10 and 90 % where 30 and 70 % leave.
/// let low = (0..10).map(|i| (0.1, i < 3));
/// let high = (0..10).map(|i| (0.9, i >= 3));
/// let cox = Forecasts::try_from_iter(low.chain(high))?.cox_calibration()?;
/// assert_eq!(format!("{:.3}", cox.slope()), "0.386");
/// let interval = cox.slope_interval(Level::P95).map(|i| format!("{i:.2}"));
/// assert_eq!(interval.as_deref(), Some("-0.05 to 0.82"));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Cox (1958), "Two further applications of a model for binary regression", Biometrika 45; Van
/// Calster et al. (2019), "Calibration: the Achilles heel of predictive analytics", BMC Medicine 17.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoxCalibration {
    intercept: f64,
    intercept_standard_error: f64,
    slope: f64,
    slope_standard_error: f64,
    in_the_large: f64,
    in_the_large_standard_error: f64,
}

const WHAT: &str = "calibration slope";

impl CoxCalibration {
    /// Computes slope, intercept and calibration in the large of forecasts strictly between 0 and
    /// 1.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a forecast of exactly 0 or 1, which has no logit (see
    /// [`Forecast::clipped`](crate::scoring::evaluation::Forecast::clipped)); [`Error::NotEnoughData`] without a
    /// customer who churned or one who stayed, or where all forecasts are the same; [`Error::Diverges`]
    /// where the forecasts separate churners from stayers perfectly, so that no finite slope fits best.
    pub fn of(forecasts: &Forecasts) -> Result<Self> {
        let ties = forecasts.ties();
        for tie in [ties.first(), ties.last()].into_iter().flatten() {
            if tie.score() <= 0.0 || tie.score() >= 1.0 {
                let expected = "above 0 and below 1 to have a logit (see Forecast::clipped)";
                return Err(Error::out_of_range("forecast", expected, tie.score()));
            }
        }
        require_both_outcomes(
            &ties,
            "a calibration slope",
            ["distinct forecast", "distinct forecasts"],
        )?;
        if separated(&ties) {
            return Err(Error::Diverges {
                what: WHAT,
                because: "the forecasts separate the customers who churned from those who stayed perfectly",
            });
        }
        let dots: Vec<Dot> = ties
            .iter()
            .map(|tie| Dot {
                score: math::ln(tie.score()) - math::ln_1p(-tie.score()),
                customers: tie.size() as f64,
                churned: tie.churned() as f64,
            })
            .collect();
        let line = line::fit(WHAT, &dots)?;
        let (shift, variance) = line::shift("calibration in the large", &dots)?;
        Ok(Self {
            intercept: line.intercept,
            intercept_standard_error: math::sqrt(line.intercept_variance.max(0.0)),
            slope: line.slope,
            slope_standard_error: math::sqrt(line.slope_variance),
            in_the_large: shift,
            in_the_large_standard_error: math::sqrt(variance),
        })
    }

    /// Returns the calibration slope: 1 is calibrated, below 1 is too extreme, above 1 too
    /// cautious.
    #[must_use]
    pub const fn slope(self) -> f64 {
        self.slope
    }

    /// Returns the standard error of the slope.
    #[must_use]
    pub const fn slope_standard_error(self) -> f64 {
        self.slope_standard_error
    }

    /// Returns Wald's confidence interval of the slope.
    #[must_use]
    pub fn slope_interval(self, level: Level) -> Option<Interval> {
        Interval::around(
            self.slope,
            critical(level) * self.slope_standard_error,
            level,
        )
    }

    /// Returns the intercept: the logit of the churn rate where the forecast is ½; 0 is calibrated.
    #[must_use]
    pub const fn intercept(self) -> f64 {
        self.intercept
    }

    /// Returns the standard error of the intercept.
    #[must_use]
    pub const fn intercept_standard_error(self) -> f64 {
        self.intercept_standard_error
    }

    /// Returns Wald's confidence interval of the intercept.
    #[must_use]
    pub fn intercept_interval(self, level: Level) -> Option<Interval> {
        let half = critical(level) * self.intercept_standard_error;
        Interval::around(self.intercept, half, level)
    }

    /// Returns the calibration in the large: the shift of all logits that makes the mean forecast
    /// right.
    ///
    /// Above 0, more customers left than were forecast.
    #[must_use]
    pub const fn in_the_large(self) -> f64 {
        self.in_the_large
    }

    /// Returns the standard error of the calibration in the large.
    #[must_use]
    pub const fn in_the_large_standard_error(self) -> f64 {
        self.in_the_large_standard_error
    }

    /// Returns Wald's confidence interval of the calibration in the large.
    #[must_use]
    pub fn in_the_large_interval(self, level: Level) -> Option<Interval> {
        let half = critical(level) * self.in_the_large_standard_error;
        Interval::around(self.in_the_large, half, level)
    }
}

/// Requires a customer of each outcome and two distinct scores.
pub(super) fn require_both_outcomes(
    ties: &[ScoreGroup],
    what: &'static str,
    distinct_scores: [&'static str; 2],
) -> Result<()> {
    let (churned, stayed) = ties::totals(ties);
    let distinct = ties.len() as u64;
    for (needed, of, got) in [
        (1, CHURNED, churned),
        (1, STAYED, stayed),
        (2, distinct_scores, distinct),
    ] {
        if got < needed {
            return Err(Error::not_enough(what, needed, of, got));
        }
    }
    Ok(())
}

/// Whether a threshold separates the two outcomes, with at most one score on both sides.
fn separated(ties: &[ScoreGroup]) -> bool {
    let least = |pick: fn(ScoreGroup) -> u64| ties.iter().position(|tie| pick(*tie) > 0);
    let most = |pick: fn(ScoreGroup) -> u64| ties.iter().rposition(|tie| pick(*tie) > 0);
    let (churned, stayed) = (ScoreGroup::churned, ScoreGroup::stayed);
    most(stayed) <= least(churned) || most(churned) <= least(stayed)
}

saved! {
    impl{} for CoxCalibration as "cox calibration", 1;
    |cox| {
        intercept,
        intercept_standard_error,
        slope,
        slope_standard_error,
        in_the_large,
        in_the_large_standard_error,
    };
    read {
        for error in [
            intercept_standard_error,
            slope_standard_error,
            in_the_large_standard_error,
        ] {
            if error < 0.0 {
                return Err(Error::out_of_range("standard error", "at least 0", error));
            }
        }
        Ok(Self {
            intercept,
            intercept_standard_error,
            slope,
            slope_standard_error,
            in_the_large,
            in_the_large_standard_error,
        })
    }
}

impl fmt::Display for CoxCalibration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(3);
        crate::text::padded(
            f,
            format_args!(
                "slope {} (± {:.places$}), intercept {} (± {:.places$}), \
                 in the large {} (± {:.places$})",
                crate::text::signless(self.slope, places),
                self.slope_standard_error,
                crate::text::signless(self.intercept, places),
                self.intercept_standard_error,
                crate::text::signless(self.in_the_large, places),
                self.in_the_large_standard_error,
            ),
        )
    }
}
