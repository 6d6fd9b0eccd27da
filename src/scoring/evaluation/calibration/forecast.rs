//! [`Forecast`].

use crate::units::Proportion;
use crate::{Error, Result};

/// Holds the forecast probability that a customer leaves, and whether the customer left.
///
/// The item that every measure of probabilities collects. Converts from pairs, by value or by
/// reference; a number outside 0 to 1 is refused, so that a score that is no probability is noticed.
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::{Brier, Forecast};
///
/// let brier = Brier::try_from_iter([(0.9, true), (0.2, false)])?;
/// assert_eq!(brier.score().map(|score| format!("{score:.3}")), Some("0.025".to_string()));
///
/// assert_eq!(
///     Forecast::try_from((1.2_f64, true)).unwrap_err().to_string(),
///     "probability of churn must be from 0 to 1, got 1.2"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Forecast {
    /// The probability of leaving that was forecast.
    pub probability: Proportion,
    /// Whether the customer left.
    pub churned: bool,
}

impl Forecast {
    /// Creates a forecast from a probability and its outcome.
    #[must_use]
    pub const fn new(probability: Proportion, churned: bool) -> Self {
        Self {
            probability,
            churned,
        }
    }

    /// Returns the forecast with its probability kept away from 0 and 1 by [`f64::EPSILON`], about
    /// 2.2·10⁻¹⁶.
    ///
    /// For measures without a value where a certain outcome did not happen: a certain miss then has a
    /// [log loss](crate::scoring::evaluation::LogLoss) of 36.04. scikit-learn does this silently.
    #[must_use]
    pub const fn clipped(self) -> Self {
        let inside = self
            .probability
            .get()
            .clamp(f64::EPSILON, 1.0 - f64::EPSILON);
        Self {
            probability: Proportion::clipped(inside),
            churned: self.churned,
        }
    }
}

saved! {
    impl{} for Forecast as plain;
    |forecast| { probability, churned }
}

macro_rules! from_floats {
    ($($float:ty),*) => {$(
        impl TryFrom<($float, bool)> for Forecast {
            type Error = Error;

            fn try_from((probability, churned): ($float, bool)) -> Result<Self> {
                let probability = f64::from(probability);
                let checked = Proportion::new(probability)
                    .map_err(|_| Error::bad_number("probability of churn", "from 0 to 1", probability))?;
                Ok(Self::new(checked, churned))
            }
        }

        impl TryFrom<&($float, bool)> for Forecast {
            type Error = Error;

            fn try_from(pair: &($float, bool)) -> Result<Self> {
                Self::try_from(*pair)
            }
        }
    )*};
}
from_floats!(f64, f32);

impl From<(Proportion, bool)> for Forecast {
    fn from((probability, churned): (Proportion, bool)) -> Self {
        Self::new(probability, churned)
    }
}

impl From<&(Proportion, bool)> for Forecast {
    fn from(pair: &(Proportion, bool)) -> Self {
        Self::from(*pair)
    }
}
