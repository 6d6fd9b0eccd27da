//! How the purchases of one customer, in order, become a history.

use super::{EarlierCustomers, ObservedCustomer, PurchaseHistory, Refunds, ZeroAmounts};
use crate::units::Money;

/// An [`Observation`](super::Observation), checked, in whole periods.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    /// How many ticks are a period; at least 1.
    pub(super) ticks: i64,
    pub(super) ticks_per_day: u64,
    pub(super) until: i64,
    pub(super) holdout_until: Option<i64>,
    pub(super) from: Option<i64>,
    pub(super) earlier: EarlierCustomers,
    pub(super) zero_amounts: ZeroAmounts,
    pub(super) refunds: Refunds,
}

impl Span {
    /// The period a time lies in.
    #[inline]
    pub(super) const fn period(&self, time: i64) -> i64 {
        // Days of a log of days: no division.
        if self.ticks == 1 {
            time
        } else {
            time.div_euclid(self.ticks)
        }
    }

    /// The first tick of a period.
    pub(super) const fn time(&self, period: i64) -> i64 {
        period.saturating_mul(self.ticks)
    }

    /// The days from one period to another.
    pub(super) fn days(&self, from: i64, to: i64) -> f64 {
        let periods = u128::from(to.abs_diff(from));
        let ticks = periods.saturating_mul(u128::from(self.ticks.unsigned_abs()));
        ticks as f64 / self.ticks_per_day as f64
    }
}

/// One customer so far.
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
    /// The period that purchases are still coming in of: what was bought and what was given back.
    open: Option<Open>,
}

#[derive(Debug, Clone, Copy)]
struct Open {
    period: i64,
    bought: Option<Money>,
    refunded: Money,
}

impl Fold {
    /// The customer starts at a time of their own.
    pub(super) fn start(&mut self, span: &Span, time: i64) {
        self.start_in(span, span.period(time));
    }

    /// Takes in a purchase, or an amount given back, in the order of their times. `repeat` is told the period
    /// of each repeat purchase, of the holdout, too.
    #[inline]
    pub(super) fn entry(
        &mut self,
        span: &Span,
        time: i64,
        amount: i64,
        is_refund: bool,
        repeat: &mut impl FnMut(i64),
    ) {
        let period = span.period(time);
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

    /// The customer, when all purchases are in; `None` of one who does not belong to those observed, or came
    /// in the last period only.
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
            _ => span.days(start, self.last),
        };
        let history = PurchaseHistory::of_days(self.repeats, last, span.days(start, span.until));
        let holdout = span
            .holdout_until
            .map(|_| (self.holdout, self.holdout_spend));
        let start = span.time(start);
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
        // What is before or in the period of the start is the first purchase.
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

/// What was spent in a period; `None` if it was none of purchase.
fn spent(span: &Span, bought: Option<Money>, refunded: Money) -> Option<Money> {
    let mut spend = bought?;
    if spend == Money::ZERO && span.zero_amounts == ZeroAmounts::AreIgnored {
        return None;
    }
    if refunded > Money::ZERO && span.refunds == Refunds::NetInSamePeriod {
        // Both fit in 64 bits per tick; a total beyond that stays what it is.
        let back = i64::try_from(refunded.minor()).unwrap_or(i64::MAX);
        spend.push(Money::from_minor(back.saturating_neg()));
        return (spend > Money::ZERO).then_some(spend);
    }
    Some(spend)
}
