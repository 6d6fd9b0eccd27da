//! [`ChiSquare`].

use core::fmt;

use super::FrequencyClass;
use crate::numeric::chi_square;
use crate::text::{p_value, padded};

/// Holds Pearson's chi-square of a frequency histogram: how far the actual counts are from those a model
/// expects.
///
/// A smaller statistic is better; use it to compare models of the same customers. The p-value is the
/// probability of a statistic at least as large if the model were exactly true. With ten thousand
/// customers every model is rejected, because none is exactly true, and with a hundred none is; look at
/// the table to see whether a deviation *matters*.
///
/// There are two p-values, because with parameters fitted to single histories, not to the classes, the
/// distribution of the statistic lies between two chi-squares (Chernoff & Lehmann 1954): the true
/// p-value is between them. Customers observed for different times reduce the variation a little, so
/// both are rather high.
///
/// # Formula
///
/// ```text
/// χ² = Σ (actual − expected)²/expected
///
/// lowest p-value:  P(χ² or more) with classes − 1 − parameters degrees of freedom
/// highest p-value: P(χ² or more) with classes − 1
/// ```
///
/// # References
///
/// Chernoff & Lehmann (1954), "The use of maximum likelihood estimates in χ² tests for goodness of fit",
/// Annals of Mathematical Statistics 25.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ChiSquare {
    /// Holds the statistic χ².
    pub statistic: f64,
    /// Counts the classes after merging, each with at least 5 customers expected.
    pub classes: u64,
    /// Holds the p-value as if the parameters had been fitted to the classes; `None` with too few classes
    /// for the number of parameters.
    pub lowest_p_value: Option<f64>,
    /// Holds the p-value as if the parameters had been known in advance.
    pub highest_p_value: f64,
}

saved! {
    impl{} for ChiSquare as "chi-square of a frequency histogram", 1;
    |test| { statistic: f64, classes: u64, lowest_p_value: Option<f64>, highest_p_value: f64 };
    read {
        let is_probability = |p: f64| (0.0..=1.0).contains(&p);
        let is_possible = statistic >= 0.0
            && classes >= 2
            && is_probability(highest_p_value)
            && lowest_p_value.is_none_or(is_probability);
        if !is_possible {
            return Err(crate::Error::Malformed {
                what: "chi-square of a frequency histogram",
                expected: "of at least 2 classes, with p-values from 0 to 1",
            });
        }
        Ok(Self { statistic, classes, lowest_p_value, highest_p_value })
    }
}

/// Prints the statistic with one decimal, unless the format says otherwise, and the range of the p-value.
impl fmt::Display for ChiSquare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(1);
        let (statistic, classes) = (self.statistic, self.classes);
        let highest = p_value(self.highest_p_value);
        let text = match self.lowest_p_value.map(p_value) {
            Some(lowest) => format!(
                "χ² = {statistic:.places$} over {classes} classes, from {lowest} to {highest}"
            ),
            None => format!("χ² = {statistic:.places$} over {classes} classes, {highest} at most"),
        };
        padded(f, text)
    }
}

impl ChiSquare {
    pub(super) fn of(classes: &[FrequencyClass], fitted_parameters: usize) -> Option<Self> {
        const LEAST: f64 = 5.0;
        let mut merged: Vec<(f64, f64)> = Vec::new();
        let (mut actual, mut expected) = (0.0, 0.0);
        for class in classes.iter().rev() {
            actual += class.actual as f64;
            expected += class.expected;
            if expected >= LEAST {
                merged.push((actual, expected));
                (actual, expected) = (0.0, 0.0);
            }
        }
        // The rest joins the first full class.
        if let Some(first) = merged.last_mut() {
            first.0 += actual;
            first.1 += expected;
        }
        let statistic: f64 = merged
            .iter()
            .map(|(actual, expected)| (actual - expected) * ((actual - expected) / expected))
            .sum();
        let freedom = merged.len().checked_sub(1).filter(|df| *df > 0)?;
        let tail = |df: usize| chi_square::sf(statistic, df as f64);
        Some(Self {
            statistic,
            classes: merged.len() as u64,
            lowest_p_value: freedom
                .checked_sub(fitted_parameters)
                .filter(|df| *df > 0)
                .and_then(tail),
            highest_p_value: tail(freedom)?,
        })
    }
}
