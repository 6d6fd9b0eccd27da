//! [`Damping`], and how long a step is.
//!
//! Ours because crates of optimisers do not say how a search may end, which is what a fit reports.

/// How much of a Newton step is taken: all of it, then half as long as it does not bring enough (Armijo).
///
/// What is enough beyond rounding, and when to end, each search decides for itself: that depends on how exactly
/// it knows its function.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Damping {
    /// The part of the step that is tried.
    pub(crate) length: f64,
    /// The share of the promised rise that must come true.
    share: f64,
    halvings_left: u32,
}

impl Damping {
    /// The whole step, for a start.
    pub(crate) const fn new(share: f64, halvings: u32) -> Self {
        Self {
            length: 1.0,
            share,
            halvings_left: halvings,
        }
    }

    /// The least rise to accept when the whole step promises `decrement`.
    pub(crate) const fn wanted(&self, decrement: f64) -> f64 {
        self.share * self.length * decrement
    }

    /// Half of it from now on; `false` when it has been halved often enough to give up.
    #[must_use]
    pub(crate) const fn halve(&mut self) -> bool {
        self.length *= 0.5;
        let Some(left) = self.halvings_left.checked_sub(1) else {
            return false;
        };
        self.halvings_left = left;
        true
    }
}

/// The largest component by size; 0 of none.
pub(crate) fn largest(vector: &[f64]) -> f64 {
    vector.iter().fold(0.0, |most, part| part.abs().max(most))
}
