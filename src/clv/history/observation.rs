//! [`Observation`].

use core::num::NonZeroU64;

use super::fold::{Span, Ticks};
use super::{EarlierCustomers, Refunds, SamePeriod, ZeroAmounts};
use crate::{Error, Result};

/// Describes the time window in which purchases are counted, and what counts as one purchase.
///
/// Only the end of the calibration is required: where an `Observation` is expected, that time alone
/// will do. All ends are *last* days: the day they lie in is included. A customer's age is the time
/// from the first purchase to the end of the calibration.
///
/// # Examples
///
/// ```
/// use tenure::clv::history::{Observation, Refunds};
///
/// // Days of 1997: 39 weeks to fit to, 39 weeks to judge by.
/// let observation = Observation::until(273).holdout_until(546).refunds(Refunds::AreIgnored);
/// # let _ = observation;
/// assert_eq!(Observation::from(273), Observation::until(273));
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Observation {
    until: i64,
    holdout_until: Option<i64>,
    from: Option<i64>,
    earlier: EarlierCustomers,
    same_period: SamePeriod,
    zero_amounts: ZeroAmounts,
    refunds: Refunds,
}

saved! {
    impl{} for Observation as plain;
    |of| { until, holdout_until, from, earlier, same_period, zero_amounts, refunds }
}

/// The longest history.
const MOST_DAYS: u128 = 1_000_000_000;

impl Observation {
    /// Creates an observation of all purchases until that day, inclusive: the end of the calibration.
    pub fn until(end: i64) -> Self {
        Self {
            until: end,
            holdout_until: None,
            from: None,
            earlier: EarlierCustomers::default(),
            same_period: SamePeriod::default(),
            zero_amounts: ZeroAmounts::default(),
            refunds: Refunds::default(),
        }
    }

    /// Adds a holdout: each customer's purchases after the calibration until that day, inclusive, with
    /// which a model is validated.
    pub const fn holdout_until(mut self, end: i64) -> Self {
        self.holdout_until = Some(end);
        self
    }

    /// Sets the first day of the observation; earlier purchases are ignored.
    pub const fn starting_at(mut self, start: i64, earlier: EarlierCustomers) -> Self {
        self.from = Some(start);
        self.earlier = earlier;
        self
    }

    /// Sets which purchases count as one; those of a day by default.
    pub const fn same_period(mut self, rule: SamePeriod) -> Self {
        self.same_period = rule;
        self
    }

    /// Sets whether purchases of amount 0 count; they do by default.
    pub const fn zero_amounts(mut self, rule: ZeroAmounts) -> Self {
        self.zero_amounts = rule;
        self
    }

    /// Sets what refunds do; by default they are subtracted from purchases of the same period.
    pub const fn refunds(mut self, rule: Refunds) -> Self {
        self.refunds = rule;
        self
    }

    /// Checks the observation and counts it in periods; `earliest` is the first time in the data.
    pub(super) fn span(&self, ticks_per_day: u64, earliest: Option<i64>) -> Result<Span> {
        let ticks = match self.same_period {
            SamePeriod::Day => ticks_per_day,
            SamePeriod::Tick => 1,
            SamePeriod::Ticks(n) => NonZeroU64::get(n),
        };
        let before = |what, value: i64, limit_what, limit: i64| Error::Exceeds {
            what,
            value: value as f64,
            limit_what,
            limit: limit as f64,
        };
        if let Some(end) = self.holdout_until.filter(|end| *end < self.until) {
            let (what, limit_what) = ("end of the calibration", "the end of the holdout");
            return Err(before(what, self.until, limit_what, end));
        }
        if let Some(start) = self.from.filter(|start| *start > self.until) {
            let (what, limit_what) = ("start of the observation", "the end of the calibration");
            return Err(before(what, start, limit_what, self.until));
        }
        let span = Span {
            ticks: Ticks {
                per_period: i64::try_from(ticks).unwrap_or(i64::MAX).max(1),
                per_day: ticks_per_day,
            },
            until: 0,
            holdout_until: None,
            from: None,
            earlier: self.earlier,
            zero_amounts: self.zero_amounts,
            refunds: self.refunds,
        };
        let span = Span {
            until: span.ticks.period(self.until),
            holdout_until: self.holdout_until.map(|end| span.ticks.period(end)),
            from: self.from.map(|start| span.ticks.period(start)),
            ..span
        };
        let first = match (span.from, earliest) {
            (Some(from), _) => Some(from),
            (None, earliest) => earliest.map(|time| span.ticks.period(time)),
        };
        if let Some(first) = first.filter(|first| *first < span.until) {
            let days = span.ticks.days(first, span.until);
            if days > MOST_DAYS as f64 {
                return Err(Error::out_of_range(
                    "days from the first purchase to the end of the calibration",
                    "at most 1e9 (are the times in another unit?)",
                    days,
                ));
            }
        }
        Ok(span)
    }
}

/// Takes all purchases until that day.
impl From<i64> for Observation {
    fn from(end: i64) -> Self {
        Self::until(end)
    }
}
