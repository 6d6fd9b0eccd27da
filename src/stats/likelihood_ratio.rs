//! [`LikelihoodRatio`].

use core::fmt;

use crate::Error;
use crate::numeric::chi_square;

/// Tests whether a larger model fits better than a smaller one by more than chance
/// (likelihood-ratio test).
///
/// The statistic is never below 0; a small p says that the larger model fits better than chance alone
/// would make it. The smaller model has to be one that the larger one can be, with parameters *inside*
/// their range: a model it only comes near to (when a parameter goes to 0 or to infinity) does not
/// make a statistic with this distribution, and no such test is offered.
///
/// # Formula
///
/// ```text
/// LR = 2·(ln L(larger) − ln L(smaller)) ~ χ²(k)
///
/// where k  is the number of parameters the larger model has beyond the smaller
/// ```
///
/// # Examples
///
/// ```
/// use tenure::scoring::LogisticChurn;
///
/// let rows = [([1.0], false), ([2.0], true), ([3.0], false), ([4.0], true)];
/// let fit = LogisticChurn::fitter().fit(rows)?;
/// let test = fit.likelihood_ratio().map(|test| test.to_string());
/// assert_eq!(test.as_deref(), Some("χ²(1) = 0.85, p = 0.3565"));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Wilks 1938, "The large-sample distribution of the likelihood ratio for testing composite hypotheses",
/// Annals of Mathematical Statistics 9.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct LikelihoodRatio {
    statistic: f64,
    degrees: usize,
    p_value: f64,
}

impl LikelihoodRatio {
    /// For a test that [`new`](Self::new) has no p-value for.
    pub(crate) const NO_P_VALUE: Error = Error::Undefined {
        what: "a likelihood-ratio test",
        because: "its chi-squared distribution has no degree of freedom, or too many",
    };

    /// `None` without a degree of freedom, or beyond what the tail is known for.
    pub(crate) fn new(full: f64, reduced: f64, degrees: usize) -> Option<Self> {
        // Both are maxima, so the difference is negative by rounding only.
        Self::of((2.0 * (full - reduced)).max(0.0) + 0.0, degrees)
    }

    fn of(statistic: f64, degrees: usize) -> Option<Self> {
        let p_value = chi_square::sf(statistic, degrees as f64)?;
        Some(Self {
            statistic,
            degrees,
            p_value,
        })
    }

    /// Returns twice the difference of the log-likelihoods.
    #[must_use]
    pub const fn statistic(self) -> f64 {
        self.statistic
    }

    /// Returns how many parameters are tested together.
    #[must_use]
    pub const fn degrees_of_freedom(self) -> usize {
        self.degrees
    }

    /// Returns the probability of a statistic at least this large if the extra parameters did not
    /// matter.
    #[must_use]
    pub const fn p_value(self) -> f64 {
        self.p_value
    }
}

saved! {
    impl{} for LikelihoodRatio as "likelihood ratio", 1;
    |test| { statistic, degrees_of_freedom = test.degrees, p_value };
    read {
        let test = if statistic >= 0.0 { Self::of(statistic, degrees_of_freedom) } else { None };
        let test = test.ok_or(Error::Malformed {
            what: "likelihood ratio",
            expected: "a statistic of at least 0, on degrees of freedom",
        })?;
        same_p(test.p_value, p_value)?;
        Ok(test)
    }
}

/// Refuses a p-value that was saved beside another statistic. The digits of it may be those of another
/// version: it is computed again.
#[cfg(feature = "serde")]
pub(super) fn same_p(computed: f64, saved: f64) -> crate::Result<()> {
    if (computed - saved).abs() <= 1e-9 {
        Ok(())
    } else {
        Err(Error::out_of_range(
            "p-value of a test",
            "that of its statistic",
            saved,
        ))
    }
}

impl fmt::Display for LikelihoodRatio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::write_chi_square(f, self.degrees, self.statistic, self.p_value)
    }
}
