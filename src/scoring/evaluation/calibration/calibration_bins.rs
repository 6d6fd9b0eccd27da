//! [`CalibrationBins`].

use core::fmt;

/// Decides how forecasts are grouped before they are compared with outcomes.
///
/// The calibration error depends on it: always report which was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum CalibrationBins {
    /// This many bins of equal width from 0 to 1; a forecast on an edge belongs to the lower bin. "ECE"
    /// usually means this with 10 bins.
    EqualWidth(u16),
    /// This many bins with about equally many customers, divided at the quantiles of the forecasts
    /// (linear between neighbours; on an edge to the lower bin). Equal forecasts stay together, so a
    /// forecast that many customers share makes bins uneven.
    Quantiles(u16),
    /// One bin for each distinct forecast: for scores of few values, such as deciles or grades.
    Distinct,
}

saved! { impl{} for CalibrationBins as is; }

impl CalibrationBins {
    /// Whether there is at least one bin.
    pub(super) const fn is_possible(self) -> bool {
        !matches!(self, Self::EqualWidth(0) | Self::Quantiles(0))
    }
}

impl fmt::Display for CalibrationBins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EqualWidth(bins) => {
                crate::text::padded(f, format_args!("{bins} bins of equal width"))
            }
            Self::Quantiles(bins) => {
                crate::text::padded(f, format_args!("{bins} bins of equally many"))
            }
            Self::Distinct => f.pad("one bin a forecast"),
        }
    }
}
