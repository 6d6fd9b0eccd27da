//! [`RestrictedMeanDifference`].

use core::fmt;

use super::RestrictedMean;
use crate::stats::{Interval, ZTest, critical};
use crate::text::padded;
use crate::units::Level;
use crate::{Error, Result};

/// Compares how much longer customers of one group stay than those of another, within the first τ
/// months.
///
/// The difference of two [restricted means](RestrictedMean) up to the same time, of *different* customers. From
/// −τ to τ, in the unit of the times; above 0 when the first group stays longer. It reads as a result should ("2.3
/// months of the first twelve, from 1.1 to 3.5") and holds whether or not one group leaves at a constant
/// multiple of the other's rate, which is what the log-rank test is best at.
///
/// # Formula
///
/// ```text
/// value       mean₁ − mean₂
/// std. error  √(se₁² + se₂²)
/// test        z = value / std. error
/// ```
///
/// # Examples
///
/// ```
/// use tenure::retention::survival::LifetimeTable;
///
/// let mean = |rows: [(u32, bool); 6]| -> Result<_, Box<dyn std::error::Error>> {
///     let table = LifetimeTable::try_from_iter(rows)?;
///     Ok(table
///         .kaplan_meier()
///         .ok_or("no customers")?
///         .restricted_mean(12)?)
/// };
/// let old = mean([
///     (1, true),
///     (2, true),
///     (5, true),
///     (6, true),
///     (9, false),
///     (14, false),
/// ])?;
/// let new = mean([
///     (4, true),
///     (8, true),
///     (12, true),
///     (13, false),
///     (15, false),
///     (16, false),
/// ])?;
/// let longer = new.difference(old)?;
/// assert_eq!(longer.to_string(), "3.67 (-0.58 to 7.92 at 95%)"); // months of the first twelve
/// assert_eq!(
///     longer.test().map(|test| test.to_string()),
///     Some("z = 1.69, p = 0.0909".into())
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
///
/// Royston & Parmar (2013), "Restricted mean survival time", BMC Medical Research Methodology 13; Uno et al.
/// (2014), Journal of Clinical Oncology 32.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RestrictedMeanDifference {
    first: RestrictedMean,
    second: RestrictedMean,
}

impl RestrictedMeanDifference {
    pub(super) const fn new(first: RestrictedMean, second: RestrictedMean) -> Result<Self> {
        if first.tau() < second.tau() || first.tau() > second.tau() {
            return Err(Error::Malformed {
                what: "time up to which the second mean is taken",
                expected: "the same as for the first mean",
            });
        }
        Ok(Self { first, second })
    }

    /// Returns the mean of the first group.
    pub const fn first(&self) -> RestrictedMean {
        self.first
    }

    /// Returns the mean of the second group, with which the first is compared.
    pub const fn second(&self) -> RestrictedMean {
        self.second
    }

    /// Returns how much longer customers of the first group stay, on average up to τ.
    #[must_use]
    pub const fn value(&self) -> f64 {
        self.first.value() - self.second.value() + 0.0
    }

    /// Returns the standard error of the difference.
    #[must_use]
    pub fn standard_error(&self) -> f64 {
        // Neither square is beyond the range, nor below it: the larger is taken out.
        let [a, b] = [self.first, self.second].map(|mean| mean.standard_error());
        let (small, large) = (a.min(b), a.max(b));
        if large <= 0.0 {
            return 0.0;
        }
        let ratio = small / large;
        // Two errors of at most τ each may be beyond `f64` together.
        (large * crate::numeric::math::sqrt(1.0 + ratio * ratio)).min(f64::MAX)
    }

    /// Tests whether chance alone could make a difference as large; `None` where neither mean has a
    /// standard error.
    #[must_use]
    pub fn test(&self) -> Option<ZTest> {
        ZTest::new(self.value() / self.standard_error()).ok()
    }

    /// Returns the interval of the difference: value ± z·standard error, cut to −τ and τ.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        let (half, tau) = (critical(level) * self.standard_error(), self.first.tau());
        Some(Interval::around(self.value(), half, level)?.clipped(-tau, tau))
    }
}

impl fmt::Display for RestrictedMeanDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (places, value) = (f.precision().unwrap_or(2), self.value());
        match self.interval(Level::P95) {
            Some(interval) => padded(
                f,
                format_args!("{value:.places$} ({interval:.places$} at 95%)"),
            ),
            None => padded(f, format_args!("{value:.places$}")),
        }
    }
}

saved! {
    impl{} for RestrictedMeanDifference as "restricted mean difference", 1;
    |difference| { first, second };
    read { Self::new(first, second) }
}
