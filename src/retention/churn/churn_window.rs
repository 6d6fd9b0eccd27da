//! [`ChurnWindow`].

use core::fmt;

use super::period_counts::ratio;
use super::sweep::{Change, Cohort, check_bounds};
use super::{ChurnComparison, ChurnDefinition, DailyChurn, PeriodCounts};
use crate::numeric::count::saturated;
use crate::numeric::math;
#[cfg(feature = "serde")]
use crate::saved::Each;
use crate::stats::{Binomial, ExactSum};
use crate::text::{or_dash, padded};
use crate::units::{Churn, Finite, Period, Proportion};
use crate::{Error, Result};

/// Counts what happened to the customers between two days: who stayed, left, joined and returned,
/// with the churn rate under each of the ten definitions.
///
/// Made by [`SubscriptionLog::window`](super::SubscriptionLog::window), which says where the edges
/// lie. Losses and arrivals are counted on the days after `from` up to and including `to`; a loss
/// falls on the first day the customer is no longer there, and its daily rate is taken of the
/// customers of the day before. Customer-days are those of the days `from` to `to − 1`: the days after
/// which a customer could be lost.
///
/// # Formula
///
/// ```text
/// churn (recommended) = start customers not there at the end / start customers
/// ```
/// and for the others see [`ChurnDefinition`].
///
/// # Examples
///
/// ```
/// use tenure::retention::{ChurnDefinition, SubscriptionLog};
/// use tenure::units::Level;
///
/// let log = SubscriptionLog::try_from_iter([
///     ("ann", 0, None),
///     ("bob", 0, Some(9)),
///     ("cy", -40, Some(4)), // left, and …
///     ("cy", 20, None),     // … came back
///     ("di", 3, Some(25)),  // joined and left
/// ])?;
/// let window = log.window(0, 30)?;
/// let churned = window.churned();
/// assert_eq!(churned.successes(), 1); // bob; cy is back, di was not there at the start
/// assert_eq!(churned.trials(), 3);
/// let interval = churned.interval(Level::P95);
/// assert_eq!(interval.map(|i| format!("{i:.2}")), Some("0.06 to 0.79".to_string()));
///
/// assert_eq!(window.ever_lost().successes(), 2);
/// assert_eq!(window.churn_events(), 3);
/// assert_eq!(window.churn().map(|c| c.to_string()), Some("33.3% per 30 days".to_string()));
/// assert_eq!(window.rate(ChurnDefinition::EventsPerStart), Some(1.0));
/// assert_eq!(window.to_string(), "1 of 3 customers lost from day 0 to day 30 (33.3%)");
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[must_use]
pub struct ChurnWindow {
    from: i64,
    to: i64,
    start: u64,
    churned: Binomial,
    ever_lost: Binomial,
    counts: PeriodCounts,
    customer_days: u128,
    changes: Vec<Change>,
}

impl ChurnWindow {
    /// Derives everything from the cohort and the daily changes, checked to fit together.
    pub(super) fn assemble(
        from: i64,
        to: i64,
        cohort: Cohort,
        changes: Vec<Change>,
    ) -> Result<Self> {
        check_bounds(from, to)?;
        let mut active = cohort.start;
        let mut before = from;
        let mut customer_days: u128 = 0;
        let (mut joined, mut returned, mut lost) = (0_u64, 0_u64, 0_u64);
        for change in &changes {
            let within = before < change.day && change.day <= to;
            if !within || change.counts() == (0, 0, 0) {
                return Err(IMPOSSIBLE);
            }
            customer_days = customer_days.saturating_add(span(active, before, change.day));
            before = change.day;
            let add = |total: u64, more| total.checked_add(more).ok_or(IMPOSSIBLE);
            active = active.checked_sub(change.lost).ok_or(IMPOSSIBLE)?;
            active = add(add(active, change.joined)?, change.returned)?;
            joined = add(joined, change.joined)?;
            returned = add(returned, change.returned)?;
            lost = add(lost, change.lost)?;
        }
        customer_days = customer_days.saturating_add(span(active, before, to));
        let share = |part, k| {
            crate::retention::loyalty::share(part, k, "customers at the start", cohort.start)
        };
        let churned = share("start customers not there at the end", cohort.lost_at_end)?;
        let ever_lost = share("start customers who ever left", cohort.ever_lost)?;
        // A customer who left and is there at the end has returned, and those retained are there.
        let back = cohort.ever_lost.checked_sub(cohort.lost_at_end);
        let plausible = cohort.ever_lost <= lost
            && back.is_some_and(|back| back <= returned)
            && churned.wide_failures() <= u128::from(active);
        if !plausible {
            return Err(IMPOSSIBLE);
        }
        Ok(Self {
            from,
            to,
            start: cohort.start,
            churned,
            ever_lost,
            counts: PeriodCounts::starting_with(cohort.start)
                .joined(joined)
                .returned(returned)
                .ending_with(active)?,
            customer_days,
            changes,
        })
    }

