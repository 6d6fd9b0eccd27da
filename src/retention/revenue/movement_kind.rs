//! [`MovementKind`].

use core::fmt;

/// Names how a customer's recurring revenue moved between two points in time.
///
/// Together with the revenue at the start they give that at the end, exactly:
/// start + new + reactivation + expansion − contraction − churn = end.
///
/// # Examples
///
/// ```
/// use tenure::retention::revenue::{MovementKind, RevenueChange};
///
/// // From nothing to 50.00, by a customer who paid once before: won back, not expanded and not new.
/// let change = RevenueChange::from_minor(0, 5000, true)?;
/// assert_eq!(change.kind(), Some(MovementKind::Reactivation));
/// assert_eq!(MovementKind::Reactivation.to_string(), "reactivation");
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[allow(
    clippy::exhaustive_enums,
    reason = "the identity start + … = end has these five terms"
)]
pub enum MovementKind {
    /// Marks a customer who paid nothing at the start and never before, and pays at the end.
    New,
    /// Marks a customer who paid nothing at the start but did before, and pays at the end.
    #[doc(alias = "win-back")]
    Reactivation,
    /// Marks a customer who paid at the start and pays more at the end.
    #[doc(alias = "upsell")]
    #[doc(alias = "upgrade")]
    Expansion,
    /// Marks a customer who paid at the start and pays less at the end, but not nothing.
    #[doc(alias = "downsell")]
    #[doc(alias = "downgrade")]
    Contraction,
    /// Marks a customer who paid at the start and pays nothing at the end.
    #[doc(alias = "cancellation")]
    Churn,
}

saved! { impl{} for MovementKind as is; }

impl MovementKind {
    /// Lists all kinds, in the order in which they are reported.
    pub const ALL: [Self; 5] = [
        Self::New,
        Self::Reactivation,
        Self::Expansion,
        Self::Contraction,
        Self::Churn,
    ];

    /// Returns the name of the movement, as a report has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Reactivation => "reactivation",
            Self::Expansion => "expansion",
            Self::Contraction => "contraction",
            Self::Churn => "churn",
        }
    }

    /// Returns whether it adds to the revenue; contraction and churn take from it.
    #[must_use]
    pub const fn is_gain(self) -> bool {
        matches!(self, Self::New | Self::Reactivation | Self::Expansion)
    }
}

impl fmt::Display for MovementKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(f, self.name())
    }
}
