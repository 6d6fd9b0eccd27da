//! [`NelsonAalen`].

mod method;
mod step;
mod ties;

use core::fmt;

pub use self::method::HazardMethod;
pub use self::step::HazardStep;
pub use self::ties::HazardTies;
use super::RiskRow;
use crate::numeric::careful_sum::CarefulSum;
use crate::numeric::math;
#[cfg(feature = "serde")]
use crate::saved::{Each, Own};
use crate::stats::{Interval, critical};
use crate::text::{excerpt, or_dash, write_omission, write_table};
use crate::units::Level;

/// Estimates the cumulative hazard of leaving at each time, whose slope shows *when* customers
/// leave.
///
/// The Nelson–Aalen estimate, from a [`LifetimeTable`](super::LifetimeTable). It starts at 0 and steps up at
/// each time a customer left, without a limit; lower is better. A straight line is a constant risk of leaving; one
/// that is steep at first and then flattens is a start that loses customers and a base that stays. For the
/// share still there take the [Kaplan–Meier curve](super::KaplanMeier): exp(−H) is close to it.
///
/// # Formula
///
/// ```text
/// H(t) = Σ d/n      variance Σ d/n²      over the times up to and with t
///
/// where d  left at a time, and n were at risk just before it
/// ```
/// or with ties [one by one](HazardTies::OneByOne).
///
/// # Examples
///
/// ```
/// use tenure::retention::survival::{HazardTies, LifetimeTable};
/// use tenure::units::Level;
///
/// let months = [
///     (1, true),
///     (2, false),
///     (3, true),
///     (3, true),
///     (4, false),
///     (5, true),
///     (7, false),
/// ];
/// let table = LifetimeTable::<u32>::try_from_iter(months)?;
///
/// let hazard = table
///     .nelson_aalen(HazardTies::Together)
///     .ok_or("no customers")?;
/// assert_eq!(hazard.cumulative_hazard_at(3), Some(1.0 / 7.0 + 2.0 / 5.0));
/// let interval = hazard.interval_at(3, Level::P95).map(|i| format!("{i:.2}"));
/// assert_eq!(interval, Some("0.17 to 1.70".into()));
///
/// // lifelines takes those who leave at one time one by one, unless told otherwise.
/// let hazard = table
///     .nelson_aalen(HazardTies::OneByOne)
///     .ok_or("no customers")?;
/// assert_eq!(
///     hazard.cumulative_hazard_at(3),
///     Some(1.0 / 7.0 + 1.0 / 5.0 + 1.0 / 4.0)
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Complexity
///
/// O(n) for n distinct times, after the [table](super::LifetimeTable) is in order; 40 bytes for each time at
/// which a customer left. The sums are compensated, so the number of times does not show in their digits.
///
/// # References
///
/// Nelson (1972), "Theory and applications of hazard plotting for censored failure data", Technometrics 14;
/// Aalen (1978), "Nonparametric inference for a family of counting processes", Annals of Statistics 6;
/// Fleming & Harrington (1984).
#[must_use]
#[derive(Debug, Clone, PartialEq)]
pub struct NelsonAalen<T> {
    ties: HazardTies,
    last_time: T,
    steps: Vec<HazardStep<T>>,
}

impl<T: Ord + Copy> NelsonAalen<T> {
    /// `None` without a row.
    pub(super) fn of(rows: impl Iterator<Item = RiskRow<T>>, ties: HazardTies) -> Option<Self> {
        let (mut hazard, mut variance) = (CarefulSum::default(), CarefulSum::default());
        let (mut steps, mut last_time) = (Vec::new(), None);
        for row in rows {
            last_time = Some(row.time);
            if row.left == 0 {
                continue;
            }
            let (more, added_variance) = ties.of(row.at_risk.max(row.left), row.left);
            hazard.add(more);
            variance.add(added_variance);
            steps.push(HazardStep {
                time: row.time,
                at_risk: row.at_risk,
                left: row.left,
                hazard: hazard.value(),
                variance: variance.value(),
            });
        }
        Some(Self {
            ties,
            last_time: last_time?,
            steps,
        })
    }

    /// Returns how customers who left at the same time are counted.
    #[must_use]
    pub const fn ties(&self) -> HazardTies {
        self.ties
    }

    /// Returns the last time at which a customer was seen, leaving or still there: what lies beyond
    /// is not known.
    #[must_use]
    pub const fn last_time(&self) -> T {
        self.last_time
    }

    /// Returns the steps up in the order of their times: only times at which a customer left.
    pub fn steps(&self) -> &[HazardStep<T>] {
        &self.steps
    }

    /// Returns the log [interval](HazardStep::interval) of each of the [steps](Self::steps), in
    /// their order.
    ///
    /// For a whole curve, many times as fast as asking step after step.
    pub fn intervals(&self, level: Level) -> impl ExactSizeIterator<Item = Option<Interval>> {
        self.intervals_with(HazardMethod::Log, level)
    }

