//! [`Tracking`].

use core::fmt;

use super::total::Total;
use super::{PurchaseTimeline, TrackedPeriod, TrackingError};
use crate::clv::history::RepeatPurchaseCounts;
use crate::clv::models::PurchaseModel;
use crate::error::CUSTOMERS;
use crate::text::write_table;
use crate::units::{Horizon, Period, TimeUnit};
use crate::{Error, Result, limit};

/// Compares expected and actual repeat purchases of a group of customers, period by period.
///
/// It holds them per period and cumulated, through the calibration and the holdout: the plot that every
/// paper on these models shows.
///
/// *Good*: cumulative curves that agree to the end of the calibration and stay within a few percent
/// after it; per period, an expected curve through the middle of the actual one (the model knows no
/// seasons). *Bad*: curves that separate at the end of the calibration, the expected one above if
/// customers leave faster than the model assumes, or below if they return after a pause; a kink in the
/// actual curve at a known date (a campaign, a closed shop), which no model of this kind predicts. It
/// is about the total of all customers; for the forecast of each see
/// [`HoldoutCheck`](super::HoldoutCheck).
///
/// # Formula
///
/// ```text
/// expected so far = Σ over customers E[X(t − start)]
///
/// where start is the time of the customer's first purchase
/// ```
///
/// Of a customer's history only the first purchase is used, in the holdout as well.
///
/// # Examples
///
/// ```
/// use tenure::clv::checks::{PurchaseTimeline, Tracking};
/// use tenure::clv::models::Nbd;
/// use tenure::units::{Horizon, Period, TimeUnit};
///
/// let mut purchases = PurchaseTimeline::default();
/// purchases.push(0.0, [3.0, 17.0])?;
/// purchases.push(4.0, [])?;
///
/// // Calibrated until day 14, observed until day 28.
/// let model = Nbd::new(0.4, 4.0, TimeUnit::WEEK)?;
/// let week = Horizon::new(1.0, Period::Week)?;
/// let tracking = Tracking::new(&model, &purchases, week, 14.0, 28.0)?;
/// let error = tracking.holdout_error().and_then(|holdout| holdout.total_error);
/// assert_eq!(error.map(|share| format!("{share:.2}")).as_deref(), Some("-0.60"));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// One expectation for each period and each different day of a first purchase.
///
/// # References
///
/// Fader, Hardie & Lee (2005), "Counting your customers the easy way", Marketing Science 24(2), figures 3 and 4.
#[must_use]
#[derive(Debug, Clone, PartialEq)]
pub struct Tracking {
    periods: Vec<TrackedPeriod>,
}

saved! {
    impl{} for Tracking as "tracking", 1;
    |tracking| -> &tracking.periods;
    read(periods: Vec<TrackedPeriod>) {
        let follows = |one: &TrackedPeriod, next: &TrackedPeriod| {
            one.until <= next.from
                && one.is_holdout <= next.is_holdout
                && one.expected_so_far <= next.expected_so_far
                && one.actual_so_far.saturating_add(next.actual) == next.actual_so_far
        };
        if !periods.is_sorted_by(follows) {
            return Err(Error::Malformed {
                what: "tracking",
                expected: "periods in order whose purchases add up",
            });
        }
        Ok(Self { periods })
    }
}

