//! [`Convergence`].

/// Describes how a search for the best parameters ended.
///
/// Only searches that reached their goal have one. One that used up its budget is an
/// [`Error::NotConverged`](crate::Error::NotConverged), never a result.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[non_exhaustive]
pub struct Convergence {
    /// How many steps were taken.
    pub iterations: u32,
    /// How often the data were gone through.
    pub passes: u32,
    /// The largest component of the mean gradient where the last step began; 0 at an optimum.
    pub gradient: f64,
    /// Twice what the last step was expected to raise the log-likelihood by (the Newton decrement).
    pub decrement: f64,
    /// How often a step was halved because it led downhill.
    pub step_halvings: u32,
}

impl Convergence {
    /// Whether every figure is one a search can end with.
    #[cfg(feature = "serde")]
    fn is_possible(&self) -> bool {
        [self.gradient, self.decrement]
            .iter()
            .all(|figure| figure.is_finite() && *figure >= 0.0)
    }
}

saved! {
    impl{} for Convergence as "convergence", 1;
    |end| { iterations, passes, gradient, decrement, step_halvings };
    read {
        let end = Self { iterations, passes, gradient, decrement, step_halvings };
        if end.is_possible() {
            Ok(end)
        } else {
            Err(crate::Error::Malformed {
                what: "end of a search",
                expected: "of figures that are finite and at least 0",
            })
        }
    }
}