    /// Returns the interval of each of the [steps](Self::steps) by a method of your choice.
    pub fn intervals_with(
        &self,
        method: HazardMethod,
        level: Level,
    ) -> impl ExactSizeIterator<Item = Option<Interval>> {
        let quantile = critical(level);
        let steps = self.steps.iter();
        steps.map(move |step| method.with(quantile, step.hazard, step.variance, level))
    }

    /// Returns the last step at or before a time; `None` before the first.
    #[must_use]
    pub fn step_at(&self, time: T) -> Option<&HazardStep<T>> {
        let passed = self.steps.partition_point(|step| step.time <= time);
        self.steps.get(passed.checked_sub(1)?)
    }

    /// Returns the cumulative hazard up to and including a time: 0 before the first customer left,
    /// `None` beyond the [last time](Self::last_time) at which a customer was seen.
    #[must_use]
    pub fn cumulative_hazard_at(&self, time: T) -> Option<f64> {
        let (hazard, _) = self.known(time)?;
        Some(hazard)
    }

    /// Returns the standard error of the [cumulative hazard](Self::cumulative_hazard_at) at a time.
    #[must_use]
    pub fn standard_error_at(&self, time: T) -> Option<f64> {
        let (_, variance) = self.known(time)?;
        Some(math::sqrt(variance))
    }

    /// Returns the log interval of the [cumulative hazard](Self::cumulative_hazard_at) at a time.
    #[must_use]
    pub fn interval_at(&self, time: T, level: Level) -> Option<Interval> {
        self.interval_at_with(HazardMethod::Log, time, level)
    }

    /// Returns the interval of the cumulative hazard at a time by a method of your choice.
    #[must_use]
    pub fn interval_at_with(
        &self,
        method: HazardMethod,
        time: T,
        level: Level,
    ) -> Option<Interval> {
        let (hazard, variance) = self.known(time)?;
        method.of(hazard, variance, level)
    }

    /// Returns the share of customers who stay longer than a time, by this hazard: exp(−H), the
    /// Fleming–Harrington estimate. `None` where the hazard is unknown.
    #[must_use]
    #[doc(alias = "Fleming-Harrington")]
    pub fn survival_at(&self, time: T) -> Option<f64> {
        Some(math::exp(-self.cumulative_hazard_at(time)?))
    }

    /// The hazard at a time and its variance; `None` when that is unknown.
    fn known(&self, time: T) -> Option<(f64, f64)> {
        let step = self.step_at(time);
        let known = step.map_or((0.0, 0.0), |step| (step.hazard, step.variance));
        (time <= self.last_time).then_some(known)
    }
}

/// Each step with its 95 % interval, of a long curve some; the precision is that of the hazards.
impl<T: Ord + Copy + fmt::Display> fmt::Display for NelsonAalen<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(3);
        let head = ["time", "at risk", "left", "hazard", "95% interval"].map(String::from);
        let mut rows = vec![head];
        rows.extend(excerpt(&self.steps).map(|step| {
            let interval = step.interval(Level::P95);
            [
                step.time.to_string(),
                step.at_risk.to_string(),
                step.left.to_string(),
                format!("{:.places$}", step.hazard),
                or_dash(interval.map(|interval| format!("{interval:.places$}"))),
            ]
        }));
        write_table(f, &rows)?;
        write_omission(f, self.steps.len())
    }
}

// The counts of each step, from which the hazard follows to the bit: `[time, at risk, left]`.
saved! {
    impl{T: Ord + Copy} keys{T} for NelsonAalen<T> as "nelson-aalen hazard", 1;
    |curve| {
        ties,
        last_time: Own<T> = Own(curve.last_time),
        steps: Vec<(Own<T>, u64, u64)> = Each::of(curve.steps.len(), || {
            curve.steps.iter().map(|step| (Own(step.time), step.at_risk, step.left))
        }),
    };
    read {
        let times = || steps.iter().map(|(Own(time), ..)| *time);
        let possible = times().is_sorted_by(|one, next| one < next)
            && times().all(|time| time <= last_time.0)
            && steps.iter().all(|(.., left)| *left > 0);
        if !possible {
            return Err(crate::Error::Malformed {
                what: "cumulative hazard",
                expected: "times in order up to the last one, at each of which at least 1 customer left",
            });
        }
        let rows = steps.into_iter().map(|(Own(time), at_risk, left)| RiskRow {
            time,
            at_risk,
            left,
            censored: 0,
        });
        let steps = Self::of(rows, ties).map_or_else(Vec::new, |curve| curve.steps);
        Ok(Self { ties, last_time: last_time.0, steps })
    }
}
