//! [`Scored`].

use crate::units::{Finite, Proportion};
use crate::{Error, Result};

/// Holds the score a customer was given, and whether the customer churned.
///
/// The score is any number, higher = riskier: a probability, a logit, points, days since the last
/// login. `true` is always "churned".
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::Scored;
///
/// let customer = Scored::new(0.83, true)?;
/// assert_eq!((customer.score(), customer.churned()), (0.83, true));
/// assert_eq!(
///     Scored::new(f64::NAN, true).unwrap_err().to_string(),
///     "score must be a finite number, got NaN"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scored {
    score: f64,
    churned: bool,
}

impl Scored {
    /// Creates a scored customer. Negative zero becomes zero.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`] for NaN and infinities.
    pub const fn new(score: f64, churned: bool) -> Result<Self> {
        if score.is_finite() {
            Ok(Self {
                score: score + 0.0,
                churned,
            })
        } else {
            Err(Error::NotFinite {
                what: "score",
                value: score,
            })
        }
    }

    /// Returns the score; higher is riskier.
    #[must_use]
    pub const fn score(self) -> f64 {
        self.score
    }

    /// Returns whether the customer churned.
    #[must_use]
    pub const fn churned(self) -> bool {
        self.churned
    }
}

saved! {
    impl{} for Scored as plain;
    |customer| -> (customer.score, customer.churned);
    read(customer: (f64, bool)) { Self::try_from(customer) }
}

macro_rules! from_floats {
    ($($float:ty),*) => {$(
        impl TryFrom<($float, bool)> for Scored {
            type Error = Error;

            fn try_from((score, churned): ($float, bool)) -> Result<Self> {
                Self::new(f64::from(score), churned)
            }
        }

        impl TryFrom<&($float, bool)> for Scored {
            type Error = Error;

            fn try_from(&(score, churned): &($float, bool)) -> Result<Self> {
                Self::new(f64::from(score), churned)
            }
        }

        /// For a column of scores zipped with a column of labels.
        impl TryFrom<(&$float, &bool)> for Scored {
            type Error = Error;

            fn try_from((&score, &churned): (&$float, &bool)) -> Result<Self> {
                Self::new(f64::from(score), churned)
            }
        }
    )*};
}
from_floats!(f64, f32);

impl From<(Finite, bool)> for Scored {
    fn from((score, churned): (Finite, bool)) -> Self {
        Self {
            score: score.get(),
            churned,
        }
    }
}

impl From<(Proportion, bool)> for Scored {
    fn from((score, churned): (Proportion, bool)) -> Self {
        Self {
            score: score.get(),
            churned,
        }
    }
}

impl From<&(Proportion, bool)> for Scored {
    fn from(&scored: &(Proportion, bool)) -> Self {
        scored.into()
    }
}
