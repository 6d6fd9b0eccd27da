//! [`ChiSquare`].

use super::FrequencyClass;
use crate::numeric::chi_square;

/// How far a histogram is from what a model expects, as one figure; look at the picture first.
///
/// The p-value is the chance of a distance as large if the model were exactly true. What it is not: with
/// ten thousand customers every model is refused, because none is exactly true and chance leaves
/// little room; with a hundred none is. It compares models of the same customers (smaller is better) and
/// warns of bad ones among a few hundred; whether a deviation *matters* is seen in the table.
///
/// Two p-values are given, because parameters fitted to single histories, not to the classes, leave the
/// distribution of the statistic between two chi-squares (Chernoff & Lehmann 1954): the truth is between
/// them. Customers seen for different lengths of time make chance a little smaller yet, so that both are
/// on the high side.
///
/// # Formula
///
/// ```text
/// χ² = Σ (actual − expected)²/expected
///
/// lowest p-value:  P(χ² or more) with classes − 1 − parameters degrees of freedom
/// highest:         the same with classes − 1
/// ```
///
/// # References
///
/// Chernoff & Lehmann (1954), "The use of maximum likelihood estimates in χ² tests for goodness of fit",
/// Annals of Mathematical Statistics 25.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct ChiSquare {
    /// χ².
    pub statistic: f64,
    /// How many classes are left, with at least five customers expected in each.
    pub classes: u64,
    /// The p-value as if the parameters had been fitted to the classes; `None` when there are no more
    /// classes than that many parameters can follow.
    pub lowest_p_value: Option<f64>,
    /// The p-value as if the parameters had been known before.
    pub highest_p_value: f64,
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
        // What is left at the beginning goes to the first class that is full.
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
