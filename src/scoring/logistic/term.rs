//! [`Term`].

use core::fmt;

use crate::numeric::{math, normal};
use crate::stats::{Interval, critical};
use crate::text::{p_value, padded, signless};
use crate::units::Level;

/// Holds one line of a fit's table: a coefficient with its uncertainty.
///
/// The coefficient is the change of the log-odds of leaving per unit of the feature, all else equal.
/// Above 0 the feature goes with leaving, below 0 with staying.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    name: Box<str>,
    estimate: f64,
    standard_error: f64,
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

    /// Returns the feature's name, or `(intercept)`.
    #[must_use]
    pub const fn name(&self) -> &str {
        &self.name
    }

    /// Returns the coefficient.
    #[must_use]
    pub const fn estimate(&self) -> f64 {
        self.estimate
    }

    /// Returns the standard error of the coefficient.
    #[must_use]
    pub const fn standard_error(&self) -> f64 {
        self.standard_error
    }

    /// Returns the coefficient over its standard error; `None` where that is not finite.
    #[must_use]
    pub fn z(&self) -> Option<f64> {
        let z = self.estimate / self.standard_error;
        z.is_finite().then_some(z)
    }

    /// Returns the two-sided p-value of Wald's test that the coefficient is 0.
    ///
    /// Computed from the tail itself, so that it is accurate at z = 12 too, where 1 − Φ(z) rounds to 0.
    /// `None` for penalised or class-weighted fits, where Wald's test does not hold. For a huge effect it
    /// has little power (Hauck & Donner 1977); use the likelihood-ratio test
    /// ([`drop_test`](crate::stats::Fit::drop_test)) then.
    #[must_use]
    pub const fn p_value(&self) -> Option<f64> {
        self.p_value
    }

    /// Returns Wald's confidence interval of the coefficient: estimate ± z·standard error.
    ///
    /// `None` where it has no finite ends.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        Interval::around(self.estimate, critical(level) * self.standard_error, level)
    }

    /// Returns the odds ratio: the factor by which the odds of leaving change per unit of the
    /// feature.
    ///
    /// 1 is no effect. `None` beyond 1.8e308.
    #[must_use]
    pub fn odds_ratio(&self) -> Option<f64> {
        let ratio = math::exp(self.estimate);
        ratio.is_finite().then_some(ratio)
    }

    /// Returns a confidence interval of the odds ratio: the ends of [`interval`](Self::interval),
    /// exponentiated.
    #[must_use]
    pub fn odds_ratio_interval(&self, level: Level) -> Option<Interval> {
        let of = self.interval(level)?;
        Interval::new(math::exp(of.lower()), math::exp(of.upper()), level).ok()
    }
}

saved! {
    impl{} for Term as "term", 1;
    |term| { name: Box<str>, estimate, standard_error, tested: bool = term.p_value.is_some() };
    read {
        let term = Self::new(&name, estimate, standard_error, tested);
        if standard_error >= 0.0 && term.p_value.is_some() == tested {
            Ok(term)
        } else {
            Err(crate::Error::Malformed {
                what: "term of a fit",
                expected: "an estimate with its standard error",
            })
        }
    }
}

/// Prints `tenure -0.0335 (± 0.0061), p < 0.0001`.
impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(4);
        let (name, error) = (&self.name, self.standard_error);
        let estimate = signless(self.estimate, places);
        match self.p_value {
            Some(p) => {
                let p = p_value(p);
                padded(
                    f,
                    format_args!("{name} {estimate} (± {error:.places$}), {p}"),
                )
            }
            None => padded(f, format_args!("{name} {estimate} (± {error:.places$})")),
        }
    }
}