    /// Returns the day of the first snapshot.
    #[must_use]
    pub const fn start_day(&self) -> i64 {
        self.from
    }

    /// Returns the day of the second snapshot.
    #[must_use]
    pub const fn end_day(&self) -> i64 {
        self.to
    }

    /// Returns the number of days between the snapshots, at least 1.
    #[must_use]
    pub const fn days(&self) -> u64 {
        self.to.abs_diff(self.from)
    }

    /// Returns the length as the period of a rate; `None` beyond 2³² − 1 days.
    #[must_use]
    pub fn period(&self) -> Option<Period> {
        Period::days(u32::try_from(self.days()).ok()?).ok()
    }

    /// Returns how many customers were there at the start, joined, returned and were there at the
    /// end: the counts that depend on no definition.
    #[must_use]
    pub const fn counts(&self) -> PeriodCounts {
        self.counts
    }

    /// Returns how many times a customer left; one who leaves twice counts twice.
    #[must_use]
    pub const fn churn_events(&self) -> u64 {
        self.counts.churn_events()
    }

    /// Returns the days that all customers together were active, over the days `from` to `to − 1`.
    #[doc(alias = "person-time")]
    #[must_use]
    pub const fn customer_days(&self) -> u64 {
        saturated(self.customer_days)
    }

    /// Returns the customers who were there at the start and not at the end, out of those at the
    /// start: the recommended churn, with its interval.
    #[doc(alias = "logo churn")]
    #[must_use]
    pub const fn churned(&self) -> Binomial {
        self.churned
    }

    /// Returns the customers who were there at the start and at the end, out of those at the start.
    #[doc(alias = "CRR")]
    #[must_use]
    pub const fn retained(&self) -> Binomial {
        self.churned.complement()
    }

    /// Returns the customers who left at least once, whether or not they came back, out of those at
    /// the start.
    #[must_use]
    pub const fn ever_lost(&self) -> Binomial {
        self.ever_lost
    }

    /// Returns the recommended churn as a rate per length of the window, ready to be converted to a
    /// month or a year.
    ///
    /// `None` without customers at the start, and when the window is longer than 2³² − 1 days.
    #[must_use]
    pub fn churn(&self) -> Option<Churn> {
        Some(Churn::new(self.churned.proportion()?, self.period()?))
    }

    /// Returns the churn rate under one definition as a fraction of 1; `None` when its denominator
    /// is 0.
    ///
    /// Only [`StartCohortLostAtEnd`](ChurnDefinition::StartCohortLostAtEnd),
    /// [`StartCohortEverLost`](ChurnDefinition::StartCohortEverLost) and
    /// [`DailySurvival`](ChurnDefinition::DailySurvival) are sure to lie between 0 and 1; the
    /// others are above 1 in a business that loses more than it started with, and
    /// [`EndWithoutNew`](ChurnDefinition::EndWithoutNew) may be negative.
    ///
    /// # Complexity
    ///
    /// O(1), for the two daily definitions O(d) over the days on which a customer left.
    #[must_use]
    pub fn rate(&self, definition: ChurnDefinition) -> Option<f64> {
        match definition {
            ChurnDefinition::StartCohortLostAtEnd => self.churned.proportion().map(Proportion::get),
            ChurnDefinition::StartCohortEverLost => {
                self.ever_lost.proportion().map(Proportion::get)
            }
            ChurnDefinition::EventsPerStartAndNew => self.counts.events_per_start_and_new(),
            ChurnDefinition::DailySurvival => self.lost_by_daily_survival(),
            ChurnDefinition::EndWithoutNew => self.counts.end_without_new(),
            ChurnDefinition::SumOfDailyRates => self.sum_of_daily_rates(),
            ChurnDefinition::EventsPerAverageDay => {
                // Both below 2^64, so the product fits.
                let events = self.counts.wide_churn_events();
                let days = events.saturating_mul(self.days().into());
                ratio(days, self.customer_days)
            }
            ChurnDefinition::EventsPerMeanOfEnds => self.counts.events_per_mean_of_ends(),
            ChurnDefinition::EventsPerStart => self.counts.events_per_start(),
            ChurnDefinition::EndWithoutNewOrReturned => self.counts.end_without_new_or_returned(),
        }
    }

