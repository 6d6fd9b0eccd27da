//! [`RestrictedMean`].

use core::fmt;

use super::{AsLifetimeTable, Elapsed, KaplanMeier, RestrictedMeanDifference};
use crate::numeric::careful_sum::CarefulSum;
use crate::numeric::math;
use crate::stats::{Interval, critical};
use crate::units::{Finite, Level};
use crate::{Error, Result};

/// Estimates how long customers stay on average within the first τ months.
///
/// The area under the survival curve up to a time τ: of τ months, how many the average customer is there. From 0
/// to τ; higher is better. Unlike the mean lifetime it needs no guess about those who are still there, unlike
/// the median it exists however few have left, and the [difference](Self::difference) of two says what a change is
/// worth in months, also where curves cross and the log-rank test says little.
///
/// Its error is the *sampling* error, of the mean as an estimate. (lifelines' `return_variance` gives the variance
/// of one customer's time instead, hundreds of times as large; R's `se(rmean)` is the one here.)
///
/// # Formula
///
/// ```text
/// mean         ∫ S(t) dt from 0 to τ
/// std. error   √( Σ Aᵢ²·d/(n·(n − d)) )
///
/// where the sum is over the times tᵢ ≤ τ at which a customer left: d of n at risk
///       Aᵢ  is the area from tᵢ to τ
/// ```
///
/// # Examples
///
/// ```
/// use tenure::retention::survival::LifetimeTable;
/// use tenure::units::Level;
///
/// let table = LifetimeTable::<u32>::try_from_iter([
///     (1, true),
///     (2, false),
///     (3, true),
///     (3, true),
///     (4, false),
///     (5, true),
///     (7, false),
/// ])?;
/// let curve = table.kaplan_meier().ok_or("no customers")?;
/// let half_a_year = curve.restricted_mean(6)?;
/// assert_eq!(half_a_year.to_string(), "4.00 of 6 (standard error 0.68)");
/// assert_eq!(format!("{:.2}", half_a_year.lost()), "2.00"); // months of the six
/// let interval = half_a_year.interval(Level::P95).map(|i| format!("{i:.1}"));
/// assert_eq!(interval, Some("2.7 to 5.3".into()));
///
/// assert_eq!(
///     curve.restricted_mean(12).unwrap_err().to_string(),
///     "time up to which the mean is taken (12) cannot exceed the time the last customer was seen (7)"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
///
/// Irwin (1949), Journal of Hygiene 47; Klein & Moeschberger (2003), "Survival Analysis", 2nd ed., section 4.5;
/// Royston & Parmar (2013), BMC Medical Research Methodology 13, on its use in comparisons.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RestrictedMean {
    tau: f64,
    value: f64,
    standard_error: f64,
}

impl RestrictedMean {
    /// Returns the latest τ that serves each of several groups: the earliest of the times at which
    /// the last customer of a group was seen. `None` without groups, or where one is empty.
    ///
    /// For a comparison choose τ by the question ("the first year") where there is one. Where there is
    /// none this is the choice that uses most of the data; near the end few are at risk, so it is an unsure one.
    /// (A group of which all left by then could go further: beyond its last time its curve is 0.)
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::retention::survival::{LifetimeTable, RestrictedMean};
    ///
    /// let monthly = LifetimeTable::<u32>::try_from_iter([(1, true), (4, true), (9, false)])?;
    /// let yearly = LifetimeTable::<u32>::try_from_iter([(12, true), (24, false)])?;
    /// assert_eq!(RestrictedMean::common_tau([&monthly, &yearly]), Some(9));
    /// # Ok::<(), tenure::Error>(())
    /// ```
    #[must_use]
    pub fn common_tau<'a, T, I>(groups: I) -> Option<T>
    where
        T: Elapsed + 'a,
        I: IntoIterator<Item: AsLifetimeTable<'a, Time = T>>,
    {
        let last = |group: I::Item| group.table().risk_rows().last().map(|row| row.time);
        let ends: Option<Vec<T>> = groups.into_iter().map(last).collect();
        ends?.into_iter().min()
    }

    /// Returns the time τ up to which the mean was taken.
    #[must_use]
    pub const fn tau(&self) -> f64 {
        self.tau
    }

    /// Returns the mean time that a customer is there, up to τ.
    #[must_use]
    pub const fn value(&self) -> f64 {
        self.value
    }

    /// Returns how much of τ is lost on average because customers leave.
    #[must_use]
    #[doc(alias = "RMTL")]
    #[doc(alias = "restricted mean time lost")]
    pub const fn lost(&self) -> f64 {
        self.tau - self.value
    }

