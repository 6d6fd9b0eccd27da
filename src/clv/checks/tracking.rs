//! [`Tracking`].

use core::fmt;

use super::total::Total;
use super::{PurchaseTimeline, TrackedPeriod, TrackingError};
use crate::clv::history::RepeatPurchaseCounts;
use crate::clv::models::PurchaseModel;
use crate::error::CUSTOMERS;
use crate::text::write_table;
use crate::units::{Horizon, Period, TimeUnit};
use crate::{Error, Result};

/// Week by week, do as many customers come back as the model says?
///
/// The picture every paper on these models shows: repeat purchases of a group of customers, expected and
/// actual, per period and added up, through the time the model was fitted to and on through the time it was
/// not.
///
/// *Good*: added up, two curves that lie on each other to the end of the calibration and stay within a few
/// percent after it; per period, an expected curve that runs through the middle of the actual one's
/// ups and downs (the model knows no seasons). *Bad*: curves that part at the end of the calibration, with
/// the expected one on top where customers have left faster than the model has it, or below where they come
/// back after a pause; a kink in the actual curve that has a date (a campaign, a shop that closed): no
/// model of this kind sees that. It is about the sum of all customers: see
/// [`HoldoutCheck`](super::HoldoutCheck) for whose purchases they are.
///
/// # Formula
///
/// ```text
/// expected so far = Σ over customers E[X(t − start)],  where start is the customer's first purchase
/// ```
///
/// Nothing of a customer's history is in it but the first purchase, in the holdout neither.
///
/// # Examples
///
/// ```
/// use tenure::clv::checks::{PurchaseTimeline, Tracking};
/// use tenure::clv::models::PurchaseModel;
/// use tenure::units::{Horizon, Period};
///
/// /// Fitted to 273 days, watched for 546.
/// fn picture(model: &dyn PurchaseModel, purchases: &PurchaseTimeline) -> tenure::Result<()> {
///     let week = Horizon::new(1.0, Period::Week)?;
///     let tracking = Tracking::new(model, purchases, week, 273.0, 546.0)?;
///     for period in tracking.periods() {
///         println!("{} {} {}", period.until, period.expected, period.actual);
///     }
///     Ok(())
/// }
/// # let _used = picture;
/// ```
///
/// # Complexity
///
/// One expectation for each period and each different day of a first purchase.
///
/// # References
///
/// Fader, Hardie & Lee (2005), "Counting your customers the easy way", Marketing Science 24(2), figures 3 and 4.
#[doc(alias = "tracking plot")]
#[doc(alias = "plot_incremental_transactions")]
#[doc(alias = "plot_cumulative_transactions")]
#[must_use]
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Tracking {
    periods: Vec<TrackedPeriod>,
}

impl Tracking {
    /// Periods of that length from the first purchase of all to `observation_end`, cut so that one ends with
    /// `calibration_end`: the first and the last may be shorter.
    ///
    /// Both ends are days on the calendar of the timeline. Without a holdout they are the same.
    ///
    /// # Errors
    ///
    /// [`Error::NotEnoughData`] without customers; [`Error::Exceeds`] for customers who came after the
    /// calibration (they are not of the group that was fitted: leave them out) and for an end before it;
    /// [`Error::OutOfRange`] for more than 100 000 periods; [`Error::NotFinite`] for an end that is no day, and
    /// where a model of your own expects what is no number of purchases.
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

    /// The same of what a [log of purchases](crate::clv::history::PurchaseLog::repeat_purchase_counts) counts, in
    /// its stretches; the days of the periods are then the log's own ticks.
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
    /// let log = PurchaseLog::try_from_iter([("ann", 0, price), ("ann", 3, price), ("bob", 4, price), ("ann", 17, price)])?;
    /// let counts = log.repeat_purchase_counts(Observation::until(14).holdout_until(28), 7)?;
    /// let model = Nbd::new(0.4, 4.0, TimeUnit::WEEK)?;
    /// assert_eq!(
    ///     Tracking::of_counts(&model, &counts)?.to_string(),
    ///     "until day     actual  expected  actual so far  expected so far\n\
    ///      7                  1       0.1              1              0.1\n\
    ///      14                 0       0.2              1              0.3\n\
    ///      21 (holdout)       1       0.2              2              0.5\n\
    ///      28 (holdout)       0       0.2              2              0.7\n\
    ///      calibration: 0.3 expected, 1 actual (-65.7%); MAPE –, weighted 105.7%, cumulative 75.7%\n\
    ///      holdout: 0.4 expected, 1 actual (-60.0%); MAPE –, weighted 100.0%, cumulative 67.9%"
    /// );
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotEnoughData`] without customers, [`Error::NotFinite`] where a model of your own expects what is
    /// no number of purchases.
    pub fn of_counts<M: PurchaseModel + ?Sized>(
        model: &M,
        counts: &RepeatPurchaseCounts,
    ) -> Result<Self> {
        let mut ends = counts.periods();
        let (Some(first), second) = (ends.next(), ends.next()) else {
            return Err(NO_CUSTOMERS);
        };
        // The first is as long as the others; alone, it is since the first customer.
        let alone = || {
            counts
                .ages_at(first.end)
                .map(|(days, _)| days)
                .fold(0.0, f64::max)
        };
        let length = second.map_or_else(alone, |second| second.end as f64 - first.end as f64);
        let mut tracking = Self {
            periods: Vec::new(),
        };
        let mut from = first.end as f64 - length;
        for stretch in counts.periods() {
            let seen = counts.ages_at(stretch.end);
            let until = stretch.end as f64;
            let actual = stretch.repeat_purchases;
            let expected = expected_of(model, seen)?;
            tracking.push([from, until], stretch.is_holdout, actual, expected);
            from = until;
        }
        Ok(tracking)
    }

    /// One period more, with the total expected to its end.
    fn push(&mut self, [from, until]: [f64; 2], is_holdout: bool, actual: u64, expected: f64) {
        let before = self.periods.last();
        let expected_before = before.map_or(0.0, |period| period.expected_so_far);
        let actual_before = before.map_or(0, |period| period.actual_so_far);
        // Never less than before, also by rounding.
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

    /// The periods in their order.
    #[must_use]
    pub fn periods(&self) -> &[TrackedPeriod] {
        &self.periods
    }

    /// How far it is off up to the end of the calibration; `None` when that has no period.
    #[must_use]
    pub fn calibration_error(&self) -> Option<TrackingError> {
        self.error_where(false)
    }

    /// How far it is off after it; `None` without a holdout.
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
    const MOST: f64 = 100_000.0;
    // A last piece below a millionth of a period is rounding.
    const FORGIVEN: f64 = 1e-6;
    let every = TimeUnit::DAY.count_of(every);
    let before = ((calibration - start) / every - FORGIVEN).ceil().max(0.0);
    let after = ((observation - calibration) / every - FORGIVEN)
        .ceil()
        .max(0.0);
    let periods = before + after;
    if periods > MOST {
        let expected = "at most 100000";
        return Err(Error::out_of_range("number of periods", expected, periods));
    }
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

/// Σ E[X(t)] over customers who have been there for so many days; those of the future are not counted.
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

/// As a table, with the errors below it.
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