    /// Compares the rates under all ten definitions in a table that prints.
    ///
    /// # Complexity
    ///
    /// O(d) over the days on which a customer left.
    pub fn compare(&self) -> ChurnComparison {
        ChurnComparison::of(self)
    }

    /// Returns every day after `from` up to and including `to`, with its customers, losses and
    /// arrivals.
    pub fn daily(&self) -> impl Iterator<Item = DailyChurn> {
        let mut changes = self.changes.iter().peekable();
        let mut active = self.start;
        let days = self.from..self.to; // the day before each
        days.map(move |before| {
            let day = before.saturating_add(1);
            let change = changes.next_if(|change| change.day == day);
            let today = DailyChurn::after(active, day, change.map(Change::counts));
            active = today.active;
            today
        })
    }

    /// Returns the customers of the day before and the number lost, for each day with a loss.
    fn losses(&self) -> impl Iterator<Item = (u64, u64)> {
        let mut active = self.start;
        self.changes.iter().filter_map(move |change| {
            let today = DailyChurn::after(active, change.day, Some(change.counts()));
            let before = core::mem::replace(&mut active, today.active);
            (change.lost > 0).then_some((before, change.lost))
        })
    }

    fn lost_by_daily_survival(&self) -> Option<f64> {
        if self.customer_days == 0 {
            return None;
        }
        // The logarithms are added exactly, so that neither a long window nor a small churn costs
        // digits: 1 − Π(1 − q) is −expm1(Σ ln(1 − q)).
        let mut log_kept = ExactSum::default();
        for (before, lost) in self.losses() {
            if lost == before {
                return Some(1.0); // all customers left on one day
            }
            let log = math::ln_1p(-(lost as f64 / before as f64));
            log_kept.push(Finite::new(log).ok()?);
        }
        Some(-math::exp_m1(log_kept.value()?) + 0.0)
    }

    fn sum_of_daily_rates(&self) -> Option<f64> {
        if self.customer_days == 0 {
            return None;
        }
        let mut sum = ExactSum::default();
        for (before, lost) in self.losses() {
            sum.push(Finite::new(lost as f64 / before as f64).ok()?);
        }
        sum.value()
    }
}

/// `1 of 3 customers lost from day 0 to day 30 (33.3%)`: the recommended churn.
impl fmt::Display for ChurnWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(1);
        let share = self.churned.proportion();
        let share = or_dash(share.map(|share| format!("{share:.places$}")));
        let (lost, all) = (self.churned.successes(), self.start);
        let (from, to) = (self.from, self.to);
        padded(
            f,
            format_args!("{lost} of {all} customers lost from day {from} to day {to} ({share})"),
        )
    }
}

/// Returns the customer-days of a stretch without change. Stretches do not overlap and none is above 2⁶⁴
/// customers, so their sum is below 2¹²⁸.
fn span(active: u64, from: i64, to: i64) -> u128 {
    u128::from(active).saturating_mul(to.abs_diff(from).into())
}

/// The error of a window read back that no log could have given.
const IMPOSSIBLE: Error = Error::Malformed {
    what: "daily changes of a churn window",
    expected: "in order of their days, within the window, and never of more customers than there are",
};

saved! {
    impl{} for ChurnWindow as "churn window", 1;
    |window| {
        from,
        to,
        start,
        // Both are counts out of `start`, which has 64 bits.
        ever_lost = window.ever_lost.successes(),
        lost_at_end = window.churned.successes(),
        changes: Vec<(i64, u64, u64, u64)> = Each::of(window.changes.len(), || {
            window.changes.iter().map(Change::parts)
        }),
    };
    read {
        let cohort = Cohort { start, ever_lost, lost_at_end };
        let changes = changes.into_iter().map(Change::from_parts).collect();
        Self::assemble(from, to, cohort, changes)
    }
}
