//! [`SurvivalStep`].

use super::SurvivalMethod;
use crate::numeric::math;
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

/// `None` for an infinite sum: nobody was left to tell.
pub(super) fn standard_error(survival: f64, greenwood: f64) -> Option<f64> {
    greenwood
        .is_finite()
        .then(|| survival * math::sqrt(greenwood))
}

#[cfg(feature = "serde")]
impl<T: Copy + serde::Serialize> serde::Serialize for SurvivalStep<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct as _;
        let mut step = serializer.serialize_struct("SurvivalStep", 5)?;
        step.serialize_field("time", &self.time)?;
        step.serialize_field("at_risk", &self.at_risk)?;
        step.serialize_field("left", &self.left)?;
        step.serialize_field("survival", &self.survival)?;
        step.serialize_field("standard_error", &self.standard_error())?;
        step.end()
    }
}
