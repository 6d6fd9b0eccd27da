//! [`Contribution`].

use core::fmt;

use crate::text::{padded, signed};

/// What one feature does to a customer's score.
///
/// Prints as `tenure = 3 (+1.45)`.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Contribution {
    /// The feature.
    pub feature: Box<str>,
    /// Its value as a person reads it: a number with all its digits, a text, or `missing`.
    pub value: Box<str>,
    /// What it adds to the log-odds of churning, compared with the baseline customer: above 0 it
    /// raises the risk.
    pub logit: f64,
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
