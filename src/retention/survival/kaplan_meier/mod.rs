//! [`KaplanMeier`]: the curve and its questions; how it is computed and printed is in the files beside.

mod by_value;
mod display;
mod product;
mod quantile;

pub(super) use self::product::Product;
use super::survival_step::standard_error;
use super::{RiskRow, SurvivalInterval, SurvivalStep};
use crate::stats::{Interval, critical};
use crate::units::Level;

/// What share of customers is still there after t months, counting those whose end nobody has seen yet?
///
/// The Kaplan–Meier estimate of the survival curve, from a [`LifetimeTable`](super::LifetimeTable). It starts
/// at 1 and steps down at each time anybody left; higher is better. Customers who are still there count among
/// those at risk up to when they were last seen, so nothing has to be guessed about their future.
///
/// It assumes that who is last seen early (because they signed up late, say) is no more and no less likely to
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
/// Who is last seen at a time at which others leave was at risk then: leaving comes first.
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
/// assert_eq!(interval, Some("0.33 to 0.98".into())); // of seven customers little is certain
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
/// which anybody left.
///
/// # References
///
/// Kaplan & Meier (1958), "Nonparametric estimation from incomplete observations", Journal of the American
/// Statistical Association 53, eq. 2b; Greenwood (1926), "The natural duration of cancer".
#[doc(alias = "survival function")]
#[doc(alias = "product-limit")]
#[doc(alias = "survfit")]
#[must_use]
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(
    feature = "serde",
    serde(bound(serialize = "T: Copy + serde::Serialize"))
)]
pub struct KaplanMeier<T> {
    customers: u64,
    left: u64,
    last_time: T,
    steps: Vec<SurvivalStep<T>>,
}

impl<T: Ord + Copy> KaplanMeier<T> {
    /// `None` without a row. There are at most `steps` of them at which anybody left.
    pub(super) fn of(rows: impl Iterator<Item = RiskRow<T>>, steps: usize) -> Option<Self> {
        let mut product = Product::new();
        let (mut customers, mut left, mut last_time) = (0_u64, 0_u64, None);
        let mut curve = Vec::with_capacity(steps);
        rows.for_each(|row| {
            last_time = Some(row.time);
            customers = customers.saturating_add(row.left).saturating_add(row.still);
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

    /// The same of customers seen from the start, by the time each left or was last seen at, in order.
    pub(super) fn of_times(left: &[T], still: &[T]) -> Option<Self> {
        let mut product = Product::new();
        let mut curve = Vec::with_capacity(left.len());
        let mut later = still;
        let mut at_risk = (left.len() as u64).saturating_add(still.len() as u64);
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
            customers: (left.len() as u64).saturating_add(still.len() as u64),
            left: left.len() as u64,
            last_time: left.last().max(still.last()).copied()?,
            steps: curve,
        })
    }

    /// How many customers it is made of.
    #[must_use]
    pub const fn customers(&self) -> u64 {
        self.customers
    }

    /// How many of them were seen to leave.
    #[must_use]
    #[doc(alias = "events")]
    pub const fn left(&self) -> u64 {
        self.left
    }

    /// The last time at which anybody was seen, leaving or still there: what lies beyond is not known.
    #[must_use]
    pub const fn last_time(&self) -> T {
        self.last_time
    }

    /// The steps down, in the order of their times: only times at which anybody left.
    pub fn steps(&self) -> &[SurvivalStep<T>] {
        &self.steps
    }

    /// The [interval](SurvivalStep::interval) of each of the [steps](Self::steps), in their order: the log-log one.
    ///
    /// For a whole curve: what the level alone decides is worked out once, which is five times as fast as asking
    /// step after step.
    ///
    /// ```
    /// use tenure::retention::survival::LifetimeTable;
    /// use tenure::units::Level;
    ///
    /// let table = LifetimeTable::<u32>::try_from_iter([(1, true), (2, true), (2, false), (4, true)])?;
    /// let curve = table.kaplan_meier().ok_or("no customers")?;
    /// let band = curve.steps().iter().zip(curve.intervals(Level::P95));
    /// let shown: Vec<_> = band.map(|(step, interval)| Some((step.time(), format!("{:.2}", interval?)))).collect();
    /// assert_eq!(shown, [Some((1, "0.13 to 0.96".into())), Some((2, "0.06 to 0.84".into())), None]); // nobody is left
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[doc(alias = "confidence_interval_")]
    pub fn intervals(&self, level: Level) -> impl ExactSizeIterator<Item = Option<Interval>> {
        self.intervals_with(SurvivalInterval::LogLog, level)
    }

    /// The same by another method.
    pub fn intervals_with(
        &self,
        method: SurvivalInterval,
        level: Level,
    ) -> impl ExactSizeIterator<Item = Option<Interval>> {
        let quantile = critical(level);
        let steps = self.steps.iter();
        steps.map(move |step| method.with(quantile, step.survival, step.greenwood, level))
    }

    /// The last step at or before a time; `None` before the first.
    #[must_use]
    pub fn step_at(&self, time: T) -> Option<&SurvivalStep<T>> {
        let passed = self.steps.partition_point(|step| step.time <= time);
        self.steps.get(passed.checked_sub(1)?)
    }

    /// The share of customers who stay longer than a time: 1 before anybody left.
    ///
    /// `None` beyond the [last time](Self::last_time) at which anybody was seen, unless nobody was left by
    /// then and the share is 0. (lifelines draws the curve on as a flat line, R does when asked to; neither is
    /// a finding.)
    #[must_use]
    pub fn survival_at(&self, time: T) -> Option<f64> {
        let (survival, _) = self.known(time)?;
        Some(survival)
    }

    /// The standard error of [that share](Self::survival_at): 0 before anybody left, `None` where the share is
    /// unknown and from the time on at which everybody at risk left.
    #[must_use]
    pub fn standard_error_at(&self, time: T) -> Option<f64> {
        let (survival, greenwood) = self.known(time)?;
        standard_error(survival, greenwood)
    }

    /// Where the [share](Self::survival_at) truly lies: the log-log interval, `None` as the
    /// [standard error](Self::standard_error_at) is.
    #[must_use]
    pub fn interval_at(&self, time: T, level: Level) -> Option<Interval> {
        self.interval_at_with(SurvivalInterval::LogLog, time, level)
    }

    /// The interval by another method.
    #[must_use]
    pub fn interval_at_with(
        &self,
        method: SurvivalInterval,
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
