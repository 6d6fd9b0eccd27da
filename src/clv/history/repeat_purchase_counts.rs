//! [`RepeatPurchaseCounts`].

use std::collections::BTreeMap;

use super::fold::{Span, Ticks};
use crate::{Error, Result, limit};

/// Counts the repeat purchases of a group of customers period by period, to compare with a model's
/// expectation.
///
/// The periods are counted from the end of the calibration in both directions, so that it falls
/// between two of them; the first may be shorter. The customers are those a model is fitted to, all of
/// whom came within the calibration; [`ages_at`](Self::ages_at) gives their ages at the end of a
/// period, from which the model's expectation follows.
///
/// # Examples
///
/// ```
/// use tenure::clv::history::{Observation, PurchaseLog};
/// use tenure::units::Money;
///
/// let price = Money::from_minor(999);
/// let purchases = [("ann", 0), ("ann", 3), ("bob", 4), ("ann", 17)];
/// let log = PurchaseLog::try_from_iter(purchases.map(|(id, day)| (id, day, price)))?;
/// let counts = log.repeat_purchase_counts(Observation::until(14).holdout_until(28), 7)?;
/// let periods = counts.periods().map(|p| (p.end, p.repeat_purchases, p.cumulative));
/// assert_eq!(periods.collect::<Vec<_>>(), [(7, 1, 1), (14, 0, 1), (21, 1, 2), (28, 0, 2)]);
/// // At the end of the first period ann had been a customer for 7 days and bob for 3.
/// assert_eq!(counts.ages_at(7).collect::<Vec<_>>(), [(7.0, 1), (3.0, 1)]);
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, PartialEq)]
pub struct RepeatPurchaseCounts {
    ticks: Ticks,
    periods: Vec<RepeatPurchasePeriod>,
    /// The number of customers by the time they came.
    starts: BTreeMap<i64, u64>,
}

/// Holds the repeat purchases of one period of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct RepeatPurchasePeriod {
    /// Holds the time at which the period ends, inclusive.
    pub end: i64,
    /// Counts the repeat purchases in the period.
    pub repeat_purchases: u64,
    /// Counts the repeat purchases until the end of the period.
    pub cumulative: u64,
    /// States whether the period comes after the calibration.
    pub is_holdout: bool,
}

saved! {
    impl{} for RepeatPurchasePeriod as plain;
    |period| { end, repeat_purchases, cumulative, is_holdout }
}

saved! {
    impl{} for RepeatPurchaseCounts as "repeat purchase counts", 1;
    |counts| {
        ticks_per_period: i64 = counts.ticks.per_period,
        ticks_per_day: u64 = counts.ticks.per_day,
        periods: Vec<RepeatPurchasePeriod> = &counts.periods,
        starts: BTreeMap<i64, u64> = &counts.starts,
    };
    read {
        let mut cumulative = 0_u64;
        let adds_up = periods.iter().all(|period| {
            cumulative = cumulative.saturating_add(period.repeat_purchases);
            period.cumulative == cumulative
        });
        let ordered = periods.is_sorted_by(|one, next| {
            one.end < next.end && one.is_holdout <= next.is_holdout
        });
        let counted = starts.values().all(|customers| *customers > 0);
        if ticks_per_period < 1 || ticks_per_day < 1 || !adds_up || !ordered || !counted {
            return Err(Error::Malformed {
                what: "table of repeat purchase counts",
                expected: "of periods in order whose counts add up, with ticks and customers above 0",
            });
        }
        let ticks = Ticks { per_period: ticks_per_period, per_day: ticks_per_day };
        Ok(Self { ticks, periods, starts })
    }
}

impl RepeatPurchaseCounts {
    pub(super) fn new(
        span: &Span,
        every: u64,
        counts: BTreeMap<i64, u64>,
        starts: BTreeMap<i64, u64>,
    ) -> Result<Self> {
        if every == 0 {
            let what = "ticks in a period";
            return Err(Error::out_of_range(what, "at least 1", 0.0));
        }
        let until = i128::from(span.ticks.time(span.until));
        let every = i128::from(every);
        // The number of the period of a time: period 0 ends with the calibration.
        let place = |time: i64| -> i128 {
            i128::from(time)
                .saturating_sub(until)
                .saturating_add(every)
                .saturating_sub(1)
                .div_euclid(every)
        };
        let Some(first) = starts.keys().next() else {
            return Ok(Self {
                ticks: span.ticks,
                periods: Vec::new(),
                starts,
            });
        };
        // The earliest time of a repeat purchase is the tick after the first start.
        let first = place(first.saturating_add(1));
        let last = place(span.ticks.time(span.holdout_until.unwrap_or(span.until)));
        let periods = last.saturating_sub(first).saturating_add(1);
        let what = "number of periods to count repeat purchases in";
        limit::at_most(what, limit::STEPS, periods.max(0))?;
        let mut by_place: BTreeMap<i128, u64> = BTreeMap::new();
        for (period, n) in counts {
            let count = by_place.entry(place(span.ticks.time(period))).or_default();
            *count = count.saturating_add(n);
        }
        let mut cumulative = 0_u64;
        let period = |place: i128| {
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
            ticks: span.ticks,
            periods: (first..=last).map(period).collect(),
            starts,
        })
    }

    /// Yields the periods in order.
    #[must_use]
    pub fn periods(&self) -> impl ExactSizeIterator<Item = RepeatPurchasePeriod> + '_ {
        self.periods.iter().copied()
    }

    /// Returns the number of customers.
    #[must_use]
    pub fn customers(&self) -> u64 {
        let add = |sum: u64, n: &u64| sum.saturating_add(*n);
        self.starts.values().fold(0, add)
    }

    /// Yields the ages of the customers at a time, in days, each with its number of customers; customers
    /// who came later are left out.
    ///
    /// A model expects Σ customers · E[X(days)] repeat purchases until then.
    pub fn ages_at(&self, time: i64) -> impl Iterator<Item = (f64, u64)> + '_ {
        let ticks = self.ticks;
        let now = ticks.period(time);
        self.starts
            .range(..ticks.time(now))
            .map(move |(start, customers)| (ticks.days(ticks.period(*start), now), *customers))
    }
}
