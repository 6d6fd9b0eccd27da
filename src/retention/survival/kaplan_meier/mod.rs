//! [`KaplanMeier`]: the curve and its questions; how it is computed and printed is in the files beside.

mod by_value;
mod display;
mod product;
mod quantile;

pub(super) use self::product::Product;
use super::survival_step::standard_error;
use super::{RiskRow, SurvivalMethod, SurvivalStep};
#[cfg(feature = "serde")]
use crate::saved::{Each, Own};
use crate::stats::{Interval, critical};
use crate::units::Level;

/// Estimates the share of customers still there after each time, counting those whose end is not
/// yet known.
///
/// The Kaplan–Meier estimate of the survival curve, from a [`LifetimeTable`](super::LifetimeTable). It starts
/// at 1 and steps down at each time a customer left; higher is better. Customers who are still there count among
/// those at risk up to when they were last seen, so nothing has to be guessed about their future.
///
/// It assumes that a customer last seen early (because they signed up late, say) is no more and no less likely to
/// leave than the others. Where that fails, because a plan changed, look at the groups apart. For one number
/// per month of a closed list of customers, [`StartCohort`](crate::retention::StartCohort) is enough.
///
/// # Formula
///
/// ```text
/// S(t) = Π (n − d)/n    over the times up to and with t
///
/// where d  left at a time, and n were at risk just before it
/// ```
/// A customer last seen at a time at which others leave was at risk then: leaving comes first.
///
/// # Examples
///
/// ```
/// use tenure::retention::survival::LifetimeTable;
/// use tenure::units::Level;
///
/// // Months since sign-up, and whether they left then (or are still there).
/// let table = LifetimeTable::<u32>::try_from_iter([
///     (1, true), (2, false), (3, true), (3, true), (4, false), (5, true), (7, false),
/// ])?;
/// let curve = table.kaplan_meier().ok_or("no customers")?;
///
/// assert_eq!(curve.survival_at(2).map(|s| format!("{s:.3}")), Some("0.857".into()));
/// let interval = curve.interval_at(2, Level::P95).map(|i| format!("{i:.2}"));
/// assert_eq!(interval, Some("0.33 to 0.98".into())); // seven customers leave much uncertain
///
/// assert_eq!(curve.median(), Some(5));
/// assert_eq!(curve.median_interval(Level::P95).to_string(), "1 or later");
/// println!("{curve}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Accuracy
///
/// The product is carried in twice the digits, so S is the `f64` nearest to the true value, give or take one
/// unit in the last place, after ten million steps as after ten. Without customers still there it is the plain
/// share of those who stayed longer, to the bit.
///
/// # Complexity
///
/// O(n) for n distinct times, after the [table](super::LifetimeTable) is in order; 40 bytes for each time at
/// which a customer left.
///
/// # References
///
/// Kaplan & Meier (1958), "Nonparametric estimation from incomplete observations", Journal of the American
/// Statistical Association 53, eq. 2b; Greenwood (1926), "The natural duration of cancer".
#[must_use]
#[derive(Debug, Clone, PartialEq)]
pub struct KaplanMeier<T> {
    customers: u64,
    left: u64,
    last_time: T,
    steps: Vec<SurvivalStep<T>>,
}

impl<T: Ord + Copy> KaplanMeier<T> {
    /// `None` without a row. At most `steps` rows have a customer who left.
    pub(super) fn of(rows: impl Iterator<Item = RiskRow<T>>, steps: usize) -> Option<Self> {
        let mut product = Product::new();
        let (mut customers, mut left, mut last_time) = (0_u64, 0_u64, None);
        let mut curve = Vec::with_capacity(steps);
        rows.for_each(|row| {
            last_time = Some(row.time);
            customers = customers
                .saturating_add(row.left)
                .saturating_add(row.censored);
            if row.left > 0 {
                left = left.saturating_add(row.left);
                curve.push(product.step(row.time, row.at_risk, row.left));
            }
        });
        Some(Self {
            customers,
            left,
            last_time: last_time?,
            steps: curve,
        })
    }

    /// Creates the curve of customers seen from the start, from the times each left or was censored at, in order.
    pub(super) fn of_times(left: &[T], censored: &[T]) -> Option<Self> {
        let mut product = Product::new();
        let mut curve = Vec::with_capacity(left.len());
        let mut later = censored;
        let mut at_risk = (left.len() as u64).saturating_add(censored.len() as u64);
        for equal in left.chunk_by(T::eq) {
            let Some(&time) = equal.first() else { continue };
            while let Some((first, rest)) = later.split_first() {
                if *first >= time {
                    break;
                }
                at_risk = at_risk.saturating_sub(1);
                later = rest;
            }
            let left = equal.len() as u64;
            curve.push(product.step(time, at_risk, left));
            at_risk = at_risk.saturating_sub(left);
        }
        Some(Self {
            customers: (left.len() as u64).saturating_add(censored.len() as u64),
            left: left.len() as u64,
            last_time: left.last().max(censored.last()).copied()?,
            steps: curve,
        })
    }

    /// Returns how many customers the curve is made of.
    #[must_use]
    pub const fn customers(&self) -> u64 {
        self.customers
    }

    /// Returns how many of the customers were seen to leave.
    #[must_use]
    #[doc(alias = "events")]
    pub const fn left(&self) -> u64 {
        self.left
    }

    /// Returns the last time at which a customer was seen, leaving or still there: what lies beyond
    /// is not known.
    #[must_use]
    pub const fn last_time(&self) -> T {
        self.last_time
    }

