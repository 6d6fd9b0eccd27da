//! [`PurchaseTimeline`].

use core::cmp::Ordering;
use core::ops::Bound;

use crate::clv::counts::Counts;
use crate::fold::accumulate::accumulator;
#[cfg(feature = "serde")]
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
    first: Counts<Moment>,
    repeat: Counts<Moment>,
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
        let timeline = Self { first: counts(first)?, repeat: counts(repeat)? };
        // A repeat purchase needs a first purchase before it.
        let start = timeline.first.first_and_last().map(|(start, _)| start);
        let again = timeline.repeat.first_and_last().map(|(again, _)| again);
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
fn days(counts: &Counts<Moment>) -> impl Iterator<Item = (f64, Count)> + '_ {
    counts.rows().map(|(day, n)| (day.0, n))
}

#[cfg(feature = "serde")]
fn counts(days: Vec<(f64, Count)>) -> Result<Counts<Moment>> {
    let row = |(day, n)| Ok((Moment::new("day of purchases", day)?, n));
    Counts::read("purchase timeline", days.into_iter().map(row))
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
        self.first.add(start, 1);
        for moment in repeats {
            self.repeat.add(moment, 1);
        }
        Ok(())
    }

    /// Returns the number of customers.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.first.total()
    }

    /// Returns the number of repeat purchases at any time.
    #[must_use]
    pub fn repeat_purchases(&self) -> u64 {
        self.repeat.total()
    }

    /// Yields each day with first purchases and the number of customers who made them.
    #[must_use]
    pub fn first_purchases(&self) -> impl ExactSizeIterator<Item = (f64, u64)> + '_ {
        self.first.rows().map(|(day, n)| (day.0, n.to_u64()))
    }

    /// Counts the repeat purchases after one day until another, inclusive.
    #[must_use]
    pub fn repeat_purchases_between(&self, after: f64, until: f64) -> u64 {
        let (after, until) = (Moment(after), Moment(until));
        if after >= until {
            return 0;
        }
        self.repeat
            .total_in((Bound::Excluded(after), Bound::Included(until)))
    }

    /// The first and the last day with first purchases.
    pub(super) fn starts(&self) -> Option<(f64, f64)> {
        let (first, last) = self.first.first_and_last()?;
        Some((first.0, last.0))
    }
}

impl Merge for PurchaseTimeline {
    fn merge(&mut self, other: Self) {
        self.first.merge(other.first);
        self.repeat.merge(other.repeat);
    }

    fn heap_size(&self) -> usize {
        self.first
            .heap_size()
            .saturating_add(self.repeat.heap_size())
    }
}

accumulator!(@sum {} PurchaseTimeline);
