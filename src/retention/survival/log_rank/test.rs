//! [`LogRankTest`].

use core::fmt;
use std::collections::BTreeSet;

use super::solve::statistic;
use super::sums::Stratum;
use super::total::Total;
use super::{AsLifetimeTable, LogRankGroup, LogRankPair, LogRankWeights};
use crate::error::CUSTOMERS;
use crate::numeric::{chi_square, math, normal};
use crate::retention::survival::{Elapsed, LifetimeTable};
use crate::text::write_chi_square;
use crate::units::Level;
use crate::{Error, Result, Segmented};

/// Tests whether customers of two or more groups leave at the same rates, or differ by more than
/// chance.
///
/// At each time at which a customer left it computes how many of each group would have left, had those who
/// left been drawn from all at risk; the differences are summed over the times. A small p says that the groups
/// differ; how much is said by their curves, their [medians](crate::retention::survival::KaplanMeier::median) and their
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
/// when a customer left another group adds none (R's `survdiff` drops groups in which nobody was expected to
/// leave; lifelines counts them).
///
/// # Examples
///
/// ```
/// use tenure::Segmented;
/// use tenure::retention::survival::{Lifetime, LifetimeTable, LogRankTest};
///
/// let mut by_contract: Segmented<&str, LifetimeTable<u32>> = Segmented::new();
/// for (contract, months, left) in [
///     ("monthly", 1, true),
///     ("monthly", 2, true),
///     ("monthly", 4, false),
///     ("monthly", 5, true),
///     ("yearly", 12, true),
///     ("yearly", 12, false),
///     ("yearly", 24, true),
///     ("yearly", 25, false),
///     ("two years", 24, true),
///     ("two years", 30, false),
///     ("two years", 48, true),
///     ("two years", 50, false),
/// ] {
///     by_contract
///         .entry(contract)
///         .push(Lifetime::new(months, left)?);
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
#[must_use]
#[derive(Debug, Clone, PartialEq)]
pub struct LogRankTest {
    weights: LogRankWeights,
    chi_squared: f64,
    degrees_of_freedom: usize,
    p_value: f64,
    groups: Vec<LogRankGroup>,
    /// The lower triangle of the covariance, row by row.
    covariance: Vec<f64>,
}

impl LogRankTest {
    /// Tests whether customers of two or more groups leave at the same rates: the log-rank test.
    ///
    /// Takes references to tables, or a [`Segmented`] of them by reference.
    ///
    /// # Errors
    ///
    /// [`Error::Item`] with the index of the first group without a customer.
    /// [`Error::NotEnoughData`] for fewer than two groups, and when no customer left at a time at
    /// which two groups had customers at risk, so that nothing can be compared.
    ///
    /// # Complexity
    ///
    /// O(n·g²) for n distinct times and g groups; nothing is stored of the times. Two groups whose
    /// times all differ have a shorter way.
    pub fn of<'a, I>(groups: I) -> Result<Self>
    where
        I: IntoIterator<Item: AsLifetimeTable<'a>>,
    {
        Self::weighted(LogRankWeights::LogRank, groups)
    }

