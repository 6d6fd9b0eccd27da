//! [`IsotonicCalibration`].

use crate::error::CUSTOMERS;
use crate::scoring::evaluation::{Ranking, ScoreGroup, ties};
use crate::units::{Finite, Proportion};
use crate::{Error, Result};

/// Turns any score into a probability by the rising step curve that fits best.
///
/// Neighbouring scores are pooled until the churn rate never falls as the score rises. On the customers
/// it was fitted to, the probabilities add up to the number who churned, in each pool and overall. It
/// needs a thousand customers or more, and it makes ties: customers in one pool get the same
/// probability. With fewer use [`PlattScaling`](crate::scoring::evaluation::PlattScaling). Fit it to
/// customers the model was not fitted to.
///
/// Within a pool the curve is flat; between two pools it is a straight line; beyond the lowest and the
/// highest score it is constant.
///
/// # Formula
///
/// ```text
/// minimise Σ (yᵢ − f(sᵢ))²  over all f that never fall
/// ```
/// by pooling adjacent violators, in integer counts.
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::IsotonicCalibration;
///
/// let scores = [(1.0, false), (2.0, true), (3.0, false), (4.0, true)];
/// let curve = IsotonicCalibration::fit(scores)?;
/// assert_eq!(curve.probability(2.0)?.to_string(), "50.0%"); // 2 and 3 are pooled
/// assert_eq!(curve.probability(3.5)?.to_string(), "75.0%"); // half-way to 4
/// assert_eq!(curve.probability(99.0)?.to_string(), "100.0%");
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(n log n) to fit (one sort), O(log k) to apply for k pools.
///
/// # References
///
/// Ayer, Brunk, Ewing, Reid & Silverman (1955), "An empirical distribution function for sampling with
/// incomplete information", Annals of Mathematical Statistics 26; Zadrozny & Elkan (2002),
/// "Transforming classifier scores into accurate multiclass probability estimates", KDD.
#[must_use]
#[derive(Debug, Clone, PartialEq)]
pub struct IsotonicCalibration {
    /// Scores rising, probabilities not falling, at least one.
    knots: Vec<(Finite, Proportion)>,
}

/// Neighbouring scores with one churn rate.
struct Pool {
    lowest: f64,
    highest: f64,
    churned: u64,
    customers: u64,
}

impl Pool {
    /// Whether the churn rate is at most that of the next pool, in integers.
    const fn at_most(&self, next: &Self) -> bool {
        let left = (self.churned as u128).saturating_mul(next.customers as u128);
        left <= (next.churned as u128).saturating_mul(self.customers as u128)
    }
}

impl IsotonicCalibration {
    /// Creates a curve from known corners, in ascending order of score.
    ///
    /// # Errors
    ///
    /// [`Error::NotEnoughData`] without any; [`Error::NotFinite`] and [`Error::OutOfRange`], within
    /// [`Error::Item`], for a corner whose score does not rise or whose probability falls.
    pub fn new<S, I>(corners: I) -> Result<Self>
    where
        S: Into<f64>,
        I: IntoIterator<Item = (S, Proportion)>,
    {
        let mut knots: Vec<(Finite, Proportion)> = Vec::new();
        for (index, (score, probability)) in corners.into_iter().enumerate() {
            let score =
                crate::error::finite("score", score.into()).map_err(|error| error.at(index))?;
            if let Some((before, lower)) = knots.last() {
                if score <= before.get() {
                    let expected = "above that of the corner before";
                    return Err(Error::out_of_range("score", expected, score).at(index));
                }
                if probability < *lower {
                    let expected = "not below that of the corner before";
                    let value = probability.get();
                    return Err(Error::out_of_range("probability", expected, value).at(index));
                }
            }
            knots.push((Finite::new(score)?, probability));
        }
        if knots.is_empty() {
            return Err(Error::not_enough(
                "an isotonic calibration",
                1,
                ["corner", "corners"],
                0,
            ));
        }
        Ok(Self { knots })
    }

    /// Fits the curve to pairs of (score, churned).
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`] within [`Error::Item`], [`Error::NotEnoughData`] without any customer.
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
        if ties.is_empty() {
            return Err(Error::not_enough(
                "an isotonic calibration",
                1,
                CUSTOMERS,
                0,
            ));
        }
        let mut knots = Vec::new();
        for pool in pools(ties) {
            let share = Proportion::clipped(pool.churned as f64 / pool.customers as f64);
            knots.push((pool.lowest, share));
            if pool.highest > pool.lowest {
                knots.push((pool.highest, share));
            }
        }
        Self::new(knots)
    }

    /// Returns the probability of leaving at this score.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`].
    pub fn probability(&self, score: impl Into<f64>) -> Result<Proportion> {
        let score = crate::error::finite("score", score.into())?;
        let after = self.knots.partition_point(|(knot, _)| knot.get() < score);
        let before = after.checked_sub(1).and_then(|place| self.knots.get(place));
        Ok(match (before, self.knots.get(after)) {
            (Some(&(low, below)), Some(&(high, above))) => {
                if high.get() <= score {
                    above
                } else {
                    between((low.get(), below), (high.get(), above), score)
                }
            }
            (None, Some(&(_, end))) | (Some(&(_, end)), None) => end,
            (None, None) => Proportion::ZERO, // there is always one
        })
    }

    /// Returns the corners of the curve, the lowest score first.
    pub fn corners(&self) -> &[(Finite, Proportion)] {
        &self.knots
    }
}

/// On the straight line between two corners, never outside them.
fn between(
    (low, below): (f64, Proportion),
    (high, above): (f64, Proportion),
    at: f64,
) -> Proportion {
    // Halves, so that no two finite scores overflow on the way.
    let way = (at / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0);
    let way = if way.is_finite() { way } else { 0.5 };
    let value = below.get() + (above.get() - below.get()) * way;
    Proportion::clipped(value.clamp(below.get(), above.get()))
}

fn pools(ties: &[ScoreGroup]) -> Vec<Pool> {
    let mut pools: Vec<Pool> = Vec::new();
    for tie in ties {
        let mut pool = Pool {
            lowest: tie.score(),
            highest: tie.score(),
            churned: tie.churned(),
            customers: tie.churned().saturating_add(tie.stayed()),
        };
        // Equal rates are pooled too, which saves corners.
        while let Some(last) = pools.pop_if(|last| pool.at_most(last)) {
            pool.lowest = last.lowest;
            pool.churned = pool.churned.saturating_add(last.churned);
            pool.customers = pool.customers.saturating_add(last.customers);
        }
        pools.push(pool);
    }
    pools
}

saved! {
    impl{} for IsotonicCalibration as "isotonic calibration", 1;
    |curve| -> curve.knots;
    read(corners: Vec<(Finite, Proportion)>) { Self::new(corners) }
}
