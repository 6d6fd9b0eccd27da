//! [`RepeatPurchaseCounts`].

use std::collections::BTreeMap;

use super::fold::Span;
use crate::{Error, Result};

/// How many repeat purchases a group of customers made, week by week: what a model is tracked against.
///
/// The stretches are counted from the end of the calibration in both directions, so that it falls between two of
/// them; the first may be shorter. The customers are those a model is fitted to, all of whom came within the
/// calibration; [`ages_at`](Self::ages_at) gives how long each of them had been there at the end of a
/// stretch, from which follows what the model expects of them.
///
/// # Examples
///
/// ```
/// use tenure::clv::history::{Observation, PurchaseLog};
/// use tenure::units::Money;
///
/// let price = Money::from_minor(999);
/// let log = PurchaseLog::try_from_iter([("ann", 0, price), ("ann", 3, price), ("bob", 4, price), ("ann", 17, price)])?;
/// let counts = log.repeat_purchase_counts(Observation::until(14).holdout_until(28), 7)?;
/// let stretches: Vec<_> = counts.periods().map(|s| (s.end, s.repeat_purchases, s.cumulative)).collect();
/// assert_eq!(stretches, [(7, 1, 1), (14, 0, 1), (21, 1, 2), (28, 0, 2)]);
/// // At the end of the first, ann had been there for 7 days and bob for 3.
/// assert_eq!(counts.ages_at(7).collect::<Vec<_>>(), [(7.0, 1), (3.0, 1)]);
/// # Ok::<(), tenure::Error>(())
/// ```
#[doc(alias = "tracking")]
#[must_use]
#[derive(Debug, Clone, PartialEq)]
pub struct RepeatPurchaseCounts {
    span: Span,
    stretches: Vec<RepeatPurchasePeriod>,
    starts: BTreeMap<i64, u64>,
}

/// The repeat purchases of one stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct RepeatPurchasePeriod {
    /// When it ends; where purchases of several ticks are one, the first tick of its last period.
    pub end: i64,
    /// How many repeat purchases were made in it.
    pub repeat_purchases: u64,
    /// How many were made until its end.
    pub cumulative: u64,
    /// Whether it comes after the calibration.
    pub is_holdout: bool,
}

/// More of them than anybody looks at.
const MOST: i128 = 100_000;

impl RepeatPurchaseCounts {
    pub(super) fn new(
        span: &Span,
        every: u64,
        counts: BTreeMap<i64, u64>,
        starts: BTreeMap<i64, u64>,
    ) -> Result<Self> {
        if every == 0 {
            let what = "ticks in a stretch";
            return Err(Error::out_of_range(what, "at least 1", 0.0));
        }
        let until = i128::from(span.time(span.until));
        let every = i128::from(every);
        // The place of a time: stretch 0 ends with the calibration.
        let place = |time: i64| -> i128 {
            i128::from(time)
                .saturating_sub(until)
                .saturating_add(every)
                .saturating_sub(1)
                .div_euclid(every)
        };
        let Some(first) = starts.keys().next() else {
            return Ok(Self {
                span: *span,
                stretches: Vec::new(),
                starts,
            });
        };
        // Nothing can be bought again before the tick after the first start.
        let first = place(first.saturating_add(1));
        let last = place(span.time(span.holdout_until.unwrap_or(span.until)));
        let stretches = last.saturating_sub(first).saturating_add(1);
        if stretches > MOST {
            return Err(Error::out_of_range(
                "number of stretches to count repeat purchases in",
                "at most 100000",
                stretches as f64,
            ));
        }
        let mut by_place: BTreeMap<i128, u64> = BTreeMap::new();
        for (period, n) in counts {
            let count = by_place.entry(place(span.time(period))).or_default();
            *count = count.saturating_add(n);
        }
        let mut cumulative = 0_u64;
        let stretch = |place: i128| {
            let repeat_purchases = by_place.get(&place).copied().unwrap_or(0);
            cumulative = cumulative.saturating_add(repeat_purchases);
            let end = until.saturating_add(place.saturating_mul(every));
            RepeatPurchasePeriod {
                end: i64::try_from(end).unwrap_or(i64::MAX),
                repeat_purchases,
                cumulative,
                is_holdout: place > 0,
            }
        };
        Ok(Self {
            span: *span,
            stretches: (first..=last).map(stretch).collect(),
            starts,
        })
    }

    /// The stretches in order.
    #[must_use]
    pub fn periods(&self) -> impl ExactSizeIterator<Item = RepeatPurchasePeriod> + '_ {
        self.stretches.iter().copied()
    }

    /// How many customers are counted.
    #[must_use]
    pub fn customers(&self) -> u64 {
        let add = |sum: u64, n: &u64| sum.saturating_add(*n);
        self.starts.values().fold(0, add)
    }

    /// For how many days customers had been there at a time, and how many of them; those who came later are not
    /// among them.
    ///
    /// A model expects Σ customers · E[X(days)] repeat purchases until then.
    pub fn ages_at(&self, time: i64) -> impl Iterator<Item = (f64, u64)> + '_ {
        let now = self.span.period(time);
        self.starts
            .range(..self.span.time(now))
            .map(move |(start, customers)| {
                (self.span.days(self.span.period(*start), now), *customers)
            })
    }
}
