//! [`WeightedScore`] and [`Dimension`].

use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::superacc::{ProductAcc, SumAcc};
use crate::units::Finite;
use crate::{Error, Merge, Result};

/// Holds one dimension of satisfaction: its score and its weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dimension {
    weight: f64,
    score: f64,
}

saved! {
    impl{} for Dimension as plain;
    |dimension| -> (dimension.weight, dimension.score);
    read(pair) { let (weight, score) = pair; Self::new(weight, score) }
}

impl Dimension {
    /// Creates a dimension with this `weight` (0 or above, on any scale) and this `score`.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a negative weight, [`Error::NotFinite`] for NaN and infinities.
    pub fn new(weight: f64, score: f64) -> Result<Self> {
        if !(weight >= 0.0 && weight.is_finite()) {
            return Err(Error::bad_number("weight", "0 or above", weight));
        }
        let score = crate::error::finite("score of a dimension", score)?;
        Ok(Self {
            weight: weight + 0.0,
            score: score + 0.0,
        })
    }

    /// Returns the weight.
    #[must_use]
    pub const fn weight(self) -> f64 {
        self.weight
    }

    /// Returns the score.
    #[must_use]
    pub const fn score(self) -> f64 {
        self.score
    }
}

macro_rules! from_floats {
    ($($float:ty),*) => {$(
        /// `(weight, score)`.
        impl TryFrom<($float, $float)> for Dimension {
            type Error = Error;

            fn try_from((weight, score): ($float, $float)) -> Result<Self> {
                Self::new(f64::from(weight), f64::from(score))
            }
        }

        /// `(weight, score)`.
        impl TryFrom<&($float, $float)> for Dimension {
            type Error = Error;

            fn try_from(&(weight, score): &($float, $float)) -> Result<Self> {
                Self::new(f64::from(weight), f64::from(score))
            }
        }
    )*};
}
from_floats!(f64, f32);

impl From<Dimension> for (f64, f64) {
    fn from(dimension: Dimension) -> Self {
        (dimension.weight, dimension.score)
    }
}

/// Combines several scores (support, price, quality) into one, each with its weight.
///
/// The weighted mean of the dimensions, on their own scale and never outside their range; the
/// weights need not add up to 1. Give all dimensions on the same scale. The weights are a
/// judgement, and the figure is as good as they are: where you would rather have the customers say
/// what matters, see [`KeyDrivers`](super::KeyDrivers).
///
/// # Formula
///
/// ```text
/// score = Σ wᵢ·sᵢ / Σ wᵢ
/// ```
/// where wᵢ ≥ 0 is the weight of dimension i and sᵢ its score. Both sums are exact, so the order of
/// the dimensions does not matter.
///
/// # Examples
///
/// ```
/// use tenure::survey::WeightedScore;
///
/// let score = WeightedScore::try_from_iter([(0.5, 8.0), (0.3, 6.0), (0.2, 9.0)])?;
/// assert_eq!(score.score(), Some(7.6));
///
/// assert_eq!(
///     WeightedScore::try_from_iter([(0.5, 8.0), (-0.3, 6.0)]).unwrap_err().to_string(),
///     "item 1 was rejected: weight must be 0 or above, got -0.3"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WeightedScore {
    weights: SumAcc,
    weighted: ProductAcc,
}

saved! {
    impl{} for WeightedScore as "weighted score", 1;
    |score| { weights, weighted };
    read {
        let (weights, weighted): (SumAcc, ProductAcc) = (weights, weighted);
        if weights.is_negative() || (weights.is_zero() && !weighted.is_zero()) {
            return Err(Error::Malformed {
                what: "saved weighted score",
                expected: "weights of at least 0, and some where there is a score",
            });
        }
        Ok(Self { weights, weighted })
    }
}

impl WeightedScore {
    /// Adds a dimension.
    pub fn push(&mut self, dimension: Dimension) {
        let _was_finite = self.weights.add(dimension.weight)
            && self.weighted.add_product(dimension.weight, dimension.score);
    }

    /// Returns the weighted mean, or `None` while no dimension has any weight.
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        let weights = self.weights.to_dyadic();
        self.weighted.to_dyadic().ratio(&weights)
    }

    /// Returns the total weight, or `None` beyond the largest `f64`.
    #[must_use]
    pub fn total_weight(&self) -> Option<f64> {
        self.weights.to_f64()
    }
}

impl Merge for WeightedScore {
    fn merge(&mut self, other: Self) {
        self.weights.merge(&other.weights);
        self.weighted.merge(&other.weighted);
    }
}

impl Accumulate<Dimension> for WeightedScore {
    fn add(&mut self, dimension: Dimension) {
        self.push(dimension);
    }
}

accumulator!({} WeightedScore, Dimension);

/// Scores without weights all matter the same.
impl From<Finite> for Dimension {
    fn from(score: Finite) -> Self {
        Self {
            weight: 1.0,
            score: score.get(),
        }
    }
}
