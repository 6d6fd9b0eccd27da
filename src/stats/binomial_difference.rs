//! [`BinomialDifference`].

use core::fmt;

use super::{Binomial, Interval, ZTest, critical};
use crate::numeric::big::Dyadic;
use crate::numeric::math;
use crate::units::Level;

/// Compares two shares: is one really higher than the other, and by how much?
///
/// The difference of two shares counted over *independent* customers: two plans, two months of
/// different respondents. From −1 to 1; positive when the first share is higher. Not for the same
/// customers asked twice: their answers go together, and this would be too unsure.
///
/// # Formula
///
/// ```text
/// estimate    p₁ − p₂
/// Newcombe    lower = p₁ − p₂ − √((p₁ − l₁)² + (u₂ − p₂)²)
///             upper = p₁ − p₂ + √((u₁ − p₁)² + (p₂ − l₂)²)
/// test        z = (p₁ − p₂) / √(p̄(1 − p̄)(1/n₁ + 1/n₂))
/// ```
/// where lᵢ to uᵢ is Wilson's interval of pᵢ = kᵢ/nᵢ and p̄ = (k₁ + k₂)/(n₁ + n₂).
///
/// # Examples
///
/// ```
/// use tenure::stats::Binomial;
/// use tenure::units::Level;
///
/// let (before, after) = (Binomial::new(48, 80)?, Binomial::new(56, 70)?);
/// let change = after.difference(before);
/// assert_eq!(change.estimate(), Some(0.2));
///
/// // 5 to 33 points, so it is a rise.
/// let interval = change.interval(Level::P95);
/// assert_eq!(interval.map(|i| format!("{i:.4}")), Some("0.0524 to 0.3339".to_string()));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Newcombe (1998), "Interval estimation for the difference between independent proportions",
/// Statistics in Medicine 17, method 10; Agresti & Caffo (2000), The American Statistician 54.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BinomialDifference {
    first: Binomial,
    second: Binomial,
}

/// Lists the methods for an interval of a difference of two shares; use
/// [`Newcombe`](Self::Newcombe) unless there is a reason not to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum DifferenceMethod {
    /// Two Wilson intervals squared together. The default: close to its level for all sizes.
    #[default]
    #[doc(alias = "MOVER")]
    Newcombe,
    /// Wald after one success and one failure are added to each, clipped to −1 to 1. As good in
    /// the mean and easy to explain; for a few trials at a low level it may miss the estimate.
    AgrestiCaffo,
    /// The textbook's, clipped to −1 to 1. Never the default: no width where both shares are 0 or 1.
    #[doc(alias = "normal approximation")]
    Wald,
}

impl BinomialDifference {
    pub(super) const fn new(first: Binomial, second: Binomial) -> Self {
        Self { first, second }
    }

    /// Returns the share that is compared.
    #[must_use]
    pub const fn first(self) -> Binomial {
        self.first
    }

    /// Returns the share it is compared with.
    #[must_use]
    pub const fn second(self) -> Binomial {
        self.second
    }

    /// Returns p₁ − p₂, from −1 to 1, or `None` when either has no trials.
    ///
    /// Subtracted exactly and divided once.
    #[must_use]
    pub fn estimate(self) -> Option<f64> {
        let [k1, n1, k2, n2] = [
            self.first.wide_successes(),
            self.first.wide_trials(),
            self.second.wide_successes(),
            self.second.wide_trials(),
        ]
        .map(Dyadic::from);
        (k1 * &n2 - k2 * &n1).ratio(&(n1 * n2))
    }

    /// Returns the confidence interval of the difference by Newcombe's method, or `None` when
    /// either has no trials.
    #[must_use]
    pub fn interval(self, level: Level) -> Option<Interval> {
        self.interval_with(DifferenceMethod::Newcombe, level)
    }

    /// Returns the confidence interval by another method, or `None` when either has no trials.
    #[must_use]
    pub fn interval_with(self, method: DifferenceMethod, level: Level) -> Option<Interval> {
        let estimate = self.estimate()?;
        let (lower, upper) = match method {
            DifferenceMethod::Newcombe => {
                let (down1, up1) = reaches(self.first, level)?;
                let (down2, up2) = reaches(self.second, level)?;
                (
                    estimate - math::sqrt(down1 * down1 + up2 * up2),
                    estimate + math::sqrt(up1 * up1 + down2 * down2),
                )
            }
            DifferenceMethod::AgrestiCaffo => {
                let (p1, variance1) = share_and_variance(self.first, 1.0);
                let (p2, variance2) = share_and_variance(self.second, 1.0);
                let half = critical(level) * math::sqrt(variance1 + variance2);
                (p1 - p2 - half, p1 - p2 + half)
            }
            DifferenceMethod::Wald => {
                let (_, variance1) = share_and_variance(self.first, 0.0);
                let (_, variance2) = share_and_variance(self.second, 0.0);
                let half = critical(level) * math::sqrt(variance1 + variance2);
                (estimate - half, estimate + half)
            }
        };
        let ends = Interval::new(lower, upper, level).ok()?;
        Some(ends.clipped(-1.0, 1.0))
    }

    /// Tests whether the difference could be chance alone: the z-test with the pooled share.
    ///
    /// `None` when either has no trials, or when all of both succeeded or none did: then there is no
    /// spread to measure a difference by.
    #[must_use]
    pub fn test(self) -> Option<ZTest> {
        let estimate = self.estimate()?;
        let mut pooled = self.first;
        crate::Merge::merge(&mut pooled, self.second);
        if pooled.wide_successes() == 0 || pooled.wide_failures() == 0 {
            return None;
        }
        let [k, f, n] = [
            pooled.wide_successes(),
            pooled.wide_failures(),
            pooled.wide_trials(),
        ]
        .map(|c| c as f64);
        let [n1, n2] = [self.first.wide_trials(), self.second.wide_trials()].map(|n| n as f64);
        // 1/√(k/n · f/n · (1/n₁ + 1/n₂)), with n₁ + n₂ = n.
        ZTest::new(estimate * math::sqrt(n1 * n2 / (k * f) * n)).ok()
    }
}

/// How far Wilson's interval reaches below and above the share.
fn reaches(tally: Binomial, level: Level) -> Option<(f64, f64)> {
    let share = tally.proportion()?.get();
    let interval = tally.interval(level)?;
    Some((share - interval.lower(), interval.upper() - share))
}

/// p and p(1 − p)/n, with `extra` successes and as many failures added.
fn share_and_variance(tally: Binomial, extra: f64) -> (f64, f64) {
    let (k, f) = (
        tally.wide_successes() as f64 + extra,
        tally.wide_failures() as f64 + extra,
    );
    let n = k + f;
    (k / n, k / n * (f / n) / n)
}

saved! {
    impl{} for BinomialDifference as "binomial difference", 1;
    |difference| { first, second }
}

/// `+10.0 points (n = 100 and 100)`, in percentage points; `no trials` when either has none.
impl fmt::Display for BinomialDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(difference) = self.estimate() else {
            return crate::text::padded(f, "no trials");
        };
        let places = f.precision().unwrap_or(1);
        let points = crate::text::signed(100.0 * difference, places);
        let (first, second) = (self.first.trials(), self.second.trials());
        crate::text::padded(
            f,
            format_args!("{points} points (n = {first} and {second})"),
        )
    }
}

saved! { impl{} for DifferenceMethod as is; }

impl fmt::Display for DifferenceMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(
            f,
            match self {
                Self::Newcombe => "Newcombe",
                Self::AgrestiCaffo => "Agresti–Caffo",
                Self::Wald => "Wald",
            },
        )
    }
}
