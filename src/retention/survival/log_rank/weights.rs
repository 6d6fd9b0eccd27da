//! [`LogRankWeights`].

use core::fmt;

use super::sums::Stratum;
use super::{FlemingHarrington, sweep};
use crate::Result;
use crate::numeric::math;
use crate::retention::survival::kaplan_meier::Product;
use crate::retention::survival::{Elapsed, LifetimeTable};
use crate::text::padded;

/// Names which times count most when groups are compared: all alike, or the early or the late ones.
///
/// The plain test is the most powerful one where one group's chance of leaving is the other's times a constant
/// at all times. Where curves part early and meet again the early weights see more, where they part late the
/// late ones. Choose before looking at the data: the smallest p of five tests is not a p.
///
/// | weights | w at a time | counts most |
/// |---|---|---|
/// | **[`LogRank`](Self::LogRank)** (recommended) | 1 | all times alike |
/// | [`Gehan`](Self::Gehan) | n | early times, the more so the more customers are censored |
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
/// use tenure::retention::survival::{LifetimeTable, LogRankTest, LogRankWeights};
///
/// // Months of tenure and whether the customer left, by plan.
/// let monthly = LifetimeTable::<u32>::try_from_iter([
///     (1, true),
///     (2, true),
///     (2, true),
///     (5, false),
///     (8, true),
/// ])?;
/// let yearly = LifetimeTable::<u32>::try_from_iter([
///     (12, true),
///     (12, false),
///     (12, true),
///     (24, false),
///     (24, true),
/// ])?;
/// let test = LogRankTest::weighted(LogRankWeights::Gehan, [&monthly, &yearly])?;
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
    /// Weighs every time alike: the log-rank test, which is also the score test of a proportional-hazards model.
    #[default]
    #[doc(alias = "Mantel-Cox")]
    #[doc(alias = "Mantel-Haenszel")]
    LogRank,
    /// Weighs a time by how many are at risk: the generalised Wilcoxon test. It depends on when customers are
    /// censored.
    #[doc(alias = "Wilcoxon")]
    #[doc(alias = "Breslow")]
    Gehan,
    /// Weighs a time by the square root of how many are at risk.
    TaroneWare,
    /// Weighs a time by the survival just before it to the power of p, times the share who left to the power of q.
    #[doc(alias = "Peto-Peto")]
    #[doc(alias = "Prentice")]
    #[doc(alias = "Harrington-Fleming")]
    FlemingHarrington(FlemingHarrington),
}

saved! { impl{} for LogRankWeights as is; }

impl LogRankWeights {
    /// Creates the weights of Fleming and Harrington: the survival just before the time to the power
    /// of p, times the share who left to the power of q.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for a negative p or q,
    /// [`Error::NotFinite`](crate::Error::NotFinite) for one that is no finite number.
    pub fn fleming_harrington(p: f64, q: f64) -> Result<Self> {
        FlemingHarrington::new(p, q).map(Self::FlemingHarrington)
    }

    pub(super) fn stratum<T: Elapsed>(self, tables: &[&LifetimeTable<T>]) -> Stratum {
        match self {
            Self::LogRank => swept(tables, |_, _| 1.0),
            Self::Gehan => swept(tables, |n, _| n as f64),
            Self::TaroneWare => swept(tables, |n, _| math::sqrt(n as f64)),
            Self::FlemingHarrington(powers) => {
                let (mut product, mut survival) = (Product::new(), 1.0);
                swept(tables, move |n, d| {
                    let before = survival;
                    survival = product.step((), n, d).survival();
                    powers.weight(before)
                })
            }
        }
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
            Self::FlemingHarrington(powers) => powers.fmt(f),
        }
    }
}
