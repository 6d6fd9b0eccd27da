//! [`HoldoutBins`].

use core::fmt;
use std::collections::BTreeMap;

use super::HoldoutBinning;
use super::holdout_check::Group;
use super::total::Total;
use crate::clv::history::PurchaseHistory;
use crate::text::write_table;
use crate::units::{Horizon, TimeUnit};
use crate::{Error, Result};

/// Customers alike in one respect: what was expected of them, and what they did.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct HoldoutBin {
    /// The least that they have: a number of purchases, or a time in the periods of the width.
    pub from: f64,
    /// The most; `None` for the group of all above.
    pub to: Option<f64>,
    /// How many customers there are.
    pub customers: u64,
    /// How many purchases were expected of one of them, on average.
    pub mean_expected: f64,
    /// How many they made, on average.
    pub mean_actual: f64,
}

/// Of customers who had come back three times, how many purchases followed, and how many were expected?
///
/// From [`HoldoutCheck::bins`](super::HoldoutCheck::bins). Groups without customers are left out; groups by
/// time are of what is above their lower end and up to their upper one.
///
/// *Good*: two columns that rise or fall together. *Bad*: an expected column that is flatter than the actual one
/// (customers differ more than the model has it) or steeper (less); by the time since the last purchase, an
/// expected column that stays high where the actual one has come to nothing (customers left whom the
/// model still counts).
#[must_use]
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct HoldoutBins {
    by: HoldoutBinning,
    bins: Vec<HoldoutBin>,
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
            let sums = bins.entry(place(&group.history, by)?).or_default();
            sums.customers = sums.customers.saturating_add(group.customers);
            sums.actual = sums.actual.saturating_add(group.actual);
            sums.expected.add(group.expected, group.customers);
        }
        let width = by.width().map_or(1.0, Horizon::length);
        let bins = bins.into_iter().map(|(place, sums)| {
            let (from, to) = if let HoldoutBinning::Frequency { most } = by {
                (place as f64, (place < most).then_some(place as f64))
            } else {
                // 0 is nothing at all; then (0, width] and so on.
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
            by,
            bins: bins.collect(),
        })
    }

    /// What the groups are by.
    #[must_use]
    pub const fn by(&self) -> HoldoutBinning {
        self.by
    }

    /// The groups with somebody in them, in order.
    #[must_use]
    pub fn bins(&self) -> &[HoldoutBin] {
        &self.bins
    }
}

/// The number of the group of a customer.
fn place(history: &PurchaseHistory, by: HoldoutBinning) -> Result<u64> {
    const MOST: f64 = 10_000.0;
    // A time that is a whole number of widths belongs below, also when the division rounds up.
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
    if !(0.0..=MOST).contains(&place) {
        return Err(Error::out_of_range(
            "number of groups",
            "at most 10000",
            place,
        ));
    }
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number of at most 10000"
    )]
    let place = place as u64;
    Ok(place)
}

/// As a table.
impl fmt::Display for HoldoutBins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(3);
        let heads = ["customers", "mean actual", "mean expected"];
        let [customers, actual, expected] = heads.map(String::from);
        let mut rows = vec![[self.by.to_string(), customers, actual, expected]];
        rows.extend(self.bins.iter().map(|bin| {
            let label = match (self.by, bin.to) {
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
