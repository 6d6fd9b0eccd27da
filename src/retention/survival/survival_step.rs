//! [`SurvivalStep`].

use super::SurvivalMethod;
use crate::numeric::math;
#[cfg(feature = "serde")]
use crate::saved::Own;
use crate::stats::Interval;
use crate::units::Level;

/// Holds one step down of a [`KaplanMeier`](super::KaplanMeier) curve: a time at which customers
/// left, and the share still there after it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct SurvivalStep<T> {
    pub(super) time: T,
    pub(super) at_risk: u64,
    pub(super) left: u64,
    pub(super) survival: f64,
    /// Infinite from the time on at which all at risk left.
    pub(super) greenwood: f64,
}

impl<T: Copy> SurvivalStep<T> {
    /// Returns the time of the step.
    pub const fn time(&self) -> T {
        self.time
    }

    /// Returns how many customers were under observation just before the time.
    #[must_use]
    pub const fn at_risk(&self) -> u64 {
        self.at_risk
    }

    /// Returns how many customers left at the time.
    #[must_use]
    #[doc(alias = "events")]
    pub const fn left(&self) -> u64 {
        self.left
    }

    /// Returns the share of customers who stay longer than this time.
    #[must_use]
    pub const fn survival(&self) -> f64 {
        self.survival
    }

    /// Returns Greenwood's sum Σ d/(n·(n − d)) up to here: the variance of ln S. `None` from the
    /// time on at which all at risk left.
    #[must_use]
    pub const fn greenwood(&self) -> Option<f64> {
        if self.greenwood.is_finite() {
            Some(self.greenwood)
        } else {
            None
        }
    }

    /// Returns the standard error of the share; `None` from the time on at which all at risk left.
    ///
    /// # Formula
    ///
    /// ```text
    /// S·√(Σ d/(n·(n − d)))
    /// ```
    #[must_use]
    #[doc(alias = "Greenwood")]
    pub fn standard_error(&self) -> Option<f64> {
        standard_error(self.survival, self.greenwood)
    }

    /// Returns the log-log interval of the share; `None` from the time on at which all at risk
    /// left.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        self.interval_with(SurvivalMethod::LogLog, level)
    }

    /// Returns the interval of the share by a method of your choice.
    #[must_use]
    pub fn interval_with(&self, method: SurvivalMethod, level: Level) -> Option<Interval> {
        method.of(self.survival, self.greenwood, level)
    }
}

/// Returns the standard error; `None` for an infinite sum, where no customer is left.
pub(super) fn standard_error(survival: f64, greenwood: f64) -> Option<f64> {
    greenwood
        .is_finite()
        .then(|| survival * math::sqrt(greenwood))
}

// Greenwood's sum is null where it is infinite.
saved! {
    impl{T: Copy} keys{T} for SurvivalStep<T> as plain;
    |step| {
        time: Own<T> = Own(step.time),
        at_risk,
        left: u64,
        survival: f64,
        greenwood: Option<f64> = step.greenwood(),
    };
    read {
        let known = greenwood.unwrap_or(f64::INFINITY);
        let agrees = (survival <= 0.0) == greenwood.is_none();
        if left == 0 || !(0.0..=1.0).contains(&survival) || known < 0.0 || !agrees {
            return Err(crate::Error::Malformed {
                what: "step of a survival curve",
                expected: "at least 1 customer who left, a survival from 0 to 1, and Greenwood's sum where it is above 0",
            });
        }
        Ok(Self { time: time.0, at_risk, left, survival, greenwood: known })
    }
}
