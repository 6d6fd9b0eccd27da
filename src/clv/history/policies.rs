//! The named choices of an [`Observation`](super::Observation).

use core::fmt;
use core::num::NonZeroU64;

/// Which purchases of a customer are one.
///
/// The models are of occasions, of which a customer has at most one at a time: two orders of a day, or ten
/// lines of an order, are one. Where a purchase is rare (furniture, flights), a week is a better occasion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SamePeriod {
    /// Those of one day; the usual choice. In a log of finer ticks a day is counted from tick 0: shift
    /// instants to the shop's time zone before they go in.
    #[default]
    Day,
    /// Those of one tick of the log only.
    Tick,
    /// Those of one stretch of so many ticks, counted from tick 0: of a log of days, 7 are a week.
    Ticks(NonZeroU64),
}

/// What a period is in which everything was free.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ZeroAmounts {
    /// A purchase: the customer came. What the published figures of the CDNOW data count.
    #[default]
    ArePurchases,
    /// No purchase: leave it out, as if it had not happened.
    AreIgnored,
}

/// What refunds do to the purchases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Refunds {
    /// They are taken off what was bought in the same period; a period of which nothing is left was none.
    /// Refunds in a period without a purchase change nothing.
    #[default]
    NetInSamePeriod,
    /// They change nothing: a purchase that was sent back was one.
    AreIgnored,
}

/// What becomes of customers who came before the observation starts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EarlierCustomers {
    /// They are left out: those observed were all seen from their first purchase on.
    #[default]
    AreLeftOut,
    /// They are taken as if they came when it starts. The models then think of them as newcomers: use it
    /// where the earlier purchases are not known.
    StartWithObservation,
}

impl fmt::Display for SamePeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day => crate::text::padded(f, "purchases of a day are one"),
            Self::Tick => crate::text::padded(f, "purchases of one time are one"),
            Self::Ticks(n) => {
                crate::text::padded(f, format_args!("purchases within {n} ticks are one"))
            }
        }
    }
}

impl fmt::Display for ZeroAmounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(
            f,
            match self {
                Self::ArePurchases => "what was free was a purchase",
                Self::AreIgnored => "what was free was no purchase",
            },
        )
    }
}

impl fmt::Display for Refunds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(
            f,
            match self {
                Self::NetInSamePeriod => "refunds are taken off in the same period",
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
