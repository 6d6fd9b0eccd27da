//! [`LogLoss`].

use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::count::Count;
use crate::numeric::logistic::softplus;
use crate::numeric::math;
use crate::scoring::evaluation::Forecast;
use crate::stats::{Binomial, Interval, Moments};
use crate::units::{Finite, Level};
use crate::{Merge, Result};

/// How surprised were the forecasts by what happened? 0 is never; lower is better.
///
/// The mean of −ln of the probability given to what came true. It punishes the sure and wrong without
/// limit: whoever said "certain" and was wrong has lost everything. Such misses are counted
/// apart ([`certain_misses`](Self::certain_misses)) and while there is one the mean is infinite, so it
/// is `None`, not a number that depends on where somebody clipped. To clip, say so:
/// [`Forecast::clipped`]. A model that has logits need not: [`from_logits`](Self::from_logits) loses
/// nothing, however sure it is.
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
/// // Said to be certain, and wrong.
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
#[doc(alias = "cross-entropy")]
#[doc(alias = "logarithmic score")]
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Saved"))]
pub struct LogLoss {
    losses: Moments,
    outcomes: Binomial,
    certain_misses: Count,
}

impl LogLoss {
    /// Takes in one forecast.
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

    /// Takes in one forecast given as a logit, the log-odds of leaving.
    pub fn push_logit(&mut self, logit: Finite, churned: bool) {
        self.take(loss_of_logit(logit.get(), churned), churned);
    }

    /// Of forecasts given as logits, without any clipping: what a logistic model should be judged by.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`](crate::Error::NotFinite) within [`Error::Item`](crate::Error::Item).
    pub fn from_logits<S, I>(logits: I) -> Result<Self>
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

    /// What came of the forecasts: who churned, of all.
    #[must_use]
    pub const fn outcomes(&self) -> Binomial {
        self.outcomes
    }

    /// How often what had been given no chance at all came true.
    #[must_use]
    pub const fn certain_misses(&self) -> u128 {
        self.certain_misses.get()
    }

    /// The mean loss; `None` of nothing, and where something certain did not happen.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        self.certain()?.mean()
    }

    /// The loss of giving everybody the same, the share that churned: the entropy of the outcome.
    ///
    /// `None` of nothing; 0 where all came out the same.
    #[must_use]
    pub fn base_rate_loss(&self) -> Option<f64> {
        let share = self.outcomes.proportion()?.get();
        let rest = self.outcomes.complement().proportion()?.get();
        let part = |p: f64| if p > 0.0 { -p * math::ln(p) } else { 0.0 };
        Some(part(share) + part(rest))
    }

    /// The part of the [base rate's loss](Self::base_rate_loss) that the forecasts save: 1 is perfect,
    /// 0 no better than giving everybody the same, below 0 worse.
    ///
    /// `None` where there is no mean, or where all came out the same.
    #[must_use]
    #[doc(alias = "D²")]
    #[doc(alias = "McFadden")]
    pub fn skill(&self) -> Option<f64> {
        skill(self.mean()?, self.base_rate_loss()?)
    }

    /// How far the mean typically lies from that of many more such customers; `None` below two.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        self.certain()?.standard_error()
    }

    /// Where the mean of many more such customers lies, by Student's t; `None` below two.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        let interval = self.certain()?.mean_interval(level)?;
        Some(interval.clipped(0.0, f64::MAX))
    }

    /// The losses, unless one is infinite.
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

/// As many losses as outcomes, none of them below 0.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a log loss: losses, outcomes, certain misses"
)]
struct Saved {
    losses: Moments,
    outcomes: Binomial,
    certain_misses: Count,
}

#[cfg(feature = "serde")]
impl TryFrom<Saved> for LogLoss {
    type Error = crate::Error;

    fn try_from(saved: Saved) -> Result<Self> {
        let malformed = crate::Error::Malformed {
            what: "log loss",
            expected: "one loss of at least 0 for each outcome",
        };
        let counted = saved
            .losses
            .count()
            .saturating_add(saved.certain_misses.get());
        let least = saved.losses.minimum().unwrap_or(0.0);
        if !same_count(counted, saved.outcomes) || least < 0.0 {
            return Err(malformed);
        }
        Ok(Self {
            losses: saved.losses,
            outcomes: saved.outcomes,
            certain_misses: saved.certain_misses,
        })
    }
}

/// As many as there are outcomes, as far as anybody can count.
#[cfg(feature = "serde")]
pub(super) fn same_count(counted: u128, outcomes: Binomial) -> bool {
    let ceiling = Count::CEILING.get();
    counted.min(ceiling) == outcomes.trials().min(ceiling)
}
