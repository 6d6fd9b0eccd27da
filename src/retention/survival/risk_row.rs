//! [`RiskRow`].

#[cfg(feature = "serde")]
use crate::saved::Own;

/// Holds one time of a [`LifetimeTable`](super::LifetimeTable): how many customers were at risk of
/// leaving just before it, left at it, and were last seen at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct RiskRow<T> {
    /// Holds the time.
    pub time: T,
    /// Counts the customers under observation just before the time.
    pub at_risk: u64,
    /// Counts the customers who left at the time.
    pub left: u64,
    /// Counts the customers who were last seen at the time, still there (censored).
    pub censored: u64,
}

saved! {
    impl{T} keys{T} for RiskRow<T> as plain;
    |row| { time: Own<T> = Own(&row.time), at_risk, left, censored };
    read { Ok(Self { time: time.0, at_risk, left, censored }) }
}