    /// Tests two or more groups with some times counting more than others.
    ///
    /// # Examples
    ///
    /// Early times count more, by how many customers are at risk:
    ///
    /// ```
    /// use tenure::retention::survival::{LifetimeTable, LogRankTest, LogRankWeights};
    ///
    /// let monthly = LifetimeTable::<u32>::try_from_iter([(1, true), (2, true), (5, false)])?;
    /// let yearly = LifetimeTable::<u32>::try_from_iter([(12, true), (12, false), (24, true)])?;
    /// let test = LogRankTest::weighted(LogRankWeights::Gehan, [&monthly, &yearly])?;
    /// assert_eq!(test.to_string(), "χ²(1) = 2.40, p = 0.1213");
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`of`](Self::of).
    pub fn weighted<'a, I>(weights: LogRankWeights, groups: I) -> Result<Self>
    where
        I: IntoIterator<Item: AsLifetimeTable<'a>>,
    {
        let tables: Vec<_> = groups.into_iter().map(AsLifetimeTable::table).collect();
        Self::of_strata(weights, [Ok(weights.stratum(&tables))])
    }

    /// Tests two or more groups within strata: customers are compared with those of their own stratum
    /// only.
    ///
    /// For groups that differ in something else that matters, say plans whose customers come from
    /// different countries. Each stratum gives its groups in the same order; a group may be empty in
    /// some. Weights are taken from each stratum, so that a large one does not lend its weights to a
    /// small one.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::retention::survival::{LifetimeTable, LogRankTest, LogRankWeights};
    ///
    /// let table = |lifetimes: [(u32, bool); 4]| LifetimeTable::try_from_iter(lifetimes);
    /// let germany = [
    ///     table([(3, true), (5, true), (6, false), (9, true)])?,
    ///     table([(4, true), (8, true), (12, true), (14, false)])?,
    /// ];
    /// let france = [
    ///     table([(1, true), (2, true), (2, false), (3, true)])?,
    ///     table([(2, true), (4, true), (5, false), (7, true)])?,
    /// ];
    /// let test = LogRankTest::stratified(LogRankWeights::LogRank, [&germany, &france])?;
    /// assert_eq!(test.to_string(), "χ²(1) = 2.83, p = 0.0923");
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`of`](Self::of), of the groups over all strata; [`Error::Item`] with the index of the first
    /// stratum that has not as many groups as the first ([`Error::LengthMismatch`]).
    pub fn stratified<'a, I>(weights: LogRankWeights, strata: I) -> Result<Self>
    where
        I: IntoIterator<Item: IntoIterator<Item: AsLifetimeTable<'a>>>,
    {
        let mut expected = None;
        let strata = strata.into_iter().enumerate().map(|(index, groups)| {
            let tables: Vec<_> = groups.into_iter().map(AsLifetimeTable::table).collect();
            let first = *expected.get_or_insert(tables.len());
            if tables.len() != first {
                let wrong = Error::LengthMismatch {
                    what: "groups of the strata",
                    left: first,
                    right: tables.len(),
                };
                return Err(wrong.at(index));
            }
            Ok(weights.stratum(&tables))
        });
        Self::of_strata(weights, strata)
    }

    /// Tests groups within strata, from tables by stratum and group.
    ///
    /// Groups are matched by their keys; one that a stratum does not have is empty there.
    ///
    /// # Errors
    ///
    /// As [`of`](Self::of), of the groups over all strata.
    pub fn stratified_segments<S, G: Ord, T: Elapsed>(
        weights: LogRankWeights,
        strata: &Segmented<S, Segmented<G, LifetimeTable<T>>>,
    ) -> Result<Self> {
        let groups = strata.iter().flat_map(|(_, groups)| groups.iter());
        let keys: BTreeSet<&G> = groups.map(|(key, _)| key).collect();
        let empty = LifetimeTable::default();
        let tables = strata.iter().map(|(_, groups)| {
            let table = |key: &&G| groups.get(*key).unwrap_or(&empty);
            keys.iter().map(table).collect::<Vec<_>>()
        });
        Self::stratified(weights, tables)
    }

    /// Tests every pair of the groups, with p-values corrected for the number of pairs.
    ///
    /// After a test of all groups said that they differ: which do? Pairs of groups that were never at
    /// risk together when a customer left are passed over; the others come in the order of the groups.
    ///
    /// # Errors
    ///
    /// As [`of`](Self::of).
    pub fn pairwise<'a, I>(weights: LogRankWeights, groups: I) -> Result<Vec<LogRankPair>>
    where
        I: IntoIterator<Item: AsLifetimeTable<'a>>,
    {
        let tables: Vec<_> = groups.into_iter().map(AsLifetimeTable::table).collect();
        // Finds whatever is wrong with any of the groups.
        let _all = Self::weighted(weights, tables.iter().copied())?;
        let mut tests = Vec::new();
        for (first, a) in tables.iter().enumerate() {
            for (second, b) in tables.iter().enumerate().skip(first.saturating_add(1)) {
                if let Ok(test) = Self::weighted(weights, [*a, *b]) {
                    tests.push((first, second, test));
                }
            }
        }
        Ok(LogRankPair::corrected(tests))
    }

    /// Sums over strata, which have the same number of groups.
    fn of_strata(
        weights: LogRankWeights,
        strata: impl IntoIterator<Item = Result<Stratum>>,
    ) -> Result<Self> {
        let mut total = Total::default();
        for stratum in strata {
            total.add(&stratum?);
        }
        let covariance = total.covariance();
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

    /// Returns the statistic: the larger, the less alike the groups are.
    #[must_use]
    pub const fn chi_squared(&self) -> f64 {
        self.chi_squared
    }

    /// Returns how many differences between groups are tested together: one less than the number of
    /// groups, where all were at risk together.
    #[must_use]
    pub const fn degrees_of_freedom(&self) -> usize {
        self.degrees_of_freedom
    }

    /// Returns the probability of a statistic at least as large if all groups were alike.
    #[must_use]
    pub const fn p_value(&self) -> f64 {
        self.p_value
    }

    /// Returns whether the p-value is below 1 − level.
    #[must_use]
    pub const fn is_significant(&self, level: Level) -> bool {
        self.p_value < 1.0 - level.get()
    }

    /// Returns the weights of the times.
    #[must_use]
    pub const fn weights(&self) -> LogRankWeights {
        self.weights
    }

    /// Returns the groups in the order in which they were given (for a
    /// [`Segmented`](crate::Segmented), in the order of its keys).
    #[must_use]
    pub fn groups(&self) -> &[LogRankGroup] {
        &self.groups
    }

    /// Returns the covariance of the excesses of two groups, by their indices; `None` where there
    /// is no such group.
    #[must_use]
    pub fn covariance(&self, first: usize, second: usize) -> Option<f64> {
        let is_group = first.max(second) < self.groups.len();
        entry(&self.covariance, first, second).filter(|_| is_group)
    }
}

