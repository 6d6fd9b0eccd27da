//! [`AcsiWeights`].

use crate::numeric::big::Dyadic;
use crate::{Error, Result};

/// Says how much each of the three questions of the index counts.
///
/// Any weights of 0 and above that are not all 0; they are divided by their sum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AcsiWeights([f64; 3]);

saved! {
    impl{} for AcsiWeights as plain;
    |weights| -> weights.0;
    read(weights) { Self::new(weights) }
}

impl AcsiWeights {
    /// All three count the same: what to take without a reason for others.
    pub const EQUAL: Self = Self([1.0; 3]);

    /// Creates the weights of satisfaction, expectations and ideal.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a negative weight or where all are 0, [`Error::NotFinite`] for NaN
    /// and infinities.
    pub fn new(weights: [f64; 3]) -> Result<Self> {
        for weight in weights {
            if !(weight >= 0.0 && weight.is_finite()) {
                return Err(Error::bad_number(
                    "weight of a question",
                    "0 or above",
                    weight,
                ));
            }
        }
        if weights.iter().all(|&weight| weight <= 0.0) {
            let what = "sum of the weights";
            return Err(Error::out_of_range(what, "above 0", 0.0));
        }
        Ok(Self(weights.map(|weight| weight + 0.0)))
    }

    /// Returns the weights as they were given.
    #[must_use]
    pub const fn get(self) -> [f64; 3] {
        self.0
    }

    /// Computes the index, from 0 to 100 points, from question means that were computed elsewhere.
    ///
    /// For single answers collect [`Acsi`](super::Acsi), which also knows how sure it is.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a mean below 1 or above 10, [`Error::NotFinite`] for NaN and
    /// infinities.
    pub fn index_of_means(self, means: [f64; 3]) -> Result<f64> {
        for mean in means {
            if !(1.0..=10.0).contains(&mean) {
                return Err(Error::bad_number(
                    "mean of a question",
                    "from 1 to 10",
                    mean,
                ));
            }
        }
        let one = Dyadic::from(1_u64);
        let steps = means.map(|mean| Dyadic::from(mean) - &one);
        Ok(self.index_of(&steps, &one).unwrap_or(0.0)) // the sum of the weights is never 0
    }

    /// 100·Σ wᵢ·tᵢ / (9·n·Σ wᵢ), rounded once; `None` for n = 0.
    pub(super) fn index_of(self, totals: &[Dyadic; 3], n: &Dyadic) -> Option<f64> {
        let terms = self.0.into_iter().zip(totals);
        let sum: Dyadic = terms
            .map(|(weight, total)| Dyadic::from(weight) * total)
            .sum();
        let points = Dyadic::from(100_u64) * sum;
        let most = self.most() * n;
        points.ratio(&most).map(|points| points.clamp(0.0, 100.0))
    }

    /// 9·Σ wᵢ: the Σ wᵢ·(xᵢ − 1) of a customer who gives nothing but tens.
    pub(super) fn most(self) -> Dyadic {
        let sum: Dyadic = self.0.into_iter().map(Dyadic::from).sum();
        Dyadic::from(9_u64) * sum
    }
}

impl TryFrom<[f64; 3]> for AcsiWeights {
    type Error = Error;

    fn try_from(weights: [f64; 3]) -> Result<Self> {
        Self::new(weights)
    }
}

impl From<AcsiWeights> for [f64; 3] {
    fn from(weights: AcsiWeights) -> Self {
        weights.0
    }
}
