//! [`HoldoutBinning`].

use core::fmt;

use crate::units::Horizon;

/// Chooses what customers are grouped by, to see where a forecast is off.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "snake_case", deny_unknown_fields)
)]
#[non_exhaustive]
pub enum HoldoutBinning {
    /// Groups by the number of repeat purchases: 0, 1 … and `most` or more. The usual one; the papers use
    /// 7.
    #[doc(alias = "frequency_cal")]
    Frequency {
        /// Holds the number from which on all customers are one group.
        most: u64,
    },
    /// Groups by the time of the last purchase since the first; customers without repeat purchases are a
    /// group of their own.
    #[doc(alias = "recency_cal")]
    Recency {
        /// Holds the width of a group.
        width: Horizon,
    },
    /// Groups by the time since the last purchase: it shows whether a model considers customers lost too
    /// late or too early.
    #[doc(alias = "time_since_last_purchase")]
    SinceLast {
        /// Holds the width of a group.
        width: Horizon,
    },
    /// Groups by the time since the first purchase: it shows whether old customers are forecast as well as
    /// new ones.
    #[doc(alias = "T_cal")]
    Age {
        /// Holds the width of a group.
        width: Horizon,
    },
}

saved! { impl{} for HoldoutBinning as is; }

impl HoldoutBinning {
    /// The width of groups by time.
    pub(super) const fn width(self) -> Option<Horizon> {
        match self {
            Self::Frequency { .. } => None,
            Self::Recency { width } | Self::SinceLast { width } | Self::Age { width } => {
                Some(width)
            }
        }
    }
}

/// Prints the head of the column.
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