impl Tracking {
    /// Computes the tracking in periods of length `every`, from the earliest first purchase to
    /// `observation_end`.
    ///
    /// One period ends with `calibration_end`, so the first and the last may be shorter. Both ends are
    /// days on the calendar of the timeline; without a holdout they are equal.
    ///
    /// # Errors
    ///
    /// [`Error::NotEnoughData`] without customers; [`Error::Exceeds`] for customers who came after the
    /// calibration (leave them out, because the model was not fitted to them) and for an observation that
    /// ends before it; [`Error::TooMany`] for more than 100,000 periods; [`Error::NotFinite`] for an
    /// end that is not finite, and for expectations of a custom model that are not finite.
    pub fn new<M: PurchaseModel + ?Sized>(
        model: &M,
        purchases: &PurchaseTimeline,
        every: Horizon,
        calibration_end: f64,
        observation_end: f64,
    ) -> Result<Self> {
        let Some((start, last_start)) = purchases.starts() else {
            return Err(NO_CUSTOMERS);
        };
        let calibration_end = crate::error::finite("end of the calibration", calibration_end)?;
        let observation_end = crate::error::finite("end of the observation", observation_end)?;
        let ordered = [
            (
                "time of a first purchase",
                last_start,
                "end of the calibration",
                calibration_end,
            ),
            (
                "end of the calibration",
                calibration_end,
                "end of the observation",
                observation_end,
            ),
        ];
        for (what, value, limit_what, limit) in ordered {
            if value > limit {
                return Err(Error::Exceeds {
                    what,
                    value,
                    limit_what,
                    limit,
                });
            }
        }
        let mut tracking = Self {
            periods: Vec::new(),
        };
        let mut from = start;
        for until in ends(start, calibration_end, observation_end, every)? {
            let starts = purchases.first_purchases();
            let seen = starts.map(|(start, customers)| (until - start, customers));
            let expected = expected_of(model, seen)?;
            let actual = purchases.repeat_purchases_between(from, until);
            tracking.push([from, until], until > calibration_end, actual, expected);
            from = until;
        }
        Ok(tracking)
    }

