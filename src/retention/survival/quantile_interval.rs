//! [`QuantileInterval`].

use core::fmt;

use crate::units::Level;

/// Between which times a survival curve truly falls to a share: 13 to 34, or *13 or later* where the data do
/// not bound it from above.
///
/// An end is `None` when the curve's interval does not fall to the share while anybody is watched. The lower
/// end is then open only with the upper one.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[must_use]
pub struct QuantileInterval<T> {
    pub(super) lower: Option<T>,
    pub(super) upper: Option<T>,
    pub(super) level: Level,
}

impl<T: Copy> QuantileInterval<T> {
    /// The first time at which the lower end of the curve's interval has fallen to the share.
    #[must_use]
    pub const fn lower(&self) -> Option<T> {
        self.lower
    }

    /// The first time at which the upper end of the curve's interval has.
    #[must_use]
    pub const fn upper(&self) -> Option<T> {
        self.upper
    }

    /// How sure it is.
    pub const fn level(&self) -> Level {
        self.level
    }
}

impl<T: fmt::Display> fmt::Display for QuantileInterval<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.lower, &self.upper) {
            (Some(lower), Some(upper)) => {
                crate::text::padded(f, format_args!("{lower} to {upper}"))
            }
            (Some(lower), None) => crate::text::padded(f, format_args!("{lower} or later")),
            (None, Some(upper)) => crate::text::padded(f, format_args!("{upper} or earlier")),
            (None, None) => crate::text::padded(f, "not reached"),
        }
    }
}
