//! [`LogRankWeights`].

use core::fmt;

use super::sums::Stratum;
use super::sweep;
use super::{LogRankPair, LogRankTest, SurvivalGroup};
use crate::error::finite;
use crate::numeric::math;
use crate::retention::survival::kaplan_meier::Product;
use crate::retention::survival::{Elapsed, LifetimeTable};
use crate::text::padded;
use crate::{Error, Result, Segmented};

/// Which times count most when groups are compared: all alike, or the early or the late ones.
///
/// The plain test is the most powerful one where one group's chance of leaving is the other's times a constant
/// at all times. Where curves part early and meet again the early weights see more, where they part late the
/// late ones. Choose before looking at the data: the smallest p of five tests is not a p.
///
/// | weights | w at a time | counts most |
/// |---|---|---|
/// | **[`LogRank`](Self::LogRank)** (recommended) | 1 | all times alike |
/// | [`Gehan`](Self::Gehan) | n | early times, the more the more customers are lost from sight |
/// | [`TaroneWare`](Self::TaroneWare) | √n | early times, between the two |
/// | [`FlemingHarrington`](Self::FlemingHarrington) p, q | S(t−)ᵖ·(1 − S(t−))^q | early for p > q, late for q > p |
///
/// n is how many are at risk in all groups and S(t−) the Kaplan–Meier curve of all of them just before the time.
/// R's `survdiff(rho = p)` is `FlemingHarrington` with q = 0; lifelines' names are `wilcoxon`, `tarone-ware` and
/// `fleming-harrington`. Its `peto` takes the curve after the time, with n + 1 for n, and is not offered:
/// p = 1, q = 0 here is the Peto–Peto test of R.
///
/// # Examples
///
/// ```
/// use tenure::retention::survival::{LifetimeTable, LogRankWeights};
///
/// // Months of tenure and whether the customer left, by plan.
/// let monthly = LifetimeTable::<u32>::try_from_iter([(1, true), (2, true), (2, true), (5, false), (8, true)])?;
/// let yearly = LifetimeTable::<u32>::try_from_iter([(12, true), (12, false), (12, true), (24, false), (24, true)])?;
/// let test = LogRankWeights::Gehan.test([&monthly, &yearly])?;
/// assert_eq!(test.to_string(), "χ²(1) = 6.15, p = 0.0131");
/// assert!(test.groups()[0].excess > 0.0); // those on a monthly plan leave sooner
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Mantel (1966), Cancer Chemotherapy Reports 50; Gehan (1965), Biometrika 52; Tarone & Ware (1977), Biometrika
/// 64; Fleming & Harrington (1981), Communications in Statistics A 10; Klein & Moeschberger (2003), "Survival
/// Analysis", 2nd ed., section 7.3.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum LogRankWeights {
    /// Every time alike: the log-rank test, which is also the score test of a proportional-hazards model.
    #[default]
    #[doc(alias = "Mantel-Cox")]
    #[doc(alias = "Mantel-Haenszel")]
    LogRank,
    /// By how many are at risk: the generalised Wilcoxon test. It depends on who is lost from sight when.
    #[doc(alias = "Wilcoxon")]
    #[doc(alias = "Breslow")]
    Gehan,
    /// By the root of how many are at risk.
    TaroneWare,
    /// By the share still there just before the time, to the power of p, and the share gone, to the power of q.
    #[doc(alias = "Peto-Peto")]
    #[doc(alias = "Prentice")]
    #[doc(alias = "Harrington-Fleming")]
    FlemingHarrington {
        /// At least 0; more counts early times more.
        p: f64,
        /// At least 0; more counts late times more.
        q: f64,
    },
}

impl LogRankWeights {
    /// Tests two groups or more: do their customers leave at the same rates?
    ///
    /// Takes references to tables, or a whole [`Segmented`] of them (by reference).
    ///
    /// # Errors
    ///
    /// [`Error::Item`] with the place of the first group without a customer. [`Error::NotEnoughData`] for fewer
    /// than two groups, and when nobody left at a time at which customers of two groups were at risk, so that
    /// nothing can be compared. [`Error::OutOfRange`] or [`Error::NotFinite`] for a negative or missing p or q.
    ///
    /// # Complexity
    ///
    /// O(n·g²) for n distinct times and g groups; nothing is stored of the times. Two groups whose times all
    /// differ have a shorter way.
    pub fn test<'a, I>(self, groups: I) -> Result<LogRankTest>
    where
        I: IntoIterator<Item: SurvivalGroup<'a>>,
    {
        let tables: Vec<_> = groups.into_iter().map(SurvivalGroup::table).collect();
        self.checked()?;
        LogRankTest::of_strata(self, [Ok(self.stratum(&tables))])
    }

