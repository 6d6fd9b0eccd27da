//! [`PurchaseTimeline`].

use core::cmp::Ordering;
use core::ops::Bound;
use std::collections::BTreeMap;

use crate::fold::accumulate::accumulator;
use crate::numeric::count::Count;
#[cfg(feature = "serde")]
use crate::saved::Each;
use crate::{Error, Merge, Result};

/// Collects the times of first and of repeat purchases of all customers, for a
/// [`Tracking`](super::Tracking).
///
/// Times are days on any calendar that is the same for all customers, such as days since 1970, and may
/// have a fraction. Count the purchases of one day as one, as in the histories the model was fitted to.
/// It merges over shards of customers, each with all purchases of its customers.
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
///     "item 0 was rejected: \
///      time of a repeat purchase must be after the first purchase, got 2"
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

/// A time in days, within ±10⁹, with an order.
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
            // −0 becomes 0.
            Ok(Self(days + 0.0))
        } else {
            let expected = "from -1e9 to 1e9 days";
            Err(Error::bad_number(what, expected, days))
        }
    }
}

// Two lists of (day, count).
saved! {
    impl{} for PurchaseTimeline as "purchase timeline", 1;
    |timeline| {
        first: Vec<(f64, Count)> = Each::of(timeline.first.len(), || days(&timeline.first)),
        repeat: Vec<(f64, Count)> = Each::of(timeline.repeat.len(), || days(&timeline.repeat)),
    };
    read {
        let timeline = Self { first: counted(first)?, repeat: counted(repeat)? };
        // A repeat purchase needs a first purchase before it.
        let start = timeline.first.first_key_value().map(|(day, _)| *day);
        let again = timeline.repeat.first_key_value().map(|(day, _)| *day);
        if again.is_some_and(|day| start.is_none_or(|start| day <= start)) {
            return Err(Error::Malformed {
                what: "purchase timeline",
                expected: "repeat purchases after the earliest first purchase",
            });
        }
        Ok(timeline)
    }
}

#[cfg(feature = "serde")]
fn days(counts: &BTreeMap<Moment, Count>) -> impl Iterator<Item = (f64, Count)> + '_ {
    counts.iter().map(|(day, n)| (day.0, *n))
}

#[cfg(feature = "serde")]
fn counted(days: Vec<(f64, Count)>) -> Result<BTreeMap<Moment, Count>> {
    let mut counts = BTreeMap::new();
    for (index, (day, n)) in days.into_iter().enumerate() {
        let day = Moment::new("day of purchases", day).map_err(|error| error.at(index))?;
        let in_order = counts.last_key_value().is_none_or(|(last, _)| *last < day);
        if !in_order || n == Count::ZERO {
            let refusal = Error::Malformed {
                what: "purchase timeline",
                expected: "days in order, each once, with at least 1 purchase",
            };
            return Err(refusal.at(index));
        }
        counts.insert(day, n);
    }
    Ok(counts)
}

impl PurchaseTimeline {
    /// Adds one customer: the day of the first purchase and the days of the repeat purchases, in any order.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] and [`Error::NotFinite`] for an invalid first day; [`Error::Item`] with the
    /// index of a repeat purchase on an invalid day or not after the first. The customer is then not added.
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

    /// Returns the number of customers.
    #[must_use]
    pub fn customers(&self) -> u64 {
        total(self.first.values())
    }

    /// Returns the number of repeat purchases at any time.
    #[must_use]
    pub fn repeat_purchases(&self) -> u64 {
        total(self.repeat.values())
    }

    /// Yields each day with first purchases and the number of customers who made them.
    #[must_use]
    pub fn first_purchases(&self) -> impl ExactSizeIterator<Item = (f64, u64)> + '_ {
        self.first.iter().map(|(day, n)| (day.0, n.to_u64()))
    }

    /// Counts the repeat purchases after one day until another, inclusive.
    #[must_use]
    pub fn repeat_purchases_between(&self, after: f64, until: f64) -> u64 {
        let (after, until) = (Moment(after), Moment(until));
        if after >= until {
            return 0;
        }
        let range = (Bound::Excluded(after), Bound::Included(until));
        total(self.repeat.range(range).map(|(_, n)| n))
    }

    /// The first and the last day with first purchases.
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

    fn heap_size(&self) -> usize {
        let days = self.first.len().saturating_add(self.repeat.len());
        days.saturating_mul(size_of::<(Moment, Count)>())
    }
}

accumulator!(@sum {} PurchaseTimeline);