/// Returns P(χ² > x). With one degree of freedom that is the two tails of a normal variable, which keeps all digits.
fn tail(x: f64, degrees: usize) -> f64 {
    let tail = if degrees == 1 {
        normal::two_sided_p(math::sqrt(x))
    } else {
        // Beyond what the function can tell from 0 it has no value.
        chi_square::sf(x, degrees as f64).unwrap_or(0.0)
    };
    tail.clamp(0.0, 1.0)
}

/// Returns an entry of a symmetric matrix from its lower triangle.
fn entry(triangle: &[f64], i: usize, j: usize) -> Option<f64> {
    let (low, high) = if i < j { (i, j) } else { (j, i) };
    let before = high.saturating_mul(high.saturating_add(1)) / 2;
    triangle.get(before.saturating_add(low)).copied()
}

impl fmt::Display for LogRankTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_chi_square(f, self.degrees_of_freedom, self.chi_squared, self.p_value)
    }
}

saved! {
    impl{} for LogRankTest as "log-rank test", 1;
    |test| {
        weights,
        chi_squared: f64,
        degrees_of_freedom,
        p_value: f64,
        groups: Vec<LogRankGroup> = &test.groups,
        covariance: Vec<f64> = &test.covariance,
    };
    read {
        // The lower triangle of g groups has g·(g + 1)/2 entries.
        let entries = groups.len().saturating_mul(groups.len().saturating_add(1)) / 2;
        let (_, degrees) = statistic(&groups, |i, j| entry(&covariance, i, j).unwrap_or(0.0));
        let possible = groups.iter().all(|group| group.customers > 0)
            && covariance.len() == entries
            && (degrees, degrees > 0) == (degrees_of_freedom, true)
            && chi_squared >= 0.0
            && (0.0..=1.0).contains(&p_value);
        if !possible {
            return Err(Error::Malformed {
                what: "log-rank test",
                expected: "groups with customers, their covariance, and a statistic that fits them",
            });
        }
        Ok(Self { weights, chi_squared, degrees_of_freedom, p_value, groups, covariance })
    }
}
