//! [`TrackedPeriod`].

/// Holds the expected and the actual repeat purchases of one period of a [`Tracking`](super::Tracking).
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct TrackedPeriod {
    /// Holds the day after which the period begins; purchases of that day belong to the period before.
    pub from: f64,
    /// Holds the last day of the period.
    pub until: f64,
    /// States whether the period is in the holdout.
    pub is_holdout: bool,
    /// Holds the number of repeat purchases the model expects in the period.
    pub expected: f64,
    /// Counts the actual repeat purchases in the period.
    pub actual: u64,
    /// Holds the number of repeat purchases the model expects until the end of the period.
    pub expected_so_far: f64,
    /// Counts the actual repeat purchases until the end of the period.
    pub actual_so_far: u64,
}

saved! {
    impl{} for TrackedPeriod as plain;
    |period| {
        from: f64, until: f64, is_holdout, expected: f64, actual, expected_so_far: f64, actual_so_far: u64,
    };
    read {
        if from > until || expected < 0.0 || expected_so_far < 0.0 || actual > actual_so_far {
            return Err(crate::Error::Malformed {
                what: "tracked period",
                expected: "of purchases that are at least 0, and of totals that include them",
            });
        }
        Ok(Self { from, until, is_holdout, expected, actual, expected_so_far, actual_so_far })
    }
}