    /// Returns the steps down in the order of their times: only times at which a customer left.
    pub fn steps(&self) -> &[SurvivalStep<T>] {
        &self.steps
    }

    /// Returns the log-log [interval](SurvivalStep::interval) of each of the [steps](Self::steps),
    /// in their order.
    ///
    /// For a whole curve: what the level alone decides is worked out once, which is five times as fast as asking
    /// step after step.
    ///
    /// ```
    /// use tenure::retention::survival::LifetimeTable;
    /// use tenure::units::Level;
    ///
    /// let table =
    ///     LifetimeTable::<u32>::try_from_iter([(1, true), (2, true), (2, false), (4, true)])?;
    /// let curve = table.kaplan_meier().ok_or("no customers")?;
    /// let band = curve.steps().iter().zip(curve.intervals(Level::P95));
    /// let shown: Vec<_> = band
    ///     .map(|(step, interval)| Some((step.time(), format!("{:.2}", interval?))))
    ///     .collect();
    /// assert_eq!(
    ///     shown,
    ///     [
    ///         Some((1, "0.13 to 0.96".into())),
    ///         Some((2, "0.06 to 0.84".into())),
    ///         None
    ///     ]
    /// ); // no customer is left
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[doc(alias = "confidence_interval_")]
    pub fn intervals(&self, level: Level) -> impl ExactSizeIterator<Item = Option<Interval>> {
        self.intervals_with(SurvivalMethod::LogLog, level)
    }

    /// Returns the interval of each of the [steps](Self::steps) by a method of your choice.
    pub fn intervals_with(
        &self,
        method: SurvivalMethod,
        level: Level,
    ) -> impl ExactSizeIterator<Item = Option<Interval>> {
        let quantile = critical(level);
        let steps = self.steps.iter();
        steps.map(move |step| method.with(quantile, step.survival, step.greenwood, level))
    }

    /// Returns the last step at or before a time; `None` before the first.
    #[must_use]
    pub fn step_at(&self, time: T) -> Option<&SurvivalStep<T>> {
        let passed = self.steps.partition_point(|step| step.time <= time);
        self.steps.get(passed.checked_sub(1)?)
    }

    /// Returns the share of customers who stay longer than a time: 1 before the first customer
    /// left.
    ///
    /// `None` beyond the [last time](Self::last_time) at which a customer was seen, unless all had left by
    /// then and the share is 0. (lifelines draws the curve on as a flat line, R does when asked to; neither is
    /// a finding.)
    #[must_use]
    pub fn survival_at(&self, time: T) -> Option<f64> {
        let (survival, _) = self.known(time)?;
        Some(survival)
    }

    /// Returns the standard error of the [survival](Self::survival_at) at a time: 0 before the
    /// first customer left, `None` where the survival is unknown and from the time on at which all
    /// at risk left.
    #[must_use]
    pub fn standard_error_at(&self, time: T) -> Option<f64> {
        let (survival, greenwood) = self.known(time)?;
        standard_error(survival, greenwood)
    }

    /// Returns the log-log interval of the [survival](Self::survival_at) at a time; `None` where
    /// its [standard error](Self::standard_error_at) is.
    #[must_use]
    pub fn interval_at(&self, time: T, level: Level) -> Option<Interval> {
        self.interval_at_with(SurvivalMethod::LogLog, time, level)
    }

    /// Returns the interval of the survival at a time by a method of your choice.
    #[must_use]
    pub fn interval_at_with(
        &self,
        method: SurvivalMethod,
        time: T,
        level: Level,
    ) -> Option<Interval> {
        let (survival, greenwood) = self.known(time)?;
        method.of(survival, greenwood, level)
    }

    /// The share at a time and Greenwood's sum; `None` when that is unknown.
    fn known(&self, time: T) -> Option<(f64, f64)> {
        let step = self.step_at(time);
        let (survival, greenwood) = step.map_or((1.0, 0.0), |s| (s.survival, s.greenwood));
        (time <= self.last_time || survival <= 0.0).then_some((survival, greenwood))
    }
}

// The counts of each step, from which the curve follows to the bit: `[time, at risk, left]`.
saved! {
    impl{T: Ord + Copy} keys{T} for KaplanMeier<T> as "kaplan-meier curve", 1;
    |curve| {
        customers: u64,
        left: u64,
        last_time: Own<T> = Own(curve.last_time),
        steps: Vec<(Own<T>, u64, u64)> = Each::of(curve.steps.len(), || {
            curve.steps.iter().map(|step| (Own(step.time), step.at_risk, step.left))
        }),
    };
    read {
        let times = || steps.iter().map(|(Own(time), ..)| *time);
        let total = steps.iter().fold(0_u64, |sum, (.., left)| sum.saturating_add(*left));
        let possible = times().is_sorted_by(|one, next| one < next)
            && times().all(|time| time <= last_time.0)
            && steps.iter().all(|(.., left)| *left > 0)
            && total == left
            && left <= customers;
        if !possible {
            return Err(crate::Error::Malformed {
                what: "survival curve",
                expected: "times in order up to the last one, at each of which at least 1 of the customers left",
            });
        }
        let mut product = Product::new();
        let steps = steps
            .into_iter()
            .map(|(Own(time), at_risk, left)| product.step(time, at_risk, left))
            .collect();
        Ok(Self { customers, left, last_time: last_time.0, steps })
    }
}
