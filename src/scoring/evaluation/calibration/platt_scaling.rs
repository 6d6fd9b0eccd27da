//! [`PlattScaling`].

use core::fmt;

use super::cox_calibration::require_both_outcomes;
use super::line::{self, Dot};
use crate::Result;
use crate::numeric::logistic::sigmoid;
use crate::scoring::evaluation::ties;
use crate::scoring::evaluation::{Ranking, ScoreGroup};
use crate::text::{padded, signless};
use crate::units::Proportion;

/// Turns any score into a probability by a logistic curve.
///
/// The recalibration for scores that order customers well but are over- or underconfident, or no
/// probabilities at all.
///
/// It has two parameters, so a few hundred customers are enough, and it keeps the order of customers (a
/// score that is upside down gets a slope below 0, which reverses it). Fit it to customers the model
/// was not fitted to. Logits are better input than probabilities: the curve is then exactly a
/// [slope and an intercept](crate::scoring::evaluation::CoxCalibration) of the logit. Where the curve
/// is not logistic and customers are many,
/// [`IsotonicCalibration`](crate::scoring::evaluation::IsotonicCalibration) follows any monotone shape.
///
/// # Formula
///
/// ```text
/// P(churned) = 1/(1 + e^−(intercept + slope·score))
/// ```
/// by maximum likelihood with Platt's smoothed targets: (n₁ + 1)/(n₁ + 2) for the n₁ customers who
/// churned and 1/(n₀ + 2) for the n₀ who stayed. The fit therefore exists even where the scores
/// separate the outcomes.
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::PlattScaling;
///
/// let margins = [
///     (-2.0, false), (-1.0, false), (-0.5, true), (0.5, false), (1.0, true),
///     (2.5, true),
/// ];
/// let curve = PlattScaling::fit(margins)?;
/// assert_eq!(curve.probability(1.0)?.to_string(), "63.2%");
///
/// // Or from a known curve:
/// let known = PlattScaling::new(-0.25, 1.1)?;
/// assert_eq!(known.probability(1.0)?.to_string(), "70.1%");
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Platt (1999), "Probabilistic outputs for support vector machines", Advances in Large Margin
/// Classifiers; Lin, Lin & Weng (2007), "A note on Platt's probabilistic outputs", Machine Learning 68
/// (a damped Newton method for it).
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlattScaling {
    intercept: f64,
    slope: f64,
}

impl PlattScaling {
    /// Creates a curve from a known intercept and slope.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`](crate::Error::NotFinite).
    pub fn new(intercept: f64, slope: f64) -> Result<Self> {
        Ok(Self {
            intercept: crate::error::finite("intercept", intercept)? + 0.0,
            slope: crate::error::finite("slope", slope)? + 0.0,
        })
    }

    /// Fits the curve to pairs of (score, churned).
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`](crate::Error::NotFinite) within [`Error::Item`](crate::Error::Item);
    /// [`Error::NotEnoughData`](crate::Error::NotEnoughData) without a customer who churned or
    /// one who stayed, or where all scores are the same; [`Error::Diverges`](crate::Error::Diverges) where scores are too large
    /// or too close for a slope that fits into an `f64`.
    ///
    /// # Complexity
    ///
    /// O(n log n): one sort.
    pub fn fit<S, I>(scores: I) -> Result<Self>
    where
        S: Into<f64>,
        I: IntoIterator<Item = (S, bool)>,
    {
        Self::fit_ranking(&ties::ranked(scores)?)
    }

    /// Fits the curve to a ranking, without sorting again.
    ///
    /// # Errors
    ///
    /// As [`fit`](Self::fit).
    pub fn fit_ranking(ranking: &Ranking) -> Result<Self> {
        Self::fit_ties(&ranking.sorted())
    }

    fn fit_ties(ties: &[ScoreGroup]) -> Result<Self> {
        require_both_outcomes(ties, "Platt scaling", ["distinct score", "distinct scores"])?;
        let (churned, stayed) = ties::totals(ties);
        let (churned, stayed) = (churned as f64, stayed as f64);
        let high = (churned + 1.0) / (churned + 2.0);
        let low = 1.0 / (stayed + 2.0);
        let dots: Vec<Dot> = ties
            .iter()
            .map(|tie| Dot {
                score: tie.score(),
                customers: tie.size() as f64,
                churned: tie.churned() as f64 * high + tie.stayed() as f64 * low,
            })
            .collect();
        let line = line::fit("Platt scaling", &dots)?;
        Self::new(line.intercept, line.slope)
    }

    /// Returns the probability of leaving at this score.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`](crate::Error::NotFinite).
    pub fn probability(self, score: impl Into<f64>) -> Result<Proportion> {
        let score = crate::error::finite("score", score.into())?;
        let eta = self.intercept + self.slope * score;
        Ok(Proportion::clipped(sigmoid(eta)))
    }

    /// Returns the logit at a score of 0.
    #[must_use]
    pub const fn intercept(self) -> f64 {
        self.intercept
    }

    /// Returns the logit per unit of score.
    #[must_use]
    pub const fn slope(self) -> f64 {
        self.slope
    }
}

saved! {
    impl{} for PlattScaling as "platt scaling", 1;
    |curve| { intercept, slope };
    read { Self::new(intercept, slope) }
}

/// Prints `logit = -0.250 + 1.100·score`.
impl fmt::Display for PlattScaling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(3);
        let sign = if self.slope < 0.0 { '-' } else { '+' };
        padded(
            f,
            format_args!(
                "logit = {} {sign} {:.places$}·score",
                signless(self.intercept, places),
                self.slope.abs()
            ),
        )
    }
}
