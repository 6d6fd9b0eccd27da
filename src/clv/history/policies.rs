//! [`SamePeriod`], [`ZeroAmounts`], [`Refunds`] and [`EarlierCustomers`].

use core::fmt;
use core::num::NonZeroU64;

/// States which purchases of a customer count as one.
///
/// The models count occasions: two orders of a day, or ten lines of an order, are one. Where purchases
/// are rare (furniture, flights), a week is a better choice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum SamePeriod {
    /// Counts the purchases of one day as one; the usual choice. In a log of finer ticks days are
    /// counted from tick 0: shift times to the shop's time zone first.
    #[default]
    Day,
    /// Counts only the purchases of one tick of the log as one.
    Tick,
    /// Counts the purchases within this many ticks, counted from tick 0, as one: 7 for a week in a
    /// log of days.
    Ticks(NonZeroU64),
}

/// States whether purchases of amount 0 count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum ZeroAmounts {
    /// Counts them as purchases, as the published figures of the CDNOW data do.
    #[default]
    ArePurchases,
    /// Ignores them.
    AreIgnored,
}

/// States what refunds do to the purchases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Refunds {
    /// Subtracts them from the purchases of the same period; a period in which nothing is left has no
    /// purchase. Refunds in a period without a purchase change nothing.
    #[default]
    NetInSamePeriod,
    /// Ignores them: a purchase that was sent back still counts.
    AreIgnored,
}

/// States what happens to customers who came before the observation starts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum EarlierCustomers {
    /// Leaves them out: all observed customers are seen from their first purchase on.
    #[default]
    AreLeftOut,
    /// Treats the first purchase after the start as their first. The models then take them for new
    /// customers: use it where the earlier purchases are not known.
    StartWithObservation,
}

saved! { impl{} for SamePeriod as is; }

saved! { impl{} for ZeroAmounts as is; }

saved! { impl{} for Refunds as is; }

saved! { impl{} for EarlierCustomers as is; }

impl fmt::Display for SamePeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day => crate::text::padded(f, "purchases of a day count once"),
            Self::Tick => crate::text::padded(f, "purchases of one time count once"),
            Self::Ticks(n) => {
                crate::text::padded(f, format_args!("purchases within {n} ticks count once"))
            }
        }
    }
}

impl fmt::Display for ZeroAmounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(
            f,
            match self {
                Self::ArePurchases => "free purchases count",
                Self::AreIgnored => "free purchases are ignored",
            },
        )
    }
}

impl fmt::Display for Refunds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(
            f,
            match self {
                Self::NetInSamePeriod => "refunds are subtracted in the same period",
                Self::AreIgnored => "refunds are ignored",
            },
        )
    }
}

impl fmt::Display for EarlierCustomers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(
            f,
            match self {
                Self::AreLeftOut => "earlier customers are left out",
                Self::StartWithObservation => "earlier customers start with the observation",
            },
        )
    }
}
