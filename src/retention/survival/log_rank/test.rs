//! [`LogRankTest`].

use core::fmt;

use super::solve::statistic;
use super::sums::Stratum;
use super::{LogRankGroup, LogRankWeights, SurvivalGroup};
use crate::error::CUSTOMERS;
use crate::numeric::superacc::SumAcc;
use crate::numeric::{chi_square, math, normal};
use crate::text::write_chi_square;
use crate::units::Level;
use crate::{Error, Result};

/// Do customers of these groups leave at the same rates, or is the difference more than chance?
///
/// At each time at which anybody left it asks how many of each group would have, had those who left been drawn
/// from all at risk; the differences are summed over the times. A small p says that the groups differ; how much
/// is said by their curves, their [medians](crate::retention::survival::KaplanMeier::median) and their
/// [restricted means](crate::retention::survival::RestrictedMean). Where curves cross, early and late differences
/// cancel: choose [other weights](LogRankWeights), or compare restricted means.
///
/// # Formula
///
/// ```text
/// excess of group i     uᵢ = Σ w·(dᵢ − d·nᵢ/n)
/// covariance            Vᵢⱼ = Σ w²·(nᵢ/n)·(δᵢⱼ − nⱼ/n)·d·(n − d)/(n − 1)
/// statistic             χ² = uᵀ·V⁻·u      (two groups: u₁²/V₁₁)
///
/// where dᵢ  left at a time and nᵢ were at risk in group i; d and n in all
///       w   is the weight of the time, 1 for the log-rank test
/// ```
/// A time with one customer at risk, or at which all at risk left, adds 0. V⁻ leaves out one group of each set
/// of groups that were at risk together; the degrees of freedom are what is left. A group that was never at risk
/// when customers of another were and anybody left adds none (R's `survdiff` drops groups that nobody was expected to
/// leave from; lifelines counts them).
///
/// # Examples
///
/// ```
/// use tenure::Segmented;
/// use tenure::retention::survival::{Lifetime, LifetimeTable, LogRankTest};
///
/// let mut by_contract: Segmented<&str, LifetimeTable<u32>> = Segmented::new();
/// for (contract, months, left) in [
///     ("monthly", 1, true), ("monthly", 2, true), ("monthly", 4, false), ("monthly", 5, true),
///     ("yearly", 12, true), ("yearly", 12, false), ("yearly", 24, true), ("yearly", 25, false),
///     ("two years", 24, true), ("two years", 30, false), ("two years", 48, true), ("two years", 50, false),
/// ] {
///     by_contract.entry(contract).push(Lifetime::new(months, left)?);
/// }
/// let test = LogRankTest::of(&by_contract)?;
/// assert_eq!(test.to_string(), "χ²(2) = 10.62, p = 0.0049");
/// assert_eq!(test.groups()[0].expected.round(), 1.0); // of the 3 who left a monthly contract
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Accuracy
///
/// Each term comes from integers and is rounded about five times; the terms are summed with their rounding errors
/// beside them. Equal groups give exactly 0. The order of the strata leaves every bit as it is, and so does that of
/// two groups; that of more may move the last digits of the statistic.
///
/// # References
///
/// Mantel (1966), "Evaluation of survival data and two new rank order statistics arising in its consideration",
/// Cancer Chemotherapy Reports 50; Peto & Peto (1972), Journal of the Royal Statistical Society A 135; Klein &
/// Moeschberger (2003), "Survival Analysis", 2nd ed., eq. 7.3.3–7.3.6.
#[doc(alias = "logrank")]
#[doc(alias = "survdiff")]
#[doc(alias = "Mantel-Cox")]
#[must_use]
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct LogRankTest {
    weights: LogRankWeights,
    chi_squared: f64,
    degrees_of_freedom: usize,
    p_value: f64,
    groups: Vec<LogRankGroup>,
    /// The lower triangle, row by row.
    covariance: Vec<f64>,
}

impl LogRankTest {
    /// The log-rank test of two groups or more: references to tables, or a [`Segmented`](crate::Segmented) of them.
    ///
    /// # Errors
    ///
    /// Those of [`LogRankWeights::test`], which has other weights too; beside it is the stratified test.
    pub fn of<'a, I>(groups: I) -> Result<Self>
    where
        I: IntoIterator<Item: SurvivalGroup<'a>>,
    {
        LogRankWeights::LogRank.test(groups)
    }

    /// Sums over strata that agree in their number of groups.
    pub(super) fn of_strata(
        weights: LogRankWeights,
        strata: impl IntoIterator<Item = Result<Stratum>>,
    ) -> Result<Self> {
        let mut total = Total::default();
        for stratum in strata {
            total.add(&stratum?);
        }
        let covariance: Vec<f64> = total.covariance.iter().map(value).collect();
        let groups: Vec<_> = total.groups().collect();
        if groups.len() < 2 {
            return Err(Error::not_enough(
                "a log-rank test",
                2,
                ["group", "groups"],
                groups.len() as u64,
            ));
        }
        if let Some(empty) = groups.iter().position(|group| group.customers == 0) {
            let cause = Error::not_enough("a group of a log-rank test", 1, CUSTOMERS, 0);
            return Err(cause.at(empty));
        }
        let (chi_squared, degrees_of_freedom) =
            statistic(&groups, |i, j| entry(&covariance, i, j).unwrap_or(0.0));
        if degrees_of_freedom == 0 {
            return Err(Error::not_enough(
                "a log-rank test",
                1,
                [
                    "time with a weight above 0 at which a customer left while two groups were at risk",
                    "times with a weight above 0 at which a customer left while two groups were at risk",
                ],
                0,
            ));
        }
        let chi_squared = crate::error::finite("log-rank statistic", chi_squared)?.max(0.0);
        Ok(Self {
            weights,
            chi_squared,
            degrees_of_freedom,
            p_value: tail(chi_squared, degrees_of_freedom),
            groups,
            covariance,
        })
    }

