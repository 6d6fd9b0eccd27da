//! Turns the purchases of one customer, in order of time, into a history.

use super::{EarlierCustomers, ObservedCustomer, PurchaseHistory, Refunds, ZeroAmounts};
use crate::units::Money;

/// How the times of a log are counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ticks {
    /// The ticks in a period, within which purchases count once; at least 1.
    pub(super) per_period: i64,
    pub(super) per_day: u64,
}

/// An [`Observation`](super::Observation), checked, in whole periods.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) ticks: Ticks,
    pub(super) until: i64,
    pub(super) holdout_until: Option<i64>,
    pub(super) from: Option<i64>,
    pub(super) earlier: EarlierCustomers,
    pub(super) zero_amounts: ZeroAmounts,
    pub(super) refunds: Refunds,
}

impl Ticks {
    /// The period a time lies in.
    #[inline]
    pub(super) const fn period(self, time: i64) -> i64 {
        // The days of a log of days need no division.
        if self.per_period == 1 {
            time
        } else {
            time.div_euclid(self.per_period)
        }
    }

    /// The first tick of a period.
    pub(super) const fn time(self, period: i64) -> i64 {
        period.saturating_mul(self.per_period)
    }

    /// The days from one period to another.
    pub(super) fn days(self, from: i64, to: i64) -> f64 {
        let periods = u128::from(to.abs_diff(from));
        let ticks = periods.saturating_mul(u128::from(self.per_period.unsigned_abs()));
        ticks as f64 / self.per_day as f64
    }
}

/// The history of one customer so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fold {
    /// The period of the first purchase, or of the start that was given.
    start: Option<i64>,
    left_out: bool,
    repeats: u64,
    last: i64,
    spend: Money,
    holdout: u64,
    holdout_spend: Money,
    /// The latest period, which may get more purchases.
    open: Option<Open>,
}

/// What was bought and refunded in the latest period.
#[derive(Debug, Clone, Copy)]
struct Open {
    period: i64,
    bought: Option<Money>,
    refunded: Money,
}

impl Fold {
    /// Sets the start of the customer, where it is not the first purchase.
    pub(super) fn start(&mut self, span: &Span, time: i64) {
        self.start_in(span, span.ticks.period(time));
    }

    /// Adds a purchase or a refund, in order of time. `repeat` is called with the period of each repeat
    /// purchase, those of the holdout included.
    #[inline]
    pub(super) fn entry(
        &mut self,
        span: &Span,
        time: i64,
        amount: i64,
        is_refund: bool,
        repeat: &mut impl FnMut(i64),
    ) {
        let period = span.ticks.period(time);
        if self.open.is_none_or(|open| open.period != period) {
            self.close(span, repeat);
            self.open = Some(Open {
                period,
                bought: None,
                refunded: Money::ZERO,
            });
        }
        if let Some(open) = &mut self.open {
            let amount = Money::from_minor(amount);
            if is_refund {
                open.refunded.push(amount);
            } else {
                open.bought.get_or_insert(Money::ZERO).push(amount);
            }
        }
    }

    /// Ends the history; `None` if the customer is not among those observed, or came in the last period.
    pub(super) fn finish<Id>(
        mut self,
        id: Id,
        span: &Span,
        repeat: &mut impl FnMut(i64),
    ) -> Option<ObservedCustomer<Id>> {
        self.close(span, repeat);
        let start = self.start.filter(|_| self.is_observed(span))?;
        let last = match self.repeats {
            0 => 0.0,
            _ => span.ticks.days(start, self.last),
        };
        let history =
            PurchaseHistory::of_days(self.repeats, last, span.ticks.days(start, span.until));
        let holdout = span
            .holdout_until
            .map(|_| (self.holdout, self.holdout_spend));
        let start = span.ticks.time(start);
        Some(ObservedCustomer::new(
            id, start, history, self.spend, holdout,
        ))
    }

    fn is_observed(&self, span: &Span) -> bool {
        !self.left_out && self.start.is_some_and(|start| start < span.until)
    }

    fn start_in(&mut self, span: &Span, period: i64) {
        let early = span.from.filter(|from| period < *from);
        self.left_out = early.is_some() && span.earlier == EarlierCustomers::AreLeftOut;
        self.start = early.or(Some(period));
    }

    #[inline]
    fn close(&mut self, span: &Span, repeat: &mut impl FnMut(i64)) {
        let Some(open) = self.open.take() else {
            return;
        };
        let Some(spend) = spent(span, open.bought, open.refunded) else {
            return;
        };
        let period = open.period;
        let Some(start) = self.start else {
            self.start_in(span, period);
            return;
        };
        // Purchases before the start, or in its period, are no repeat purchases.
        if period <= start || !self.is_observed(span) {
            return;
        }
        if period <= span.until {
            self.repeats = self.repeats.saturating_add(1);
            self.last = period;
            self.spend.push(spend);
            repeat(period);
        } else if span.holdout_until.is_some_and(|end| period <= end) {
            self.holdout = self.holdout.saturating_add(1);
            self.holdout_spend.push(spend);
            repeat(period);
        }
    }
}

/// What was spent in a period; `None` if nothing in it counts as a purchase.
fn spent(span: &Span, bought: Option<Money>, refunded: Money) -> Option<Money> {
    let mut spend = bought?;
    if spend == Money::ZERO && span.zero_amounts == ZeroAmounts::AreIgnored {
        return None;
    }
    if refunded > Money::ZERO && span.refunds == Refunds::NetInSamePeriod {
        // Refunds beyond 64 bits count as the largest amount.
        let back = i64::try_from(refunded.minor()).unwrap_or(i64::MAX);
        spend.push(Money::from_minor(back.saturating_neg()));
        return (spend > Money::ZERO).then_some(spend);
    }
    Some(spend)
}
