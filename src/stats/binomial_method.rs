//! [`BinomialMethod`].

use core::fmt;

use super::{Binomial, Interval, critical};
use crate::numeric::{beta, math};
use crate::units::Level;

/// Lists the methods for an interval of a share; use [`Wilson`](Self::Wilson) unless there is a
/// reason not to.
///
/// All of them stay inside 0 to 1, are exactly 0 at the lower end when nothing succeeded and 1 at the
/// upper end when everything did, mirror when success and failure are exchanged, and hold the share
/// itself; [`JeffreysUnmodified`](Self::JeffreysUnmodified) is the exception at 0 and n successes.
/// The [module page](crate::stats) compares their coverage.
///
/// # Formula
///
/// ```text
/// Wilson            roots of (k − n·p)² = z²·n·p·(1 − p)
/// with continuity   lower root for k − ½, upper root for k + ½
/// Agresti–Coull     p̃ ± z·√(p̃(1 − p̃)/ñ),   ñ = n + z²,   p̃ = (k + z²/2)/ñ
/// Clopper–Pearson   Beta(α/2; k, n − k + 1) to Beta(1 − α/2; k + 1, n − k)
/// Jeffreys          Beta(α/2; k + ½, n − k + ½) to Beta(1 − α/2; k + ½, n − k + ½)
/// Wald              p ± z·√(p(1 − p)/n)
/// ```
/// where k of n succeeded, p = k/n, z is the two-sided quantile of the normal distribution, α = 1 −
/// level and Beta(q; a, b) is the q-quantile of the beta distribution.
///
/// # Examples
///
/// ```
/// use tenure::stats::{Binomial, BinomialMethod};
/// use tenure::units::Level;
///
/// let retained = Binomial::new(80, 100)?;
/// for (method, shown) in [
///     (BinomialMethod::Wilson, "Wilson: 0.711 to 0.867"),
///     (BinomialMethod::ClopperPearson, "Clopper–Pearson: 0.708 to 0.873"),
/// ] {
///     let interval = retained.interval_with(method, Level::P95);
///     assert_eq!(interval.map(|i| format!("{method}: {i:.3}")), Some(shown.to_string()));
/// }
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Brown, Cai & DasGupta (2001), "Interval estimation for a binomial proportion", Statistical
/// Science 16(2), sections 3 and 4; Newcombe (1998), "Two-sided confidence intervals for the single
/// proportion", Statistics in Medicine 17, methods 1 to 5.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum BinomialMethod {
    /// The shares from which the observed one is less than z standard errors away. The default.
    #[default]
    #[doc(alias = "score interval")]
    Wilson,
    /// Wilson's with Yates's continuity correction: wider, covers about as Clopper–Pearson does.
    WilsonContinuityCorrected,
    /// Wald about a share moved towards a half by z² imagined trials ("add two successes and two
    /// failures" at 95 %), clipped to 0 to 1. Never narrower than Wilson's.
    #[doc(alias = "plus four")]
    AgrestiCoull,
    /// The "exact" one: covers at least its level for every true share, mostly more.
    #[doc(alias = "exact")]
    ClopperPearson,
    /// The equal-tailed credible interval under Jeffreys's prior, opened to 0 when nothing succeeded and
    /// to 1 when everything did (Brown, Cai & DasGupta 2001, section 4).
    Jeffreys,
    /// The same with its ends as they come, as some software reports it. At 0 and n successes it
    /// does not hold the observed share.
    JeffreysUnmodified,
    /// The textbook's p ± z standard errors, clipped to 0 to 1. Never the default: of no width at 0
    /// and n successes, and far below its level near them.
    #[doc(alias = "normal approximation")]
    Wald,
}

