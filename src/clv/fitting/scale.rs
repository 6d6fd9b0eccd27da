//! [`Scale`].

/// Says on which scale the interval of an [estimate](crate::stats::Fit::estimate) is symmetric, so
/// that it stays within what the quantity can be.
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
