//! [`Term`].

use crate::numeric::{math, normal};
use crate::stats::{Interval, critical};
use crate::units::Level;

/// One line of a fit's table: a coefficient, and how sure it is.
///
/// The estimate is the change of the log-odds of leaving per unit of the feature, everything else
/// equal. Above 0 it goes with leaving, below 0 with staying.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Term {
    name: Box<str>,
    estimate: f64,
    standard_error: f64,
    #[cfg_attr(feature = "serde", serde(rename = "p"))]
    p_value: Option<f64>,
}

impl Term {
    pub(super) fn new(name: &str, estimate: f64, standard_error: f64, tested: bool) -> Self {
        let mut term = Self {
            name: name.into(),
            estimate,
            standard_error,
            p_value: None,
        };
        if tested {
            term.p_value = term.z().map(normal::two_sided_p);
        }
        term
    }

    /// The feature's name, or `(intercept)`.
    #[must_use]
    pub const fn name(&self) -> &str {
        &self.name
    }

    /// The coefficient.
    #[must_use]
    pub const fn estimate(&self) -> f64 {
        self.estimate
    }

    /// Its standard error.
    #[must_use]
    pub const fn standard_error(&self) -> f64 {
        self.standard_error
    }

    /// How many standard errors it is from 0; `None` where that is not a number of any use.
    #[must_use]
    pub fn z(&self) -> Option<f64> {
        let z = self.estimate / self.standard_error;
        z.is_finite().then_some(z)
    }

    /// How likely an estimate this far from 0 were, did the feature not matter (Wald's test, two-sided).
    ///
    /// Taken from the tail itself, so that it is right at z = 12 too, where 1 − Φ(z) is 0. `None` for
    /// fits that are penalised or class-weighted: theirs would not be p-values. For a huge effect Wald's
    /// test is timid (Hauck & Donner 1977); the likelihood-ratio test
    /// ([`drop_test`](crate::stats::Fit::drop_test)) is not.
    #[must_use]
    pub const fn p_value(&self) -> Option<f64> {
        self.p_value
    }

    /// Where the true coefficient lies: estimate ± z·standard error (Wald).
    ///
    /// `None` where it has no finite ends.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        Interval::around(self.estimate, critical(level) * self.standard_error, level)
    }

    /// By what the odds of leaving are multiplied per unit of the feature: e to the estimate.
    ///
    /// 1 is no effect. `None` beyond 1.8e308.
    #[must_use]
    pub fn odds_ratio(&self) -> Option<f64> {
        let ratio = math::exp(self.estimate);
        ratio.is_finite().then_some(ratio)
    }

    /// Where the true odds ratio lies: the ends of [`interval`](Self::interval), exponentiated.
    #[must_use]
    pub fn odds_ratio_interval(&self, level: Level) -> Option<Interval> {
        let of = self.interval(level)?;
        Interval::new(math::exp(of.lower()), math::exp(of.upper()), level).ok()
    }
}
