//! [`MonthlyRecurringRevenue`].

use super::BillingInterval;
use super::exact::ratio;
use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::units::Money;

/// What do plans of all billing intervals come to a month, rounded once?
///
/// Adds up prices by how often they are billed, exactly, and divides only when it is asked. A yearly plan of
/// 100.00 is 8.33 a month and not quite: rounding every month loses 4 cents of it a year, and rounding each plan
/// before adding loses as much of every plan. Here the total is rounded, to the nearest minor unit (halves away
/// from 0).
///
/// Discounts are prices below 0. It collects from (price, interval), and merges.
///
/// # Formula
///
/// ```text
/// day · 365/12    week · 52/12    month    quarter / 3    year / 12
/// ```
///
/// # Examples
///
/// A hundred plans of 100.00 a month and fifty of 600.00 a year:
///
/// ```
/// use tenure::retention::revenue::{BillingInterval, MonthlyRecurringRevenue};
/// use tenure::units::Money;
///
/// let monthly = [(Money::parse("100", 2)?, BillingInterval::Month); 100];
/// let yearly = [(Money::parse("600", 2)?, BillingInterval::Year); 50];
/// let mrr: MonthlyRecurringRevenue = monthly.into_iter().chain(yearly).collect();
/// assert_eq!(mrr.monthly().display(2).to_string(), "12500.00");
/// assert_eq!(mrr.annual().display(2).to_string(), "150000.00");
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// The MRR of one plan for a [`RevenueLedger`](super::RevenueLedger), rounded once per plan; or not at all, with
/// amounts in parts of a cent, because no rate depends on the unit of money:
///
/// ```
/// use tenure::retention::revenue::{BillingInterval, MonthlyRecurringRevenue, RevenueLedger};
/// use tenure::units::Money;
///
/// let plan = |cents, interval| -> MonthlyRecurringRevenue {
///     [(Money::from_minor(cents), interval)].into_iter().collect()
/// };
/// let yearly = plan(10_000, BillingInterval::Year);
/// assert_eq!(yearly.monthly(), Money::from_minor(833));
/// assert_eq!(yearly.annual(), Money::from_minor(10_000)); // not 12 · 8.33
///
/// let ledger = RevenueLedger::try_from_iter([
///     ("ann", 0, Some(6), yearly.in_parts()),
///     ("ann", 6, None, plan(2_400, BillingInterval::Quarter).in_parts()),
/// ])?;
/// assert_eq!(ledger.movements(0, 6)?.net_revenue_retention(), Some(0.96)); // 96.00 a year after 100.00
/// # Ok::<(), tenure::Error>(())
/// ```
#[doc(alias = "MRR")]
#[doc(alias = "ARR")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[must_use]
pub struct MonthlyRecurringRevenue {
    /// By the place of the interval.
    billed: [Money; BillingInterval::COUNT],
}

/// What is reckoned with: totals beyond it stay there, and nothing overflows.
const MOST: i128 = 1 << 112;

impl MonthlyRecurringRevenue {
    /// How many [parts](Self::in_parts) a minor unit has.
    pub const PARTS_PER_MINOR_UNIT: i64 = 72;

    /// Takes in the price of one plan, billed every `interval`.
    pub fn push(&mut self, price: Money, interval: BillingInterval) {
        if let Some(total) = self.billed.get_mut(interval.place()) {
            total.push(price);
        }
    }

    /// What is billed every `interval` by the plans of that interval.
    pub fn billed_every(&self, interval: BillingInterval) -> Money {
        let total = self.billed.get(interval.place());
        total.copied().unwrap_or_default()
    }

    /// What all plans come to a month, to the nearest minor unit, halves away from 0.
    #[doc(alias = "MRR")]
    pub fn monthly(&self) -> Money {
        Money::wide(nearest(self.parts(), BillingInterval::PARTS))
    }

    /// What all plans come to a year, to the nearest minor unit, halves away from 0: not twelve times the
    /// rounded month.
    #[doc(alias = "ARR")]
    pub fn annual(&self) -> Money {
        // 12/72 of the parts.
        Money::wide(nearest(self.parts(), 6))
    }

    /// What all plans come to a month in minor units, not rounded to whole ones.
    #[must_use]
    pub fn monthly_unrounded(&self) -> f64 {
        // There is a denominator, so there is a value.
        ratio(self.parts(), BillingInterval::PARTS).unwrap_or(0.0)
    }

    /// What all plans come to a month in 72nds of a minor unit, exactly.
    ///
    /// Every interval comes to a whole number of them. A ledger kept in them never rounds.
    pub fn in_parts(&self) -> Money {
        Money::wide(self.parts())
    }

    /// At most 2¹¹² · Σ parts < 2¹²⁴ in size.
    fn parts(&self) -> i128 {
        BillingInterval::ALL
            .iter()
            .map(|interval| {
                let total = self.billed_every(*interval).minor().clamp(-MOST, MOST);
                total.wrapping_mul(interval.parts_a_month())
            })
            .fold(0, i128::wrapping_add)
    }
}

/// n/d to the nearest whole number, halves away from 0; |n| < 2¹²⁵.
const fn nearest(n: i128, d: i128) -> i128 {
    let size = n.unsigned_abs();
    let d = d.unsigned_abs();
    let twice = size.wrapping_mul(2).wrapping_add(d);
    let rounded = match twice.checked_div(d.wrapping_mul(2)) {
        Some(rounded) => rounded.cast_signed(),
        None => 0,
    };
    if n < 0 {
        rounded.wrapping_neg()
    } else {
        rounded
    }
}

impl Merge for MonthlyRecurringRevenue {
    fn merge(&mut self, other: Self) {
        for (ours, theirs) in self.billed.iter_mut().zip(other.billed) {
            ours.merge(theirs);
        }
    }
}

impl Accumulate<(Money, BillingInterval)> for MonthlyRecurringRevenue {
    fn add(&mut self, (price, interval): (Money, BillingInterval)) {
        self.push(price, interval);
    }
}

accumulator!({} MonthlyRecurringRevenue, (Money, BillingInterval));

/// A list of intervals and what is billed by them, without those of nothing: any such list reads back.
#[cfg(feature = "serde")]
impl serde::Serialize for MonthlyRecurringRevenue {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all = BillingInterval::ALL.iter();
        let billed = all.map(|interval| (interval, self.billed_every(*interval)));
        let billed: Vec<_> = billed.filter(|(_, total)| *total != Money::ZERO).collect();
        billed.serialize(serializer)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for MonthlyRecurringRevenue {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let list = Vec::<(BillingInterval, Money)>::deserialize(deserializer)?;
        let billed = list.into_iter().map(|(interval, total)| (total, interval));
        Ok(billed.collect())
    }
}
