//! [`LogRankGroup`].

/// Holds what a [`LogRankTest`](super::LogRankTest) counted in one group: how many left, and how
/// many would have left if all groups were alike.
///
/// More observed than expected: customers of this group leave sooner than the others. Under weights other than
/// those of the plain test the three sums are weighted, and only their signs and ratios speak.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct LogRankGroup {
    /// Counts the customers of the group.
    pub customers: u64,
    /// Counts the customers who were seen to leave.
    pub left: u64,
    /// Sums w·dᵢ: for the plain test the number who left.
    pub observed: f64,
    /// Sums w·d·nᵢ/n: what `observed` would be if at each time those who left were drawn from all at risk.
    pub expected: f64,
    /// Sums observed less expected: 0 for equal groups, and 0 over all groups.
    pub excess: f64,
    /// Holds the variance of the excess if all groups were alike.
    pub variance: f64,
}

saved! {
    impl{} for LogRankGroup as plain;
    |group| { customers, left, observed: f64, expected: f64, excess, variance: f64 };
    read {
        if observed < 0.0 || expected < 0.0 || variance < 0.0 {
            return Err(crate::Error::Malformed {
                what: "group of a log-rank test",
                expected: "sums of at least 0",
            });
        }
        Ok(Self { customers, left, observed, expected, excess, variance })
    }
}