    /// Computes the tracking of the [repeat purchases of a
    /// log](crate::clv::history::PurchaseLog::repeat_purchase_counts), in its periods; their ends are then
    /// in the log's ticks.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::clv::checks::Tracking;
    /// use tenure::clv::history::{Observation, PurchaseLog};
    /// use tenure::clv::models::Nbd;
    /// use tenure::units::{Money, TimeUnit};
    ///
    /// let price = Money::from_minor(999);
    /// let purchases = [("ann", 0), ("ann", 3), ("bob", 4), ("ann", 17)];
    /// let log = PurchaseLog::try_from_iter(purchases.map(|(id, day)| (id, day, price)))?;
    /// let counts = log.repeat_purchase_counts(Observation::until(14).holdout_until(28), 7)?;
    /// let model = Nbd::new(0.4, 4.0, TimeUnit::WEEK)?;
    /// assert_eq!(
    ///     Tracking::of_counts(&model, &counts)?.to_string(),
    ///     "until day     actual  expected  actual so far  expected so far\n\
    ///      7                  1       0.1              1              0.1\n\
    ///      14                 0       0.2              1              0.3\n\
    ///      21 (holdout)       1       0.2              2              0.5\n\
    ///      28 (holdout)       0       0.2              2              0.7\n\
    ///      calibration: 0.3 expected, 1 actual (-65.7%); \
    ///      MAPE –, weighted 105.7%, cumulative 75.7%\n\
    ///      holdout: 0.4 expected, 1 actual (-60.0%); \
    ///      MAPE –, weighted 100.0%, cumulative 67.9%"
    /// );
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotEnoughData`] without customers, [`Error::NotFinite`] for expectations of a custom model
    /// that are not finite.
    pub fn of_counts<M: PurchaseModel + ?Sized>(
        model: &M,
        counts: &RepeatPurchaseCounts,
    ) -> Result<Self> {
        let mut ends = counts.periods();
        let (Some(first), second) = (ends.next(), ends.next()) else {
            return Err(NO_CUSTOMERS);
        };
        // The first period is as long as the others; a single one begins with the first customer.
        let single = || {
            counts
                .ages_at(first.end)
                .map(|(days, _)| days)
                .fold(0.0, f64::max)
        };
        let length = second.map_or_else(single, |second| second.end as f64 - first.end as f64);
        let mut tracking = Self {
            periods: Vec::new(),
        };
        let mut from = first.end as f64 - length;
        for period in counts.periods() {
            let seen = counts.ages_at(period.end);
            let until = period.end as f64;
            let actual = period.repeat_purchases;
            let expected = expected_of(model, seen)?;
            tracking.push([from, until], period.is_holdout, actual, expected);
            from = until;
        }
        Ok(tracking)
    }

    /// Adds a period, given the total expected until its end.
    fn push(&mut self, [from, until]: [f64; 2], is_holdout: bool, actual: u64, expected: f64) {
        let before = self.periods.last();
        let expected_before = before.map_or(0.0, |period| period.expected_so_far);
        let actual_before = before.map_or(0, |period| period.actual_so_far);
        // Rounding must not make it fall.
        let expected_so_far = expected.max(expected_before);
        self.periods.push(TrackedPeriod {
            from,
            until,
            is_holdout,
            expected: expected_so_far - expected_before,
            actual,
            expected_so_far,
            actual_so_far: actual_before.saturating_add(actual),
        });
    }

    /// Returns the periods in order.
    #[must_use]
    pub fn periods(&self) -> &[TrackedPeriod] {
        &self.periods
    }

    /// Returns the error over the calibration; `None` when it has no period.
    #[must_use]
    pub fn calibration_error(&self) -> Option<TrackingError> {
        self.error_where(false)
    }

    /// Returns the error over the holdout; `None` without a holdout.
    #[must_use]
    pub fn holdout_error(&self) -> Option<TrackingError> {
        self.error_where(true)
    }

    fn error_where(&self, is_holdout: bool) -> Option<TrackingError> {
        let of_it = |period: &&TrackedPeriod| period.is_holdout == is_holdout;
        let periods: Vec<_> = self.periods.iter().filter(of_it).collect();
        TrackingError::of(&periods)
    }
}

const NO_CUSTOMERS: Error = Error::not_enough("tracking", 1, CUSTOMERS, 0);

/// The last days of the periods.
fn ends(start: f64, calibration: f64, observation: f64, every: Horizon) -> Result<Vec<f64>> {
    // A last piece below a millionth of a period is due to rounding.
    const FORGIVEN: f64 = 1e-6;
    let every = TimeUnit::DAY.count_of(every);
    let before = ((calibration - start) / every - FORGIVEN).ceil().max(0.0);
    let after = ((observation - calibration) / every - FORGIVEN)
        .ceil()
        .max(0.0);
    let periods = before + after;
    limit::whole_at_most("number of periods", limit::STEPS, periods)?;
    let count = |periods: f64| {
        core::iter::successors(Some(1.0), |i| Some(i + 1.0)).take_while(move |i| *i <= periods)
    };
    let calibrated = count(before).map(|i| calibration - (before - i) * every);
    let held_out = count(after).map(|i| (calibration + i * every).min(observation));
    let mut ends: Vec<f64> = calibrated.chain(held_out).collect();
    if let (Some(last), true) = (ends.last_mut(), after > 0.0) {
        *last = observation;
    }
    Ok(ends)
}

/// Σ E[X(t)] over customers of these ages in days; those not there yet are skipped.
fn expected_of<M: PurchaseModel + ?Sized>(
    model: &M,
    seen: impl Iterator<Item = (f64, u64)>,
) -> Result<f64> {
    let mut total = Total::default();
    for (days, customers) in seen {
        if days > 0.0 {
            let expected = model.expected_purchases_of_new(Horizon::new(days, Period::Day)?);
            let expected = crate::error::finite("expected number of purchases", expected)?;
            total.add(expected, customers);
        }
    }
    Ok(total.value())
}

/// Prints a table with the errors below it.
impl fmt::Display for Tracking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(1);
        let heads = [
            "until day",
            "actual",
            "expected",
            "actual so far",
            "expected so far",
        ];
        let mut rows = vec![heads.map(String::from)];
        rows.extend(self.periods.iter().map(|period| {
            let mark = if period.is_holdout { " (holdout)" } else { "" };
            [
                format!("{}{mark}", period.until),
                period.actual.to_string(),
                format!("{:.places$}", period.expected),
                period.actual_so_far.to_string(),
                format!("{:.places$}", period.expected_so_far),
            ]
        }));
        write_table(f, &rows)?;
        for (name, error) in [
            ("calibration", self.calibration_error()),
            ("holdout", self.holdout_error()),
        ] {
            if let Some(error) = error {
                write!(f, "\n{name}: {error}")?;
            }
        }
        Ok(())
    }
}