    /// The same within strata: customers are compared with those of their own stratum only.
    ///
    /// For groups that differ in something else that matters, say plans whose customers come from different
    /// countries. Each stratum gives its groups in the same order; a group may be empty in some. Weights
    /// are taken from each stratum, so that a large one does not lend its weights to a small one.
    ///
    /// # Errors
    ///
    /// As [`test`](Self::test), of the groups over all strata; [`Error::Item`] with the place of the first
    /// stratum that has not as many groups as the first ([`Error::LengthMismatch`]).
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::retention::survival::{LifetimeTable, LogRankWeights};
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
    /// let test = LogRankWeights::LogRank.stratified([&germany, &france])?;
    /// assert_eq!(test.to_string(), "χ²(1) = 2.83, p = 0.0923");
    /// # Ok::<(), tenure::Error>(())
    /// ```
    pub fn stratified<'a, I>(self, strata: I) -> Result<LogRankTest>
    where
        I: IntoIterator<Item: IntoIterator<Item: SurvivalGroup<'a>>>,
    {
        self.checked()?;
        let mut expected = None;
        let strata = strata.into_iter().enumerate().map(|(index, groups)| {
            let tables: Vec<_> = groups.into_iter().map(SurvivalGroup::table).collect();
            let first = *expected.get_or_insert(tables.len());
            if tables.len() != first {
                let wrong = Error::LengthMismatch {
                    what: "groups of the strata",
                    left: first,
                    right: tables.len(),
                };
                return Err(wrong.at(index));
            }
            Ok(self.stratum(&tables))
        });
        LogRankTest::of_strata(self, strata)
    }

    /// The same for tables by stratum and group. Groups are matched by their keys; one that a stratum does not have
    /// is empty there.
    ///
    /// # Errors
    ///
    /// As [`test`](Self::test), of the groups over all strata.
    pub fn stratified_segments<S, G: Ord, T: Elapsed>(
        self,
        strata: &Segmented<S, Segmented<G, LifetimeTable<T>>>,
    ) -> Result<LogRankTest> {
        let keys: std::collections::BTreeSet<&G> = strata
            .iter()
            .flat_map(|(_, groups)| groups.iter().map(|(key, _)| key))
            .collect();
        let empty = LifetimeTable::default();
        self.stratified(strata.iter().map(|(_, groups)| {
            let tables: Vec<_> = keys
                .iter()
                .map(|key| groups.get(*key).unwrap_or(&empty))
                .collect();
            tables
        }))
    }

    /// Tests each two of the groups, with p-values corrected for there being so many pairs.
    ///
    /// After a test of all groups said that they differ: which do? Pairs of groups that were never at risk
    /// together when somebody left are passed over; the others come in the order of the groups.
    ///
    /// # Errors
    ///
    /// As [`test`](Self::test).
    pub fn pairwise<'a, I>(self, groups: I) -> Result<Vec<LogRankPair>>
    where
        I: IntoIterator<Item: SurvivalGroup<'a>>,
    {
        let tables: Vec<_> = groups.into_iter().map(SurvivalGroup::table).collect();
        // All that is wrong with any of the groups is found here.
        let _all = self.test(tables.iter().copied())?;
        let mut tests = Vec::new();
        for (first, a) in tables.iter().enumerate() {
            for (second, b) in tables.iter().enumerate().skip(first.saturating_add(1)) {
                if let Ok(test) = self.test([*a, *b]) {
                    tests.push((first, second, test));
                }
            }
        }
        Ok(LogRankPair::corrected(tests))
    }

    fn checked(self) -> Result<()> {
        let Self::FlemingHarrington { p, q } = self else {
            return Ok(());
        };
        for (what, power) in [("p of the weights", p), ("q of the weights", q)] {
            if finite(what, power)? < 0.0 {
                return Err(Error::out_of_range(what, "at least 0", power));
            }
        }
        Ok(())
    }

    fn stratum<T: Elapsed>(self, tables: &[&LifetimeTable<T>]) -> Stratum {
        match self {
            Self::LogRank => swept(tables, |_, _| 1.0),
            Self::Gehan => swept(tables, |n, _| n as f64),
            Self::TaroneWare => swept(tables, |n, _| math::sqrt(n as f64)),
            Self::FlemingHarrington { p, q } => {
                let (mut product, mut survival) = (Product::new(), 1.0);
                swept(tables, move |n, d| {
                    let before = survival;
                    survival = product.step((), n, d).survival();
                    power(before, p) * power(1.0 - before, q)
                })
            }
        }
    }
}

/// xʸ, without a logarithm for the common powers.
fn power(x: f64, y: f64) -> f64 {
    if y <= 0.0 {
        1.0
    } else if (y - 1.0).abs() <= 0.0 {
        x
    } else {
        math::pow(x, y)
    }
}

fn swept<T: Elapsed>(tables: &[&LifetimeTable<T>], weight: impl FnMut(u64, u64) -> f64) -> Stratum {
    match tables {
        [first, second] => match (first.single_times(), second.single_times()) {
            (Some(first), Some(second)) => sweep::two_of_single_times(first, second, weight),
            _ => sweep::two(first.every_row(), second.every_row(), weight),
        },
        tables => sweep::many(tables.iter().map(|table| table.every_row()), weight),
    }
}

impl fmt::Display for LogRankWeights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LogRank => padded(f, "log-rank"),
            Self::Gehan => padded(f, "Gehan"),
            Self::TaroneWare => padded(f, "Tarone–Ware"),
            Self::FlemingHarrington { p, q } => {
                padded(f, format_args!("Fleming–Harrington({p}, {q})"))
            }
        }
    }
}
