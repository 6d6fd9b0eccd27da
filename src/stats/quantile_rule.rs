//! [`QuantileRule`].

use core::fmt;

/// Lists the rules for a quantile that falls between two values.
///
/// Of 8 values the 90th percentile is nobody's: software differs in what it prints (65.2, 83.3 or 89
/// for the same eight). The rules agree as the values get many. Each is named, so that two reports
/// can be compared.
///
/// # References
///
/// Hyndman & Fan (1996), "Sample quantiles in statistical packages", The American Statistician 50,
/// types 1, 6, 7 and 8.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum QuantileRule {
    /// On the line between the two: place 1 + (n − 1)·q (type 7). The default, and that of R, numpy
    /// and spreadsheets (`PERCENTILE.INC`).
    #[default]
    #[doc(alias = "type 7")]
    Linear,
    /// The smallest value that a share q of all do not exceed: place ⌈n·q⌉ (type 1). Always a value
    /// that occurred; what service-level agreements mean by "90 % within".
    #[doc(alias = "type 1")]
    #[doc(alias = "inverted CDF")]
    NearestRank,
    /// On the line, at place (n + 1)·q, never beyond the ends (type 6): Minitab, SPSS and
    /// `PERCENTILE.EXC`.
    #[doc(alias = "type 6")]
    Weibull,
    /// On the line, at place (n + ⅓)·q + ⅓ (type 8): Hyndman and Fan's own recommendation for
    /// estimating the quantile of a population, whatever its distribution.
    #[doc(alias = "type 8")]
    MedianUnbiased,
}

impl QuantileRule {
    /// The q-quantile of values in ascending order; `None` of nothing.
    pub(super) fn of(self, sorted: &[f64], q: f64) -> Option<f64> {
        let last = sorted.len().checked_sub(1)?;
        let n = sorted.len() as f64;
        // The place, counted from 0: a whole part and the way to the next value.
        let place = match self {
            Self::Linear => (n - 1.0) * q,
            Self::NearestRank => ceiling(n * q) - 1.0,
            Self::Weibull => (n + 1.0) * q - 1.0,
            Self::MedianUnbiased => (n + 1.0 / 3.0) * q - 2.0 / 3.0,
        };
        let place = place.clamp(0.0, n - 1.0);
        let whole = place.floor();
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole and from 0 to n − 1"
        )]
        let index = (whole as usize).min(last);
        let below = *sorted.get(index)?;
        let above = *sorted.get(index.saturating_add(1).min(last))?;
        Some(between(below, above, place - whole))
    }
}

/// ⌈x⌉, except that what is whole but for its rounding is taken as whole: 100·0.07 is
/// 7.000000000000001.
fn ceiling(x: f64) -> f64 {
    let nearest = x.round();
    if (x - nearest).abs() <= 4.0 * f64::EPSILON * x {
        nearest
    } else {
        x.ceil()
    }
}

/// The value a share t of the way from a to b, a ≤ b; never outside them, whatever their size.
fn between(a: f64, b: f64, t: f64) -> f64 {
    let distance = b - a;
    let value = if distance.is_finite() {
        a + t * distance
    } else {
        2.0 * (a / 2.0 + t * (b / 2.0 - a / 2.0))
    };
    value.clamp(a, b)
}

saved! { impl{} for QuantileRule as is; }

impl fmt::Display for QuantileRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(
            f,
            match self {
                Self::Linear => "linear",
                Self::NearestRank => "nearest rank",
                Self::Weibull => "Weibull",
                Self::MedianUnbiased => "median-unbiased",
            },
        )
    }
}
