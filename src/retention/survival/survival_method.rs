//! [`SurvivalMethod`].

use core::fmt;

use crate::numeric::math;
use crate::stats::{Interval, critical};
use crate::units::Level;

/// Names how the interval of a survival share is computed; take [`LogLog`](Self::LogLog) unless you
/// have a reason not to.
///
/// All contain the share, lie inside 0 to 1, are 1 to 1 before the first customer left and do not exist from the
/// time on at which all at risk left. They agree where many are at risk.
///
/// # Formula
///
/// ```text
/// LogLog   S^exp(±z·g/ln S)
/// Log      S·exp(±z·g)          clipped at 1
/// Plain    S ± z·S·g            clipped at 0 and 1
///
/// where g² = Σ d/(n·(n − d))    over the times up to then (Greenwood)
/// ```
/// and z is the two-sided quantile of the normal distribution.
///
/// # References
///
/// Kalbfleisch & Prentice (1980), "The Statistical Analysis of Failure Time Data", section 1.3 (log-log);
/// Borgan & Liestøl (1990), "A note on confidence intervals and bands for the survival function based on
/// transformations", Scandinavian Journal of Statistics 17; Klein & Moeschberger (2003), "Survival Analysis",
/// 4.3.1 to 4.3.3.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum SurvivalMethod {
    /// Makes the interval symmetric for ln(−ln S): never leaves 0 to 1, and near its level already with few customers. The
    /// default, and that of lifelines, SAS and Stata.
    #[default]
    #[doc(alias = "exponential Greenwood")]
    LogLog,
    /// Makes the interval symmetric for ln S. The default of R's `survfit`.
    Log,
    /// Makes the interval symmetric for S itself, the textbook's: too short on the side of 0 and 1 when few are at risk.
    #[doc(alias = "linear")]
    Plain,
}

saved! { impl{} for SurvivalMethod as is; }

impl SurvivalMethod {
    /// Computes the interval of a share with its Σ d/(n·(n − d)); `None` where all have left.
    pub(super) fn of(self, survival: f64, greenwood: f64, level: Level) -> Option<Interval> {
        self.with(critical(level), survival, greenwood, level)
    }

    /// The same with the level's [quantile](critical), which costs more than the rest: for many shares.
    #[inline]
    pub(super) fn with(
        self,
        quantile: f64,
        survival: f64,
        greenwood: f64,
        level: Level,
    ) -> Option<Interval> {
        if survival >= 1.0 {
            return Interval::new(1.0, 1.0, level).ok();
        }
        if survival <= 0.0 || !greenwood.is_finite() {
            return None;
        }
        let distance = quantile * math::sqrt(greenwood);
        let (lower, upper) = match self {
            // Kalbfleisch and Prentice 1980, eq. 1.13; ln S is negative, so + gives the lower end.
            Self::LogLog => {
                let log = math::ln(survival);
                let turn = math::exp(distance / -log);
                (math::exp(log * turn), math::exp(log / turn))
            }
            Self::Log => (
                survival * math::exp(-distance),
                survival * math::exp(distance),
            ),
            Self::Plain => (
                survival - distance * survival,
                survival + distance * survival,
            ),
        };
        // Never away from the share itself by a rounding.
        let (lower, upper) = (lower.min(survival), upper.max(survival));
        Interval::new(lower.max(0.0), upper.min(1.0), level).ok()
    }
}

impl fmt::Display for SurvivalMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(
            f,
            match self {
                Self::LogLog => "log-log",
                Self::Log => "log",
                Self::Plain => "plain",
            },
        )
    }
}
