//! [`LogLoss`].

use core::fmt;

use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::count::Count;
use crate::numeric::logistic::softplus;
use crate::numeric::math;
use crate::scoring::evaluation::Forecast;
use crate::stats::{Binomial, Interval, Moments};
use crate::text::{or_dash, padded};
use crate::units::{Finite, Level};
use crate::{Merge, Result};

/// Measures the mean surprise of probabilities, −ln of the probability given to the outcome: 0 is
/// perfect.
///
/// Lower is better. It punishes overconfidence without limit: the loss of an outcome that had a
/// probability of 0 is infinite. Such misses are counted apart
/// ([`certain_misses`](Self::certain_misses)), and with one of them the mean is `None` rather than a
/// number that depends on a hidden clipping constant. To clip, use [`Forecast::clipped`]. A model with
/// logits need not clip: [`try_from_logits`](Self::try_from_logits) is finite for any of them.
///
/// # Formula
///
/// ```text
/// −(1/n)·Σ (y·ln p + (1 − y)·ln(1 − p)),   from logits  (1/n)·Σ ln(1 + e^∓η)
/// ```
/// where y is 1 for those who churned, p the forecast and η its logit, with − for those who churned.
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::{Forecast, LogLoss};
///
/// let loss = LogLoss::try_from_iter([(0.9, true), (0.2, false), (0.6, true)])?;
/// assert_eq!(loss.mean().map(|mean| format!("{mean:.4}")), Some("0.2798".to_string()));
///
/// // A forecast that was certain and wrong:
/// let misses = [Forecast::try_from((0.0, true))?, Forecast::try_from((0.5, true))?];
/// let loss: LogLoss = misses.iter().collect();
/// assert_eq!((loss.mean(), loss.certain_misses()), (None, 1));
/// let clipped: LogLoss = misses.into_iter().map(Forecast::clipped).collect();
/// assert_eq!(clipped.mean().map(|mean| format!("{mean:.2}")), Some("18.37".to_string()));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Good (1952), "Rational decisions", Journal of the Royal Statistical Society B 14.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LogLoss {
    losses: Moments,
    outcomes: Binomial,
    certain_misses: Count,
}

impl LogLoss {
    /// Adds one forecast.
    pub fn push(&mut self, forecast: Forecast) {
        let p = forecast.probability.get();
        // ln(1 − p) by ln_1p: 1 − p itself would be rounded.
        let loss = if forecast.churned {
            -math::ln(p)
        } else {
            -math::ln_1p(-p)
        };
        self.take(loss, forecast.churned);
    }

    /// Adds one forecast given as a logit, the log-odds of leaving.
    pub fn push_logit(&mut self, logit: Finite, churned: bool) {
        self.take(loss_of_logit(logit.get(), churned), churned);
    }

    /// Collects forecasts given as logits, without any clipping: the right input from a logistic
    /// model.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`](crate::Error::NotFinite) within [`Error::Item`](crate::Error::Item).
    pub fn try_from_logits<S, I>(logits: I) -> Result<Self>
    where
        S: Into<f64>,
        I: IntoIterator<Item = (S, bool)>,
    {
        let mut loss = Self::default();
        for (index, (logit, churned)) in logits.into_iter().enumerate() {
            let logit =
                crate::error::finite("logit", logit.into()).map_err(|error| error.at(index))?;
            loss.push_logit(Finite::new(logit)?, churned);
        }
        Ok(loss)
    }

    /// Returns how many of the customers churned.
    #[must_use]
    pub const fn outcomes(&self) -> Binomial {
        self.outcomes
    }

    /// Counts outcomes that had been given a probability of exactly 0.
    #[must_use]
    pub const fn certain_misses(&self) -> u64 {
        self.certain_misses.to_u64()
    }

    /// Returns the mean loss; `None` without forecasts and after a [certain
    /// miss](Self::certain_misses).
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        self.certain()?.mean()
    }

    /// Returns the loss of forecasting the overall churn rate for everybody: the entropy of the
    /// outcome.
    ///
    /// `None` without forecasts; 0 where all outcomes were the same.
    #[must_use]
    pub fn base_rate_loss(&self) -> Option<f64> {
        let share = self.outcomes.proportion()?.get();
        let rest = self.outcomes.complement().proportion()?.get();
        let part = |p: f64| if p > 0.0 { -p * math::ln(p) } else { 0.0 };
        Some(part(share) + part(rest))
    }

    /// Returns the share of the [base rate's loss](Self::base_rate_loss) that the forecasts save.
    ///
    /// 1 is perfect, 0 no better than forecasting the overall churn rate for everybody, below 0
    /// worse.
    ///
    /// `None` without a mean, or where all outcomes were the same.
    #[must_use]
    #[doc(alias = "D²")]
    #[doc(alias = "McFadden")]
    pub fn skill(&self) -> Option<f64> {
        skill(self.mean()?, self.base_rate_loss()?)
    }

    /// Returns the standard error of the mean loss; `None` with fewer than two forecasts.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        self.certain()?.standard_error()
    }

    /// Returns the confidence interval of the mean loss, by Student's t; `None` with fewer than two
    /// forecasts.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        let interval = self.certain()?.mean_interval(level)?;
        Some(interval.clipped(0.0, f64::MAX))
    }

    /// The losses, if all are finite.
    const fn certain(&self) -> Option<&Moments> {
        if self.certain_misses() == 0 {
            Some(&self.losses)
        } else {
            None
        }
    }

    fn take(&mut self, loss: f64, churned: bool) {
        self.outcomes.push(churned);
        match Finite::new(loss) {
            Ok(loss) => self.losses.push(loss),
            Err(_) => self.certain_misses.increment(),
        }
    }
}

/// ln(1 + e^∓η): finite however sure the forecast was.
pub(in crate::scoring) fn loss_of_logit(logit: f64, churned: bool) -> f64 {
    softplus(if churned { -logit } else { logit })
}

/// 1 − loss/reference, where there is a reference.
pub(super) fn skill(loss: f64, reference: f64) -> Option<f64> {
    let skill = 1.0 - loss / reference;
    skill.is_finite().then_some(skill)
}

/// Prints the mean loss with four decimals, or a dash where there is none.
impl fmt::Display for LogLoss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(4);
        padded(
            f,
            or_dash(self.mean().map(|mean| format!("{mean:.places$}"))),
        )
    }
}

impl Merge for LogLoss {
    fn merge(&mut self, other: Self) {
        self.losses.merge(other.losses);
        self.outcomes.merge(other.outcomes);
        self.certain_misses.merge(other.certain_misses);
    }
}

impl Accumulate<Forecast> for LogLoss {
    fn add(&mut self, forecast: Forecast) {
        self.push(forecast);
    }
}

accumulator!({} LogLoss, Forecast);

saved! {
    impl{} for LogLoss as "log loss", 1;
    |loss| { losses: Moments, outcomes, certain_misses: Count };
    read {
        let counted = losses.wide_count().saturating_add(certain_misses.get());
        if !same_count(counted, outcomes) || losses.minimum().is_some_and(|least| least < 0.0) {
            return Err(crate::Error::Malformed {
                what: "log loss",
                expected: "one loss of at least 0 for each outcome",
            });
        }
        Ok(Self { losses, outcomes, certain_misses })
    }
}

/// As many as there are outcomes, as far as anybody can count.
#[cfg(feature = "serde")]
pub(super) fn same_count(counted: u128, outcomes: Binomial) -> bool {
    let ceiling = Count::CEILING.get();
    counted.min(ceiling) == outcomes.wide_trials().min(ceiling)
}
