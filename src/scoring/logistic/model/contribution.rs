//! [`Contribution`].

use core::fmt;

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
        crate::units::padded(
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

/// A number with all its digits, in the shortest way: `3`, `0.25`, `1e300`.
pub(in crate::scoring) fn shown(x: f64) -> String {
    let size = x.abs();
    if x == 0.0 || (1e-6..1e16).contains(&size) {
        format!("{}", x + 0.0)
    } else {
        format!("{x:e}")
    }
}

/// With its sign, but never `-0.00`.
pub(super) fn signed(logit: f64, places: usize) -> String {
    let text = format!("{logit:+.places$}");
    if is_zero(&text) {
        format!("{:+.places$}", 0.0)
    } else {
        text
    }
}

/// Whether all digits of a printed number are 0.
pub(super) fn is_zero(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '+' | '-' | '0' | '.'))
}
