//! [`HoldoutBinning`].

use core::fmt;

use crate::units::Horizon;

/// What customers are grouped by to see where a forecast is off.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum HoldoutBinning {
    /// The number of repeat purchases: 0, 1 … and `most` or more. The usual one; 7 in the papers.
    #[doc(alias = "frequency_cal")]
    Frequency {
        /// The number from which on all are in one group.
        most: u64,
    },
    /// The time of the last purchase since the first, in steps; those without a repeat purchase are a group
    /// of their own.
    #[doc(alias = "recency_cal")]
    Recency {
        /// How wide a group is.
        width: Horizon,
    },
    /// The time since the last purchase of all, in steps: where a model that lets customers go too late, or
    /// too early, shows.
    #[doc(alias = "time_since_last_purchase")]
    SinceLast {
        /// How wide a group is.
        width: Horizon,
    },
    /// The time since the first purchase, in steps: whether old customers are judged as well as new ones.
    #[doc(alias = "T_cal")]
    Age {
        /// How wide a group is.
        width: Horizon,
    },
}

impl HoldoutBinning {
    /// How wide groups by time are.
    pub(super) const fn width(self) -> Option<Horizon> {
        match self {
            Self::Frequency { .. } => None,
            Self::Recency { width } | Self::SinceLast { width } | Self::Age { width } => {
                Some(width)
            }
        }
    }
}

/// The head of the column.
impl fmt::Display for HoldoutBinning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = self.width().map(Horizon::period);
        let text = match (self, unit) {
            (Self::Recency { .. }, Some(unit)) => format!("last purchase ({unit})"),
            (Self::SinceLast { .. }, Some(unit)) => format!("since last purchase ({unit})"),
            (Self::Age { .. }, Some(unit)) => format!("since first purchase ({unit})"),
            _ => "repeat purchases".to_string(),
        };
        crate::text::padded(f, &text)
    }
}