    /// Returns the standard error of the restricted mean.
    ///
    /// 0 where no customer left before τ, or all at one time: with few customers that may be chance, so it does
    /// not prove certainty.
    #[must_use]
    pub const fn standard_error(&self) -> f64 {
        self.standard_error
    }

    /// Returns the interval of the restricted mean: value ± z·standard error, cut to 0 and τ.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        let half = critical(level) * self.standard_error;
        Some(Interval::around(self.value, half, level)?.clipped(0.0, self.tau))
    }

    /// Compares how long customers of two groups stay on average, up to the same τ.
    ///
    /// # Errors
    ///
    /// [`Error::Malformed`] when the other was taken up to another time.
    pub const fn difference(self, other: Self) -> Result<RestrictedMeanDifference> {
        RestrictedMeanDifference::new(self, other)
    }
}

impl<T: Elapsed> KaplanMeier<T> {
    /// Estimates how long customers stay on average within the first `tau`: the [restricted
    /// mean](RestrictedMean).
    ///
    /// `tau` is in the unit of the times, whole or not, also where these are whole numbers.
    ///
    /// # Errors
    ///
    /// [`Error::Exceeds`] for a `tau` beyond the [last time](Self::last_time) at which a customer was seen, which it
    /// names, unless all had left by then; [`Error::OutOfRange`] below 0, [`Error::NotFinite`] for NaN and
    /// infinities; of times of your own type also where they are measured below 0 or not in their order.
    ///
    /// # Complexity
    ///
    /// O(n) for n steps of the curve, and no space.
    #[doc(alias = "RMST")]
    pub fn restricted_mean<F>(&self, tau: F) -> Result<RestrictedMean>
    where
        F: TryInto<Finite>,
        Error: From<F::Error>,
    {
        let tau = tau.try_into()?.get();
        if tau < 0.0 {
            return Err(Error::out_of_range(TAU, "at least 0", tau));
        }
        self.known_up_to(TAU, tau)?;
        let steps = self.steps();
        let before = steps.partition_point(|step| step.time().elapsed() < tau);
        // From the end, so that small areas are not differences of large ones.
        let (mut area, mut variance, mut until) =
            (CarefulSum::default(), CarefulSum::default(), tau);
        for step in steps.get(..before).unwrap_or_default().iter().rev() {
            let time = measured(step.time(), 0.0, until)?;
            area.add(step.survival() * (until - time));
            until = time;
            let (n, d) = (step.at_risk(), step.left());
            let stayed = n.saturating_sub(d);
            if stayed > 0 {
                // As a share of τ, so that no square leaves the range. Klein and Moeschberger, eq. 4.5.2.
                let share = area.value() / tau;
                variance.add(share * share * (d as f64 / (n as f64 * stayed as f64)));
            }
        }
        area.add(until);
        Ok(RestrictedMean {
            tau,
            value: area.value().clamp(0.0, tau) + 0.0,
            standard_error: tau * math::sqrt(variance.value()) + 0.0,
        })
    }

    /// Checks that the curve is known at a time.
    pub(super) fn known_up_to(&self, what: &'static str, time: f64) -> Result<()> {
        let last = self.last_time().elapsed();
        let all_left = self
            .steps()
            .last()
            .is_some_and(|step| step.survival() <= 0.0);
        if time > last && !all_left {
            return Err(Error::Exceeds {
                what,
                value: time,
                limit_what: "the time the last customer was seen",
                limit: last,
            });
        }
        Ok(())
    }
}

const TAU: &str = "time up to which the mean is taken";

/// Returns a time as a number, checked to lie between its neighbours: a type of the caller may measure it otherwise.
pub(super) fn measured<T: Elapsed>(time: T, from: f64, until: f64) -> Result<f64> {
    let time = crate::error::finite("elapsed time", time.elapsed())?;
    if time < from || time > until {
        return Err(Error::out_of_range(
            "elapsed time",
            "at least 0 and in the order of the times",
            time,
        ));
    }
    Ok(time)
}

impl fmt::Display for RestrictedMean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(2);
        let (value, tau, error) = (self.value, self.tau, self.standard_error);
        crate::text::padded(
            f,
            format_args!("{value:.places$} of {tau} (standard error {error:.places$})"),
        )
    }
}

saved! {
    impl{} for RestrictedMean as "restricted mean", 1;
    |mean| { tau: f64, value: f64, standard_error: f64 };
    read {
        if !(0.0..=tau).contains(&value) || standard_error < 0.0 {
            return Err(Error::Malformed {
                what: "restricted mean",
                expected: "a value from 0 to tau and a standard error of at least 0",
            });
        }
        Ok(Self { tau, value, standard_error })
    }
}
