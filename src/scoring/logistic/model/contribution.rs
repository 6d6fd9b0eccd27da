//! [`Contribution`].

use core::fmt;

use crate::text::{padded, signed};

/// Holds what one feature adds to a customer's score.
///
/// Prints as `tenure = 3 (+1.45)`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Contribution {
    /// The name of the feature.
    pub feature: Box<str>,
    /// Its value as a person reads it: a number with all its digits, a text, or `missing`.
    pub value: Box<str>,
    /// The amount it adds to the log-odds of churning, compared with the baseline customer: above 0 it
    /// raises the risk.
    pub logit: f64,
}

saved! {
    impl{} for Contribution as "contribution", 1;
    |contribution| { feature, value, logit }
}

impl fmt::Display for Contribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(2);
        padded(
            f,
            format_args!(
                "{} = {} ({})",
                self.feature,
                self.value,
                signed(self.logit, places)
            ),
        )
    }
}
