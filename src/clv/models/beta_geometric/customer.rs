//! [`Customer`].

/// A customer who has not left: λ ~ Gamma(purchases, rate time), p ~ Beta(leave, stay).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::clv::models) struct Customer {
    /// r + x
    pub(super) purchases: f64,
    /// α + T
    pub(super) time: f64,
    /// a
    pub(super) leave: f64,
    /// b + the number of chances to leave that were passed up
    pub(super) stay: f64,
}
