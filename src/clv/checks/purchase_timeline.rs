//! [`PurchaseTimeline`].

use core::cmp::Ordering;
use core::ops::Bound;
use std::collections::BTreeMap;

use crate::fold::accumulate::accumulator;
use crate::numeric::count::Count;
use crate::{Error, Merge, Result};

/// When customers came for the first time and when any of them bought again: the actual side of a
/// [`Tracking`](super::Tracking).
///
/// Times are days on any calendar that is the same for all customers, days since 1970 for instance; the
/// time of day may be a fraction. Purchases of one day should be one, as in the histories the model was
/// fitted to. It merges: shards of customers, each with all purchases of its own.
///
/// # Examples
///
/// ```
/// use tenure::Merge;
/// use tenure::clv::checks::PurchaseTimeline;
///
/// let mut north = PurchaseTimeline::default();
/// north.push(0.0, [12.0, 30.0])?;
/// let mut south = PurchaseTimeline::default();
/// south.push(3.0, [])?;
/// north.merge(south);
/// assert_eq!((north.customers(), north.repeat_purchases()), (2, 2));
/// assert_eq!(
///     north.push(3.0, [2.0]).unwrap_err().to_string(),
///     "item 0 was rejected: time of a repeat purchase must be after the first purchase, got 2"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(log k) per purchase and O(k) space for k different times: with whole days, at most the days there were.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PurchaseTimeline {
    first: BTreeMap<Moment, Count>,
    repeat: BTreeMap<Moment, Count>,
}

/// A time in days, within ±10⁹, in order.
#[derive(Debug, Clone, Copy)]
struct Moment(f64);

impl PartialEq for Moment {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Moment {}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Moment {
    fn new(what: &'static str, days: f64) -> Result<Self> {
        if (-1e9..=1e9).contains(&days) {
            // −0 is 0.
            Ok(Self(days + 0.0))
        } else {
            let expected = "from -1e9 to 1e9 days";
            Err(Error::bad_number(what, expected, days))
        }
    }
}

impl PurchaseTimeline {
    /// Takes in one customer: the day of their first purchase and those of all after it, in any order.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] and [`Error::NotFinite`] for a day that is none; [`Error::Item`] with the index
    /// of a repeat purchase that is, or that is not after the first. Nothing of the customer is kept then.
    pub fn push<I>(&mut self, first: f64, repeat_purchases: I) -> Result<()>
    where
        I: IntoIterator<Item = f64>,
    {
        let start = Moment::new("time of a first purchase", first)?;
        let moment = |(index, day)| {
            let what = "time of a repeat purchase";
            let moment = Moment::new(what, day).map_err(|error| error.at(index))?;
            if moment <= start {
                let expected = "after the first purchase";
                return Err(Error::out_of_range(what, expected, day).at(index));
            }
            Ok(moment)
        };
        let repeats: Vec<Moment> = repeat_purchases
            .into_iter()
            .enumerate()
            .map(moment)
            .collect::<Result<_>>()?;
        self.first.entry(start).or_default().increment();
        for moment in repeats {
            self.repeat.entry(moment).or_default().increment();
        }
        Ok(())
    }

    /// How many customers there are.
    #[must_use]
    pub fn customers(&self) -> u64 {
        total(self.first.values())
    }

    /// How many repeat purchases they made, up to whenever.
    #[must_use]
    pub fn repeat_purchases(&self) -> u64 {
        total(self.repeat.values())
    }

    /// Each day on which customers came for the first time, and how many.
    #[must_use]
    pub fn first_purchases(&self) -> impl ExactSizeIterator<Item = (f64, u64)> + '_ {
        self.first.iter().map(|(day, n)| (day.0, n.to_u64()))
    }

    /// How many repeat purchases there were after a day, up to and with another.
    #[must_use]
    pub fn repeat_purchases_between(&self, after: f64, until: f64) -> u64 {
        let (after, until) = (Moment(after), Moment(until));
        if after >= until {
            return 0;
        }
        let range = (Bound::Excluded(after), Bound::Included(until));
        total(self.repeat.range(range).map(|(_, n)| n))
    }

    /// The first and the last day on which customers came for the first time.
    pub(super) fn starts(&self) -> Option<(f64, f64)> {
        let (first, _) = self.first.first_key_value()?;
        let (last, _) = self.first.last_key_value()?;
        Some((first.0, last.0))
    }
}

fn total(counts: impl Iterator<Item = impl core::borrow::Borrow<Count>>) -> u64 {
    counts.fold(0, |sum, n| sum.saturating_add(n.borrow().to_u64()))
}

impl Merge for PurchaseTimeline {
    fn merge(&mut self, other: Self) {
        for (days, more) in [
            (&mut self.first, other.first),
            (&mut self.repeat, other.repeat),
        ] {
            for (day, n) in more {
                days.entry(day).or_default().merge(n);
            }
        }
    }
}

accumulator!(@sum {} PurchaseTimeline);

/// Saved as two lists of days with their counts.
#[cfg(feature = "serde")]
mod saved {
    use super::{BTreeMap, Count, Moment, PurchaseTimeline};
    use serde::de::Error as _;

    #[derive(serde::Serialize, serde::Deserialize)]
    #[serde(
        deny_unknown_fields,
        expecting = "days of first and of repeat purchases with their counts"
    )]
    struct Wire {
        first: Vec<(f64, Count)>,
        repeat: Vec<(f64, Count)>,
    }

    fn written(days: &BTreeMap<Moment, Count>) -> Vec<(f64, Count)> {
        days.iter().map(|(day, n)| (day.0, *n)).collect()
    }

    fn read(days: Vec<(f64, Count)>) -> Option<BTreeMap<Moment, Count>> {
        let mut read = BTreeMap::new();
        for (day, n) in days {
            let day = Moment::new("", day).ok()?;
            let is_new = n != Count::ZERO && read.insert(day, n).is_none();
            is_new.then_some(())?;
        }
        Some(read)
    }

    impl serde::Serialize for PurchaseTimeline {
        fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            let (first, repeat) = (written(&self.first), written(&self.repeat));
            Wire { first, repeat }.serialize(to)
        }
    }

    impl<'de> serde::Deserialize<'de> for PurchaseTimeline {
        fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            let wire = Wire::deserialize(from)?;
            let days = read(wire.first).zip(read(wire.repeat));
            let (first, repeat) =
                days.ok_or_else(|| D::Error::custom("not a timeline: each day once, within 1e9"))?;
            // Somebody comes back only after somebody came.
            let starts = first.first_key_value().map(|(day, _)| *day);
            let returns = repeat.first_key_value().map(|(day, _)| *day);
            if returns.is_some_and(|day| starts.is_none_or(|start| day <= start)) {
                let text = "a repeat purchase before any first purchase";
                return Err(D::Error::custom(text));
            }
            Ok(Self { first, repeat })
        }
    }
}
