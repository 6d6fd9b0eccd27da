//! [`Scale`].

/// On which scale an [estimate](crate::stats::Fit::estimate) is symmetric about its value: that of which the range has no end where
/// the quantity's does, so that no interval holds what cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Scale {
    /// For what may be any number: a difference.
    Plain,
    /// For what is above 0: purchases, money, a parameter.
    #[default]
    Log,
    /// For what lies between 0 and 1: a probability.
    Logit,
}
