//! [`HoldoutBins`].

use core::fmt;
use std::collections::BTreeMap;

use super::HoldoutBinning;
use super::holdout_check::Group;
use super::total::Total;
#[cfg(feature = "serde")]
use crate::Error;
use crate::clv::history::PurchaseHistory;
use crate::text::write_table;
use crate::units::{Horizon, TimeUnit};
use crate::{Result, limit};

/// Holds the mean expected and mean actual purchases of one group of customers.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct HoldoutBin {
    /// Holds the lower end of the group: a number of purchases, or a time in periods of the width.
    pub from: f64,
    /// Holds the upper end; `None` for the group of all above.
    pub to: Option<f64>,
    /// Counts the customers.
    pub customers: u64,
    /// Holds the mean number of purchases expected per customer.
    pub mean_expected: f64,
    /// Holds the mean number of purchases made per customer.
    pub mean_actual: f64,
}

/// Compares expected and actual purchases in the holdout, by groups of customers.
///
/// [`HoldoutCheck::bins`](super::HoldoutCheck::bins) computes it. Groups without customers are left out;
/// groups by time exclude their lower end and include their upper end.
///
/// *Good*: two columns that rise or fall together. *Bad*: an expected column that is flatter than the
/// actual one (customers differ more than the model assumes) or steeper (they differ less); by the time
/// since the last purchase, an expected column that stays high where the actual one is near 0 (the
/// model counts customers who have left).
#[must_use]
#[derive(Debug, Clone, PartialEq)]
pub struct HoldoutBins {
    binning: HoldoutBinning,
    bins: Vec<HoldoutBin>,
}

saved! {
    impl{} for HoldoutBin as plain;
    |bin| { from: f64, to: Option<f64>, customers: u64, mean_expected: f64, mean_actual: f64 };
    read {
        let is_possible = to.is_none_or(|to| to >= from)
            && customers > 0
            && mean_expected >= 0.0
            && mean_actual >= 0.0;
        if !is_possible {
            return Err(Error::Malformed {
                what: "group of a holdout check",
                expected: "of at least 1 customer, with means of at least 0",
            });
        }
        Ok(Self { from, to, customers, mean_expected, mean_actual })
    }
}

saved! {
    impl{} for HoldoutBins as "holdout bins", 1;
    |of| { binning, bins: Vec<HoldoutBin> = &of.bins };
    read {
        if !bins.is_sorted_by(|one, next| one.from < next.from || one.to < next.to) {
            return Err(Error::Malformed {
                what: "groups of a holdout check",
                expected: "in order",
            });
        }
        Ok(Self { binning, bins })
    }
}

#[derive(Default)]
struct Sums {
    customers: u64,
    actual: u64,
    expected: Total,
}

impl HoldoutBins {
    pub(super) fn of(groups: &[Group], by: HoldoutBinning) -> Result<Self> {
        let mut bins = BTreeMap::<u64, Sums>::new();
        for group in groups {
            let sums = bins.entry(group_number(&group.history, by)?).or_default();
            sums.customers = sums.customers.saturating_add(group.customers);
            sums.actual = sums.actual.saturating_add(group.actual);
            sums.expected.add(group.expected, group.customers);
        }
        let width = by.width().map_or(1.0, Horizon::length);
        let bins = bins.into_iter().map(|(place, sums)| {
            let (from, to) = if let HoldoutBinning::Frequency { most } = by {
                (place as f64, (place < most).then_some(place as f64))
            } else {
                // Group 0 is exactly 0, group 1 is (0, width], and so on.
                let from = place.saturating_sub(1) as f64 * width;
                (from, Some(place as f64 * width))
            };
            let n = sums.customers as f64;
            HoldoutBin {
                from,
                to,
                customers: sums.customers,
                mean_expected: sums.expected.value() / n,
                mean_actual: sums.actual as f64 / n,
            }
        });
        Ok(Self {
            binning: by,
            bins: bins.collect(),
        })
    }

    /// Returns what the customers are grouped by.
    #[must_use]
    pub const fn binning(&self) -> HoldoutBinning {
        self.binning
    }

    /// Returns the groups with customers, in order.
    #[must_use]
    pub fn bins(&self) -> &[HoldoutBin] {
        &self.bins
    }
}

/// The number of a customer's group.
fn group_number(history: &PurchaseHistory, by: HoldoutBinning) -> Result<u64> {
    // A whole number of widths belongs to the lower group, even when the division rounds up.
    const FORGIVEN: f64 = 1.0 - 4.0 * f64::EPSILON;
    let day = TimeUnit::DAY;
    let time = match by {
        HoldoutBinning::Frequency { most } => return Ok(history.repeat_purchases().min(most)),
        HoldoutBinning::Recency { .. } => history.last(day),
        HoldoutBinning::SinceLast { .. } => (history.age(day) - history.last(day)).max(0.0),
        HoldoutBinning::Age { .. } => history.age(day),
    };
    let width = by.width().map_or(1.0, |width| day.count_of(width));
    let place = (time / width * FORGIVEN).ceil();
    limit::whole_at_most("number of groups", limit::GROUPS, place)
}

/// Prints a table.
impl fmt::Display for HoldoutBins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(3);
        let heads = ["customers", "mean actual", "mean expected"];
        let [customers, actual, expected] = heads.map(String::from);
        let mut rows = vec![[self.binning.to_string(), customers, actual, expected]];
        rows.extend(self.bins.iter().map(|bin| {
            let label = match (self.binning, bin.to) {
                (_, None) => format!("{}+", bin.from),
                (HoldoutBinning::Frequency { .. }, _) => bin.from.to_string(),
                (_, Some(to)) if to <= 0.0 => "none".to_string(),
                (_, Some(to)) => format!("{} to {to}", bin.from),
            };
            [
                label,
                bin.customers.to_string(),
                format!("{:.places$}", bin.mean_actual),
                format!("{:.places$}", bin.mean_expected),
            ]
        }));
        write_table(f, &rows)
    }
}
