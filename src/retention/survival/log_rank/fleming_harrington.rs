//! [`FlemingHarrington`].

use core::fmt;

use crate::error::finite;
use crate::numeric::math;
use crate::text::padded;
use crate::{Error, Result};

/// Holds the two powers of [the weights](super::LogRankWeights::FlemingHarrington) of Fleming and
/// Harrington.
///
/// # Examples
///
/// ```
/// use tenure::retention::survival::LogRankWeights;
///
/// let early = LogRankWeights::fleming_harrington(1.0, 0.0)?;
/// assert_eq!(early.to_string(), "Fleming–Harrington(1, 0)");
/// assert_eq!(
///     LogRankWeights::fleming_harrington(-1.0, 0.0).unwrap_err().to_string(),
///     "p of the weights must be at least 0, got -1"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FlemingHarrington {
    p: f64,
    q: f64,
}

impl FlemingHarrington {
    /// Creates them from p and q.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a negative one, [`Error::NotFinite`] for one that is no finite number.
    pub fn new(p: f64, q: f64) -> Result<Self> {
        for (what, power) in [("p of the weights", p), ("q of the weights", q)] {
            if finite(what, power)? < 0.0 {
                return Err(Error::out_of_range(what, "at least 0", power));
            }
        }
        Ok(Self {
            p: p + 0.0, // −0 is 0
            q: q + 0.0,
        })
    }

    /// Returns the power of the survival: the larger, the more early times count.
    #[must_use]
    pub const fn p(self) -> f64 {
        self.p
    }

    /// Returns the power of the share who left: the larger, the more late times count.
    #[must_use]
    pub const fn q(self) -> f64 {
        self.q
    }

    /// Returns the weight of a time with that survival just before it.
    pub(super) fn weight(self, survival: f64) -> f64 {
        power(survival, self.p) * power(1.0 - survival, self.q)
    }
}

/// Returns xʸ, without a logarithm for the common powers.
fn power(x: f64, y: f64) -> f64 {
    if y <= 0.0 {
        1.0
    } else if (y - 1.0).abs() <= 0.0 {
        x
    } else {
        math::pow(x, y)
    }
}

impl fmt::Display for FlemingHarrington {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        padded(
            f,
            format_args!("Fleming–Harrington({}, {})", self.p, self.q),
        )
    }
}

saved! {
    impl{} for FlemingHarrington as plain;
    |powers| { p, q };
    read { Self::new(p, q) }
}