impl BinomialMethod {
    /// `None` without any trial.
    pub(super) fn of(self, tally: Binomial, level: Level) -> Option<Interval> {
        let share = tally.proportion()?.get();
        let z = critical(level);
        let tail = (1.0 - level.get()) / 2.0; // exact: levels are at least a half
        let (k, f) = (tally.wide_successes() as f64, tally.wide_failures() as f64);
        let n = tally.wide_trials() as f64;
        let none = tally.wide_successes() == 0;
        let all = tally.wide_failures() == 0;

        let (lower, upper) = match self {
            Self::Wilson => (score_lower(k, f, n, z), score_upper(k, f, n, z)),
            Self::WilsonContinuityCorrected => (
                score_lower(k - 0.5, f + 0.5, n, z),
                score_upper(k + 0.5, f - 0.5, n, z),
            ),
            Self::AgrestiCoull => {
                let n = n + z * z;
                let (k, f) = (k + z * z / 2.0, f + z * z / 2.0);
                let half = z * math::sqrt(k / n * (f / n) / n);
                (k / n - half, k / n + half)
            }
            Self::ClopperPearson => (
                if none {
                    0.0
                } else {
                    beta_lower(k, f + 1.0, tail, z)?
                },
                if all {
                    1.0
                } else {
                    beta_upper(k + 1.0, f, tail, z)?
                },
            ),
            Self::Jeffreys | Self::JeffreysUnmodified => (
                beta_lower(k + 0.5, f + 0.5, tail, z)?,
                beta_upper(k + 0.5, f + 0.5, tail, z)?,
            ),
            Self::Wald => {
                let half = z * math::sqrt(k / n * (f / n) / n);
                (share - half, share + half)
            }
        };
        let (lower, upper) = if self == Self::JeffreysUnmodified && (none || all) {
            (lower, upper)
        } else {
            // Rounding alone may put an end on the wrong side of the share, or miss 0 and 1.
            (
                if none { 0.0 } else { lower.min(share) },
                if all { 1.0 } else { upper.max(share) },
            )
        };
        let ends = Interval::new(lower, upper, level).ok()?;
        Some(ends.clipped(0.0, 1.0))
    }
}

/// Wilson's interval of k among n trials that need not be whole numbers; `None` unless n > 0.
pub(crate) fn wilson(k: f64, n: f64, level: Level) -> Option<Interval> {
    if !(n > 0.0 && k >= 0.0 && k <= n) {
        return None;
    }
    let (z, share) = (critical(level), k / n);
    let (lower, upper) = (score_lower(k, n - k, n, z), score_upper(k, n - k, n, z));
    let ends = Interval::new(lower.min(share), upper.max(share), level).ok()?;
    Some(ends.clipped(0.0, 1.0))
}

/// The smaller root of (n + z²)·p² − (2k + z²)·p + k²/n = 0, which is Wilson's equation.
///
/// As the product of the roots over the larger one: nothing cancels, however small k/n.
fn score_lower(k: f64, f: f64, n: f64, z: f64) -> f64 {
    if k <= 0.0 {
        return 0.0;
    }
    let larger = 2.0 * k + z * z + z * math::sqrt(z * z + 4.0 * k * (f / n));
    2.0 * k * (k / n) / larger
}

/// The larger root.
fn score_upper(k: f64, f: f64, n: f64, z: f64) -> f64 {
    if f <= 0.0 {
        return 1.0;
    }
    let larger = 2.0 * k + z * z + z * math::sqrt(z * z + 4.0 * k * (f / n));
    larger / (2.0 * (n + z * z))
}

/// From here on shares a standard deviation apart begin to be the same f64, which the solver of the
/// beta quantile cannot work with, and a Cornish–Fisher expansion is exact to the last digit.
const MANY: f64 = 1e15;

/// The point of Beta(a, b) with `tail` of the probability below it; −z is the normal one.
fn beta_lower(a: f64, b: f64, tail: f64, z: f64) -> Option<f64> {
    if a.min(b) > MANY {
        return Some(cornish_fisher(a, b, -z));
    }
    Some(beta::quantile(a, b, tail)?.x)
}

/// The point of Beta(a, b) with `tail` of the probability above it.
fn beta_upper(a: f64, b: f64, tail: f64, z: f64) -> Option<f64> {
    if a.min(b) > MANY {
        return Some(cornish_fisher(a, b, z));
    }
    Some(beta::quantile(b, a, tail)?.y)
}

/// The beta quantile from its first three moments; what is left out is of the order of skewness²
/// standard deviations, 1e-20 of the value where both shapes are above [`MANY`].
///
/// Cornish & Fisher (1937); Abramowitz & Stegun 26.2.49.
fn cornish_fisher(a: f64, b: f64, z: f64) -> f64 {
    let (total, product) = (a + b, a * b);
    let deviation = math::sqrt(product / (total + 1.0)) / total;
    let skewness = 2.0 * (b - a) * math::sqrt((total + 1.0) / product) / (total + 2.0);
    a / total + deviation * (z + (z * z - 1.0) * skewness / 6.0)
}

saved! { impl{} for BinomialMethod as is; }

impl fmt::Display for BinomialMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(
            f,
            match self {
                Self::Wilson => "Wilson",
                Self::WilsonContinuityCorrected => "Wilson, continuity-corrected",
                Self::AgrestiCoull => "Agresti–Coull",
                Self::ClopperPearson => "Clopper–Pearson",
                Self::Jeffreys => "Jeffreys",
                Self::JeffreysUnmodified => "Jeffreys, unmodified",
                Self::Wald => "Wald",
            },
        )
    }
}
