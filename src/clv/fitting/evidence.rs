//! [`Evidence`].

/// Holds what a fit of a lifetime-value model knows beside what every fit knows.
///
/// Its figures are methods of [`Fit`](crate::stats::Fit), with what follows from them.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Evidence {
    /// Whether a ridge or a prior took part: then the parameters are not those of greatest likelihood.
    pub penalised: bool,
    /// The condition number of the information about the logarithms of the parameters: how many times more the
    /// data say about the best-known combination than about the worst-known.
    pub condition_number: f64,
}

impl Evidence {
    /// Whether every figure is one a fit can have.
    pub(crate) fn is_possible(&self) -> bool {
        self.condition_number >= 1.0 && self.condition_number.is_finite()
    }
}

saved! {
    impl{} for Evidence as "evidence of a fit", 1;
    |evidence| { penalised, condition_number };
    read {
        let evidence = Self { penalised, condition_number };
        if evidence.is_possible() {
            Ok(evidence)
        } else {
            Err(crate::Error::out_of_range(
                "condition number",
                "at least 1",
                condition_number,
            ))
        }
    }
}
