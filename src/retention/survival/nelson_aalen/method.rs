//! [`HazardMethod`].

use core::fmt;

use crate::numeric::math;
use crate::stats::{Interval, critical};
use crate::units::Level;

/// Names how the interval of a cumulative hazard is computed; take [`Log`](Self::Log) unless you
/// have a reason not to.
///
/// # Formula
///
/// ```text
/// Log     H·exp(±z·se/H)
/// Plain   H ± z·se            clipped at 0
/// ```
/// where z is the two-sided quantile of the normal distribution.
///
/// # References
///
/// Bie, Borgan & Liestøl (1987), "Confidence intervals and confidence bands for the cumulative hazard rate
/// function and their small sample properties", Scandinavian Journal of Statistics 14.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum HazardMethod {
    /// Makes the interval symmetric for ln H: never below 0, and near its level already with few customers. The default, and
    /// that of lifelines.
    #[default]
    Log,
    /// Makes the interval symmetric for H itself, as textbooks do.
    #[doc(alias = "linear")]
    Plain,
}

saved! { impl{} for HazardMethod as is; }

impl HazardMethod {
    pub(super) fn of(self, hazard: f64, variance: f64, level: Level) -> Option<Interval> {
        self.with(critical(level), hazard, variance, level)
    }

    /// Computes the interval with the level's [quantile](critical) given, which costs more than the rest.
    #[inline]
    pub(super) fn with(
        self,
        quantile: f64,
        hazard: f64,
        variance: f64,
        level: Level,
    ) -> Option<Interval> {
        let distance = quantile * math::sqrt(variance);
        let (lower, upper) = match self {
            Self::Log if hazard > 0.0 => {
                let turn = math::exp(distance / hazard);
                (hazard / turn, hazard * turn)
            }
            Self::Log | Self::Plain => (hazard - distance, hazard + distance),
        };
        // Never away from the hazard itself by a rounding.
        Interval::new(lower.min(hazard).max(0.0), upper.max(hazard), level).ok()
    }
}

impl fmt::Display for HazardMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(
            f,
            match self {
                Self::Log => "log",
                Self::Plain => "plain",
            },
        )
    }
}
