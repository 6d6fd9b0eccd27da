//! [`Fit`].

use ndarray::{Array2, ArrayView2};

use super::Convergence;
use crate::{Error, Result};

/// Describes a model that can be fitted to data, and what its fits know beside what every fit
/// knows.
pub trait FittedModel {
    /// What else this kind of fit knows: its null model, how it was penalised.
    type Evidence;

    /// How many parameters it has.
    fn parameters(&self) -> usize;

    /// Whether that evidence and that covariance can be of a fit of this model, so that every figure computed
    /// from them is finite.
    fn agrees_with(&self, evidence: &Self::Evidence, covariance: ArrayView2<'_, f64>) -> bool;
}

/// Holds a fitted model and the evidence for it: how well it fits, how sure each parameter is, how
/// the search ended.
///
/// The model is not the fit: take it out with [`into_model`](Self::into_model) to score with, keep the
/// fit to report. There is no training data inside.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit<M: FittedModel> {
    model: M,
    log_likelihood: f64,
    observations: f64,
    standard_errors: Box<[f64]>,
    covariance: Array2<f64>,
    convergence: Convergence,
    evidence: M::Evidence,
}

impl<M: FittedModel> Fit<M> {
    /// Checked: every number finite, the covariance square with a diagonal of at least 0.
    pub(crate) fn new(
        model: M,
        log_likelihood: f64,
        observations: f64,
        covariance: Array2<f64>,
        convergence: Convergence,
        evidence: M::Evidence,
    ) -> Result<Self> {
        let order = model.parameters();
        // −0 becomes 0.
        let covariance = covariance.mapv_into(|entry| entry + 0.0);
        if covariance.dim() != (order, order) || !model.agrees_with(&evidence, covariance.view()) {
            return Err(Error::Malformed {
                what: "fit",
                expected: "a model with a covariance that its parameters can have",
            });
        }
        let variance = |value: &f64| {
            if value.is_finite() && *value >= 0.0 {
                Ok(value.sqrt())
            } else {
                Err(Error::bad_number(
                    "variance of a parameter",
                    "at least 0",
                    *value,
                ))
            }
        };
        let standard_errors = covariance
            .diag()
            .iter()
            .map(variance)
            .collect::<Result<_>>()?;
        let numbers = [log_likelihood, observations];
        for value in numbers.iter().chain(&covariance) {
            crate::error::finite("figure of a fit", *value)?;
        }
        Ok(Self {
            model,
            log_likelihood,
            observations,
            standard_errors,
            covariance,
            convergence,
            evidence,
        })
    }

    /// Returns the fitted model.
    #[must_use]
    pub const fn model(&self) -> &M {
        &self.model
    }

    /// Returns the model alone, which is small and all that scoring needs.
    #[must_use]
    pub fn into_model(self) -> M {
        self.model
    }

    /// Returns the log-likelihood of the data under the model: higher is better, to be compared
    /// only between models of the same data.
    #[must_use]
    pub const fn log_likelihood(&self) -> f64 {
        self.log_likelihood
    }

    /// Returns how many customers it was fitted to; with weights, the sum of the weights.
    #[must_use]
    pub const fn observations(&self) -> f64 {
        self.observations
    }

    /// Returns the standard error of each parameter, in the model's order.
    #[must_use]
    pub const fn standard_errors(&self) -> &[f64] {
        &self.standard_errors
    }

    /// Returns the covariance matrix of the parameters, in the model's order.
    #[must_use]
    pub fn covariance(&self) -> ArrayView2<'_, f64> {
        self.covariance.view()
    }

    /// Returns how the search ended.
    #[must_use]
    pub const fn convergence(&self) -> Convergence {
        self.convergence
    }

    /// Returns what else this kind of fit knows.
    #[must_use]
    pub const fn evidence(&self) -> &M::Evidence {
        &self.evidence
    }
}

saved! {
    impl{M: FittedModel + crate::saved::Tag} parts{M, M::Evidence}
    for Fit<M> as ("fit of {}", M::name()), crate::saved::format_of(&[M::VERSION]);
    |fit| {
        model,
        log_likelihood,
        observations,
        covariance,
        convergence,
        evidence,
    };
    read {
        if !(-1e305..=1e305).contains(&log_likelihood) || observations <= 0.0 {
            return Err(Error::Malformed {
                what: "fit",
                expected: "of figures that a fit can have",
            });
        }
        Self::new(model, log_likelihood, observations, covariance, convergence, evidence)
    }
}

#[cfg(all(test, feature = "serde"))]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Line(f64, f64);

    saved! {
        impl{} for Line as "line", 1;
        |line| { slope = line.0, end = line.1 };
        read { Ok(Self(slope, end)) }
    }

    impl FittedModel for Line {
        type Evidence = ();

        fn parameters(&self) -> usize {
            2
        }

        fn agrees_with(&self, (): &(), _: ArrayView2<'_, f64>) -> bool {
            true
        }
    }

    #[test]
    fn it_is_saved_whole_and_read_back_checked() {
        let covariance = ndarray::arr2(&[[4.0, 1.0], [1.0, 9.0]]);
        let fit = Fit::new(
            Line(1.0, 2.0),
            -3.5,
            10.0,
            covariance,
            Convergence::default(),
            (),
        )
        .unwrap();
        assert_eq!(fit.standard_errors(), [2.0, 3.0]);
        let text = serde_json::to_string(&fit).unwrap();
        assert_eq!(serde_json::from_str::<Fit<Line>>(&text).unwrap(), fit);
        for (part, wrong) in [
            ("[4.0,1.0],", ""),
            ("[4.0,1.0]", "[4.0]"),
            ("4.0", "-4.0"),
            (r#""gradient":0.0"#, r#""gradient":-1.0"#),
            (r#""observations":10.0"#, r#""observations":null"#),
        ] {
            assert!(text.contains(part), "{text}");
            let read = serde_json::from_str::<Fit<Line>>(&text.replacen(part, wrong, 1));
            assert!(read.is_err(), "{wrong}");
        }
    }
}
