//! [`CalibrationBins`].

use core::fmt;

/// How forecasts are put together to be compared with what came of them.
///
/// The calibration error depends on it: always say which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum CalibrationBins {
    /// This many of equal width from 0 to 1; a forecast on an edge belongs to the lower bin. What
    /// "ECE" means without a further word is this with 10.
    EqualWidth(u16),
    /// This many of about equally many customers, cut at the quantiles of the forecasts (linear
    /// between neighbours; on an edge to the lower bin). Equal forecasts stay together, so that a
    /// forecast many share can leave bins uneven.
    Quantiles(u16),
    /// One for each distinct forecast: for scores of few values, such as deciles or grades.
    Distinct,
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
