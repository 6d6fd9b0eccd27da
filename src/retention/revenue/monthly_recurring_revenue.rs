//! [`MonthlyRecurringRevenue`].

use super::BillingCycle;
use super::exact::ratio;
use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::units::Money;

/// Adds up the prices of plans of all billing cycles to a monthly or annual total, rounded once.
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
/// use tenure::retention::revenue::{BillingCycle, MonthlyRecurringRevenue};
/// use tenure::units::Money;
///
/// let monthly = [(Money::parse("100", 2)?, BillingCycle::Month); 100];
/// let yearly = [(Money::parse("600", 2)?, BillingCycle::Year); 50];
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
/// use tenure::retention::revenue::{BillingCycle, MonthlyRecurringRevenue, RevenueLedger};
/// use tenure::units::Money;
///
/// let plan = |cents, interval| -> MonthlyRecurringRevenue {
///     [(Money::from_minor(cents), interval)].into_iter().collect()
/// };
/// let yearly = plan(10_000, BillingCycle::Year);
/// assert_eq!(yearly.monthly(), Money::from_minor(833));
/// assert_eq!(yearly.annual(), Money::from_minor(10_000)); // not 12 · 8.33
///
/// let ledger = RevenueLedger::try_from_iter([
///     ("ann", 0, Some(6), yearly.in_parts()),
///     (
///         "ann",
///         6,
///         None,
///         plan(2_400, BillingCycle::Quarter).in_parts(),
///     ),
/// ])?;
/// assert_eq!(ledger.movements(0, 6)?.net_revenue_retention(), Some(0.96)); // 96.00 a year after 100.00
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[must_use]
pub struct MonthlyRecurringRevenue {
    /// By the place of the cycle.
    billed: [Money; BillingCycle::COUNT],
}

/// The limit of each total: larger ones count as this, so that nothing overflows.
const MOST: i128 = 1 << 112;

impl MonthlyRecurringRevenue {
    /// Counts the [parts](Self::in_parts) of a minor unit.
    pub const PARTS_PER_MINOR_UNIT: i64 = 72;

    /// Adds the price of one plan, billed every `cycle`.
    pub fn push(&mut self, price: Money, cycle: BillingCycle) {
        if let Some(total) = self.billed.get_mut(cycle.place()) {
            total.push(price);
        }
    }

    /// Returns what the plans of one cycle bill every `cycle`.
    pub fn billed_every(&self, cycle: BillingCycle) -> Money {
        let total = self.billed.get(cycle.place());
        total.copied().unwrap_or_default()
    }

    /// Returns the monthly total of all plans to the nearest minor unit, halves away from 0.
    #[doc(alias = "MRR")]
    pub fn monthly(&self) -> Money {
        Money::wide(nearest(self.parts(), BillingCycle::PARTS))
    }

    /// Returns the annual total of all plans to the nearest minor unit, halves away from 0: not
    /// twelve times the rounded month.
    #[doc(alias = "ARR")]
    pub fn annual(&self) -> Money {
        // 12/72 of the parts.
        Money::wide(nearest(self.parts(), 6))
    }

    /// Returns the monthly total of all plans in minor units, not rounded to whole ones.
    #[must_use]
    pub fn monthly_unrounded_in_minor(&self) -> f64 {
        // There is a denominator, so there is a value.
        ratio(self.parts(), BillingCycle::PARTS).unwrap_or(0.0)
    }

    /// Returns the monthly total of all plans in 72nds of a minor unit, exactly.
    ///
    /// Every cycle comes to a whole number of them. A ledger kept in them never rounds.
    pub fn in_parts(&self) -> Money {
        Money::wide(self.parts())
    }

    /// At most 2¹¹² · Σ parts < 2¹²⁴ in size.
    fn parts(&self) -> i128 {
        BillingCycle::ALL
            .iter()
            .map(|cycle| {
                let total = self.billed_every(*cycle).minor().clamp(-MOST, MOST);
                total.wrapping_mul(cycle.parts_a_month())
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

impl Accumulate<(Money, BillingCycle)> for MonthlyRecurringRevenue {
    fn add(&mut self, (price, cycle): (Money, BillingCycle)) {
        self.push(price, cycle);
    }
}

accumulator!({} MonthlyRecurringRevenue, (Money, BillingCycle));

// A list of cycles and what is billed by them, without those of nothing: any such list reads back.
saved! {
    impl{} for MonthlyRecurringRevenue as "monthly recurring revenue", 1;
    |revenue| -> {
        let billed = |cycle: &BillingCycle| (*cycle, revenue.billed_every(*cycle));
        let billed = BillingCycle::ALL.iter().map(billed);
        billed.filter(|(_, total)| *total != Money::ZERO).collect::<Vec<_>>()
    };
    read(list: Vec<(BillingCycle, Money)>) {
        Ok(list.into_iter().map(|(cycle, total)| (total, cycle)).collect())
    }
}
