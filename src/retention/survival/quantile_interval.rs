//! [`QuantileInterval`].

use core::fmt;

#[cfg(feature = "serde")]
use crate::saved::Own;
use crate::units::Level;

/// Holds the interval of a quantile of a survival curve: 13 to 34, or *13 or later* where the data
/// do not bound it from above.
///
/// An end is `None` when the curve's interval does not fall to the share while customers are observed.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct QuantileInterval<T> {
    pub(super) lower: Option<T>,
    pub(super) upper: Option<T>,
    pub(super) level: Level,
}

impl<T: Copy> QuantileInterval<T> {
    /// Returns the first time at which the lower end of the curve's interval has fallen to the
    /// share.
    #[must_use]
    pub const fn lower(&self) -> Option<T> {
        self.lower
    }

    /// Returns the first time at which the upper end of the curve's interval has fallen to the
    /// share.
    #[must_use]
    pub const fn upper(&self) -> Option<T> {
        self.upper
    }

    /// Returns the confidence level.
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

saved! {
    impl{T} keys{T} for QuantileInterval<T> as "quantile interval", 1;
    |interval| {
        lower: Option<Own<T>> = interval.lower.as_ref().map(Own),
        upper: Option<Own<T>> = interval.upper.as_ref().map(Own),
        level,
    };
    read {
        let [lower, upper] = [lower, upper].map(|end| end.map(|Own(end)| end));
        Ok(Self { lower, upper, level })
    }
}