    /// The statistic: the larger, the less alike the groups are.
    #[must_use]
    pub const fn chi_squared(&self) -> f64 {
        self.chi_squared
    }

    /// How many differences between groups are tested together: one less than groups, where all were at risk
    /// together.
    #[must_use]
    pub const fn degrees_of_freedom(&self) -> usize {
        self.degrees_of_freedom
    }

    /// How likely a statistic at least as large would be, were all groups alike.
    #[must_use]
    pub const fn p_value(&self) -> f64 {
        self.p_value
    }

    /// Whether chance alone would be rarer than the level leaves room for: p below 1 − level.
    #[must_use]
    pub const fn is_significant(&self, level: Level) -> bool {
        self.p_value < 1.0 - level.get()
    }

    /// Which times counted most.
    #[must_use]
    pub const fn weights(&self) -> LogRankWeights {
        self.weights
    }

    /// The groups, in the order in which they were given (in the order of its keys, of a
    /// [`Segmented`](crate::Segmented)).
    #[must_use]
    pub fn groups(&self) -> &[LogRankGroup] {
        &self.groups
    }

    /// The covariance of the excesses of two groups, by their places; `None` where there is no such group.
    #[must_use]
    pub fn covariance(&self, first: usize, second: usize) -> Option<f64> {
        let is_group = first.max(second) < self.groups.len();
        entry(&self.covariance, first, second).filter(|_| is_group)
    }
}

/// P(χ² > x). With one degree of freedom that is the two tails of a normal variable, which keeps all digits.
fn tail(x: f64, degrees: usize) -> f64 {
    let tail = if degrees == 1 {
        normal::two_sided_p(math::sqrt(x))
    } else {
        // Beyond what the function can tell from 0 it has no value.
        chi_square::sf(x, degrees as f64).unwrap_or(0.0)
    };
    tail.clamp(0.0, 1.0)
}

/// Of the lower triangle of a symmetric matrix.
fn entry(triangle: &[f64], i: usize, j: usize) -> Option<f64> {
    let (low, high) = if i < j { (i, j) } else { (j, i) };
    let before = high.saturating_mul(high.saturating_add(1)) / 2;
    triangle.get(before.saturating_add(low)).copied()
}

/// The strata so far: exact sums, so that their order does not matter.
#[derive(Default)]
struct Total {
    counts: Vec<(u64, u64)>,
    observed: Vec<SumAcc>,
    excess: Vec<SumAcc>,
    covariance: Vec<SumAcc>,
}

impl Total {
    fn add(&mut self, stratum: &Stratum) {
        let groups = stratum.groups.len();
        self.counts.resize(groups, (0, 0));
        self.observed.resize(groups, SumAcc::default());
        self.excess.resize(groups, SumAcc::default());
        self.covariance
            .resize(stratum.covariance.len(), SumAcc::default());
        for (count, group) in self.counts.iter_mut().zip(&stratum.groups) {
            count.0 = count.0.saturating_add(group.customers);
            count.1 = count.1.saturating_add(group.left);
        }
        // Products of counts below 2⁶⁴ are far from the end of the range: all terms are finite.
        let add = |sum: &mut SumAcc, term: f64| {
            let _is_finite = sum.add(term);
        };
        for (sum, group) in self.observed.iter_mut().zip(&stratum.groups) {
            add(sum, group.observed.value());
        }
        for (sum, group) in self.excess.iter_mut().zip(&stratum.groups) {
            add(sum, group.excess.value());
        }
        for (sum, term) in self.covariance.iter_mut().zip(&stratum.covariance) {
            add(sum, term.value());
        }
    }

    fn groups(&self) -> impl Iterator<Item = LogRankGroup> {
        let sums = self.observed.iter().zip(&self.excess);
        let all = self.counts.iter().zip(sums).enumerate();
        all.map(|(place, ((customers, left), (observed, excess)))| {
            let diagonal = place.saturating_mul(place.saturating_add(3)) / 2;
            let (observed, excess) = (value(observed), value(excess));
            LogRankGroup {
                customers: *customers,
                left: *left,
                observed,
                expected: (observed - excess).max(0.0),
                excess,
                variance: self.covariance.get(diagonal).map_or(0.0, value),
            }
        })
    }
}

/// Never −0, and never beyond `f64` (see [`Total::add`]).
fn value(sum: &SumAcc) -> f64 {
    sum.to_f64().unwrap_or(f64::MAX) + 0.0
}

impl fmt::Display for LogRankTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_chi_square(f, self.degrees_of_freedom, self.chi_squared, self.p_value)
    }
}
