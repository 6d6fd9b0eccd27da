//! [`RiskRow`].

#[cfg(feature = "serde")]
use crate::saved::Own;

/// Holds one time of a [`LifetimeTable`](super::LifetimeTable): how many customers were at risk of
/// leaving just before it, left at it, and were last seen at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct RiskRow<T> {
    /// The time.
    pub time: T,
    /// How many customers were under observation just before it.
    pub at_risk: u64,
    /// How many of them left at it.
    pub left: u64,
    /// How many of them were last seen at it, still there.
    pub censored: u64,
}

saved! {
    impl{T} keys{T} for RiskRow<T> as plain;
    |row| { time: Own<T> = Own(&row.time), at_risk, left, censored };
    read { Ok(Self { time: time.0, at_risk, left, censored }) }
}
