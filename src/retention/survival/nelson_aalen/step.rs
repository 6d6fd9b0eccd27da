//! [`HazardStep`].

use super::HazardMethod;
use crate::numeric::math;
#[cfg(feature = "serde")]
use crate::saved::Own;
use crate::stats::Interval;
use crate::units::Level;

/// Holds one step up of a [`NelsonAalen`](super::NelsonAalen) curve: a time at which customers
/// left, and the cumulative hazard after it.
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

    /// Returns the hazard up to and including this time.
    #[must_use]
    pub const fn cumulative_hazard(&self) -> f64 {
        self.hazard
    }

    /// Returns the variance of the cumulative hazard.
    #[must_use]
    pub const fn variance(&self) -> f64 {
        self.variance
    }

    /// Returns the standard error of the cumulative hazard.
    #[must_use]
    pub fn standard_error(&self) -> f64 {
        math::sqrt(self.variance)
    }

    /// Returns the log interval of the cumulative hazard; `None` where an end is beyond what an
    /// `f64` can hold.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        self.interval_with(HazardMethod::Log, level)
    }

    /// Returns the interval of the cumulative hazard by a method of your choice.
    #[must_use]
    pub fn interval_with(&self, method: HazardMethod, level: Level) -> Option<Interval> {
        method.of(self.hazard, self.variance, level)
    }

    /// Returns the share of customers who stay longer, by this hazard: exp(−H), a little above the
    /// [Kaplan–Meier](super::super::KaplanMeier) share and never 0.
    #[must_use]
    #[doc(alias = "Fleming-Harrington")]
    #[doc(alias = "Breslow")]
    pub fn survival(&self) -> f64 {
        math::exp(-self.hazard)
    }
}

saved! {
    impl{T: Copy} keys{T} for HazardStep<T> as plain;
    |step| {
        time: Own<T> = Own(step.time),
        at_risk,
        left: u64,
        cumulative_hazard: f64 = step.hazard,
        variance: f64,
    };
    read {
        if left == 0 || cumulative_hazard < 0.0 || variance < 0.0 {
            return Err(crate::Error::Malformed {
                what: "step of a cumulative hazard",
                expected: "at least 1 customer who left, a hazard and a variance of at least 0",
            });
        }
        Ok(Self { time: time.0, at_risk, left, hazard: cumulative_hazard, variance })
    }
}
