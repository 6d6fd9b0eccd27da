//! [`BillingCycle`].

use core::fmt;

/// Names how often a plan is billed.
///
/// A month is a twelfth of a year, a year is 12 months, 52 weeks or 365 days: the convention of the billing
/// systems, under which 52 weeks of 7 days are a day short of a year. Whether coupons, trials, past-due or metered
/// plans count is decided before this, where the data is made; systems differ in all of these.
///
/// # Examples
///
/// ```
/// use tenure::retention::revenue::{BillingCycle, MonthlyRecurringRevenue};
/// use tenure::units::Money;
///
/// // 10.00 a week is 52 times that a year.
/// let weekly: MonthlyRecurringRevenue = [(Money::from_minor(1000), BillingCycle::Week)]
///     .iter()
///     .collect();
/// assert_eq!(weekly.annual(), Money::from_minor(52_000));
/// assert_eq!(weekly.monthly(), Money::from_minor(4333));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum BillingCycle {
    /// Bills every day, 365 times a year.
    Day,
    /// Bills every week, 52 times a year.
    Week,
    /// Bills every two weeks, 26 times a year.
    TwoWeeks,
    /// Bills every four weeks, 13 times a year.
    FourWeeks,
    /// Bills every month.
    Month,
    /// Bills every two months.
    TwoMonths,
    /// Bills every three months.
    Quarter,
    /// Bills every four months.
    FourMonths,
    /// Bills every six months.
    HalfYear,
    /// Bills every year.
    Year,
    /// Bills every two years.
    TwoYears,
    /// Bills every three years.
    ThreeYears,
}

saved! { impl{} for BillingCycle as is; }

impl BillingCycle {
    /// Lists all cycles, the shortest first.
    pub const ALL: &[Self] = &[
        Self::Day,
        Self::Week,
        Self::TwoWeeks,
        Self::FourWeeks,
        Self::Month,
        Self::TwoMonths,
        Self::Quarter,
        Self::FourMonths,
        Self::HalfYear,
        Self::Year,
        Self::TwoYears,
        Self::ThreeYears,
    ];

    /// The number of cycles.
    pub(super) const COUNT: usize = Self::ALL.len();

    /// The parts a minor unit is split into, so that each of these cycles gives a whole number of parts a month.
    pub(super) const PARTS: i128 = 72;

    /// Returns what one minor unit per cycle is a month, in parts: at most 2190.
    pub(super) const fn parts_a_month(self) -> i128 {
        match self {
            Self::Day => 2190, // 72 · 365/12
            Self::Week => 312, // 72 · 52/12
            Self::TwoWeeks => 156,
            Self::FourWeeks => 78,
            Self::Month => 72,
            Self::TwoMonths => 36,
            Self::Quarter => 24,
            Self::FourMonths => 18,
            Self::HalfYear => 12,
            Self::Year => 6,
            Self::TwoYears => 3,
            Self::ThreeYears => 2,
        }
    }

    /// Returns the index in [`ALL`](Self::ALL).
    pub(super) const fn place(self) -> usize {
        self as usize
    }

    /// Returns the name of the cycle, as in "per quarter".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::TwoWeeks => "two weeks",
            Self::FourWeeks => "four weeks",
            Self::Month => "month",
            Self::TwoMonths => "two months",
            Self::Quarter => "quarter",
            Self::FourMonths => "four months",
            Self::HalfYear => "half-year",
            Self::Year => "year",
            Self::TwoYears => "two years",
            Self::ThreeYears => "three years",
        }
    }
}

impl fmt::Display for BillingCycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(f, self.name())
    }
}
