//! [`HazardStep`].

use super::HazardMethod;
use crate::numeric::math;
use crate::stats::Interval;
use crate::units::Level;

/// One step up of a [`NelsonAalen`](super::NelsonAalen) curve: a time at which customers left, and the
/// cumulative hazard after it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct HazardStep<T> {
    pub(super) time: T,
    pub(super) at_risk: u64,
    pub(super) left: u64,
    pub(super) hazard: f64,
    pub(super) variance: f64,
}

impl<T: Copy> HazardStep<T> {
    /// The time.
    pub const fn time(&self) -> T {
        self.time
    }

    /// How many customers were under observation just before it.
    #[must_use]
    pub const fn at_risk(&self) -> u64 {
        self.at_risk
    }

    /// How many of them left at it.
    #[must_use]
    #[doc(alias = "events")]
    pub const fn left(&self) -> u64 {
        self.left
    }

    /// The hazard up to and with this time.
    #[must_use]
    pub const fn cumulative_hazard(&self) -> f64 {
        self.hazard
    }

    /// The variance of the cumulative hazard.
    #[must_use]
    pub const fn variance(&self) -> f64 {
        self.variance
    }

    /// The standard error of the cumulative hazard.
    #[must_use]
    pub fn standard_error(&self) -> f64 {
        math::sqrt(self.variance)
    }

    /// Where the true hazard lies: the log interval. `None` where an end is beyond what an `f64` can hold.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        self.interval_with(HazardMethod::Log, level)
    }

    /// The interval by another method.
    #[must_use]
    pub fn interval_with(&self, method: HazardMethod, level: Level) -> Option<Interval> {
        method.of(self.hazard, self.variance, level)
    }

    /// The share of customers who stay longer, by this hazard: exp(−H), a little above the
    /// [Kaplan–Meier](super::super::KaplanMeier) share and never 0.
    #[must_use]
    #[doc(alias = "Fleming-Harrington")]
    #[doc(alias = "Breslow")]
    pub fn survival(&self) -> f64 {
        math::exp(-self.hazard)
    }
}

#[cfg(feature = "serde")]
impl<T: Copy + serde::Serialize> serde::Serialize for HazardStep<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct as _;
        let mut step = serializer.serialize_struct("HazardStep", 5)?;
        step.serialize_field("time", &self.time)?;
        step.serialize_field("at_risk", &self.at_risk)?;
        step.serialize_field("left", &self.left)?;
        step.serialize_field("cumulative_hazard", &self.hazard)?;
        step.serialize_field("standard_error", &self.standard_error())?;
        step.end()
    }
}
