//! Proof that no finite coefficients fit best.

use super::sums::Facts;
use crate::Error;

/// A margin may miss 0 by this share of the largest: rounding of the sums, and what is left of a step
/// that converges to a separating direction.
const ROUNDING: f64 = 1e-11;

/// Below this share of the largest component a feature has no part in the separation.
const PART: f64 = 1e-3;

/// Finds features that separate the classes by themselves, from their ranges by class: the ranges of a
/// feature that is not constant touch in at most one point.
pub(super) fn by_ranges(facts: &Facts, names: &[Box<str>]) -> Option<Error> {
    let (mut complete, mut quasi) = (Vec::new(), Vec::new());
    for ((name, [[a, b], [c, d]]), constant) in
        names.iter().zip(&facts.ranges).zip(facts.constant())
    {
        if constant {
            continue;
        }
        if b < c || d < a {
            complete.push(name.clone());
        } else if b <= c || d <= a {
            quasi.push(name.clone());
        }
    }
    let found = if complete.is_empty() {
        &quasi
    } else {
        &complete
    };
    (!found.is_empty()).then(|| Error::Separated {
        complete: !complete.is_empty(),
        features: found.as_slice().into(),
    })
}

/// Whether the least and the greatest signed margin along a direction prove separation: no customer is on
/// the wrong side, and some are on the right one. `true` when none is on the line either.
pub(super) fn proved(margins: [f64; 2]) -> Option<bool> {
    let [low, high] = margins;
    let rounding = ROUNDING * low.abs().max(high.abs());
    (high > rounding && low >= -rounding).then_some(low > rounding)
}

/// The error, with the features by the size of their part in the direction (standardised, the
/// intercept first).
pub(super) fn error(complete: bool, direction: &[f64], names: &[Box<str>]) -> Error {
    let mut parts: Vec<_> = direction
        .iter()
        .skip(1)
        .map(|d| d.abs())
        .zip(names)
        .collect();
    parts.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let least = PART * parts.first().map_or(0.0, |(most, _)| *most);
    let features = parts
        .into_iter()
        .take_while(|(part, _)| *part >= least)
        .map(|(_, name)| name.clone())
        .collect();
    Error::Separated { complete, features }
}
