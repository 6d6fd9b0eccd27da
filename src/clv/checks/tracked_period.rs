//! [`TrackedPeriod`].

/// One period of a [`Tracking`](super::Tracking): what was expected to be bought in it, and what was.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct TrackedPeriod {
    /// The day after which it begins: purchases of that very day are of the period before.
    pub from: f64,
    /// The last day of it.
    pub until: f64,
    /// Whether it is after the end of the calibration.
    pub is_holdout: bool,
    /// How many repeat purchases the model expects in it.
    pub expected: f64,
    /// How many there were.
    pub actual: u64,
    /// How many the model expects from the first period to this one.
    pub expected_so_far: f64,
    /// How many there were.
    pub actual_so_far: u64,
}
