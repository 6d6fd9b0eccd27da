//! [`LogPrior`].

use super::{Pull, parameter};
use crate::numeric::math;
use crate::{Error, Result};

/// Describes what is known of a parameter before the data: about where it lies, and how surely.
///
/// A normal distribution of its logarithm.
///
/// # Examples
///
/// ```
/// use tenure::clv::fitting::LogPrior;
///
/// // About 0.5, two times in three between 0.25 and 1.
/// let prior = LogPrior::new(0.5, 2.0_f64.ln())?;
/// assert_eq!(prior.median(), 0.5);
/// assert_eq!(
///     LogPrior::new(0.0, 1.0).unwrap_err().to_string(),
///     "median of a prior must be from 1e-10 to 1e10, got 0"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct LogPrior {
    median: f64,
    log_sd: f64,
}

impl LogPrior {
    /// Creates a prior with this median, which lies within a factor of e^`log_sd` of the parameter
    /// two times in three.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a median that is no parameter (1e-10 to 1e10) and a spread outside 1e-4 to
    /// 100; [`Error::NotFinite`] for NaN and infinities.
    pub fn new(median: f64, log_sd: f64) -> Result<Self> {
        parameter::positive("median of a prior", median)?;
        if !(1e-4..=100.0).contains(&log_sd) {
            let what = "standard deviation of the logarithm under a prior";
            return Err(Error::bad_number(what, "from 0.0001 to 100", log_sd));
        }
        Ok(Self { median, log_sd })
    }

    /// Returns the median.
    #[must_use]
    pub const fn median(self) -> f64 {
        self.median
    }

    /// Returns the standard deviation of the logarithm.
    #[must_use]
    pub const fn log_sd(self) -> f64 {
        self.log_sd
    }

    pub(super) fn pull(self) -> Pull {
        Pull {
            centre: math::ln(self.median),
            weight: 1.0 / (self.log_sd * self.log_sd),
        }
    }
}
