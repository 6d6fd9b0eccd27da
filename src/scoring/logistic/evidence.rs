//! [`LogisticEvidence`].

use ndarray::ArrayView2;

use super::Estimator;
#[cfg(feature = "serde")]
use super::fitter::CLASS_WEIGHTS;
use super::sums::Standard;
use crate::numeric::cholesky::Symmetric;
use crate::scoring::LogisticChurn;
use crate::stats::FittedModel;

/// Holds what a fit of [`LogisticChurn`] knows beyond any other fit.
///
/// Its figures are methods of [`Fit<LogisticChurn>`](crate::stats::Fit).
#[derive(Debug, Clone, PartialEq)]
pub struct LogisticEvidence {
    pub(super) estimator: Estimator,
    /// Log-likelihood of the intercept alone.
    pub(super) null_log_likelihood: f64,
    /// The maximised objective: the log-likelihood minus the penalty.
    pub(super) objective: f64,
    /// Σ weights of customers who stayed and of those who churned.
    pub(super) class_totals: [f64; 2],
    /// The class weights: stayed, churned.
    pub(super) class_weights: [f64; 2],
    pub(super) standard: Standard,
    /// Standardised, the intercept first.
    pub(super) coefficients: Box<[f64]>,
    /// The inverse of the penalised Hessian of the standardised coefficients.
    pub(super) inverse: Symmetric,
    /// Coefficients that were estimated, 0 the intercept; the others are 0.
    pub(super) kept: Box<[usize]>,
}

impl FittedModel for LogisticChurn {
    type Evidence = LogisticEvidence;

    /// The intercept and a coefficient per feature.
    fn parameters(&self) -> usize {
        self.coefficients().len().saturating_add(1)
    }

    fn agrees_with(&self, evidence: &LogisticEvidence, _: ArrayView2<'_, f64>) -> bool {
        let order = self.parameters();
        let features = [
            evidence.standard.centres.len(),
            evidence.standard.scales.len(),
        ];
        features.iter().all(|&n| n.saturating_add(1) == order)
            && evidence.coefficients.len() == order
            && evidence.inverse.order() == order
            && evidence.kept.iter().all(|&place| place < order)
    }
}

saved! {
    impl{} for LogisticEvidence as "evidence of logistic churn", 1;
    |evidence| {
        estimator,
        null_log_likelihood,
        objective,
        class_totals,
        class_weights,
        centres = evidence.standard.centres,
        scales = evidence.standard.scales,
        coefficients: Box<[f64]>,
        inverse,
        kept,
    };
    read {
        let evidence = Self {
            estimator,
            null_log_likelihood,
            objective,
            class_totals,
            class_weights,
            standard: Standard { centres, scales },
            coefficients,
            inverse,
            kept,
        };
        if evidence.is_possible() {
            Ok(evidence)
        } else {
            Err(crate::Error::Malformed {
                what: "evidence of a fit",
                expected: "of figures that a fit can have",
            })
        }
    }
}

#[cfg(feature = "serde")]
impl LogisticEvidence {
    /// Whether its parts fit together; the sizes are those of the coefficients.
    fn is_possible(&self) -> bool {
        // No log-likelihood read back is larger in size: there is room for what is computed from it.
        const LARGEST: f64 = 1e305;

        let standard = &self.standard;
        let plausible =
            (-LARGEST..0.0).contains(&self.null_log_likelihood) && self.objective.abs() <= LARGEST;
        let above_0 = standard
            .scales
            .iter()
            .chain(&self.class_totals)
            .all(|x| *x > 0.0 && *x <= LARGEST)
            && self
                .class_weights
                .iter()
                .all(|weight| CLASS_WEIGHTS.contains(weight));
        let features = [standard.centres.len(), standard.scales.len()];
        let order = self.coefficients.len();
        let sizes =
            features.iter().all(|n| n.saturating_add(1) == order) && self.inverse.order() == order;
        let ascending = self.kept.is_sorted_by(|a, b| a < b) && self.kept.first() == Some(&0);
        plausible && above_0 && sizes && ascending
    }
}

#[cfg(all(test, feature = "serde"))]
mod tests {
    use super::*;

    #[test]
    fn it_is_saved_whole_and_read_back_checked() {
        let rows = [([1.0], false), ([2.0], true), ([3.0], false), ([4.0], true)];
        let fit = LogisticChurn::fitter().fit(rows).unwrap();
        let text = serde_json::to_string(fit.evidence()).unwrap();
        let back: LogisticEvidence = serde_json::from_str(&text).unwrap();
        assert_eq!(&back, fit.evidence());
        for (part, wrong) in [
            (r#""kept":[0,1]"#, r#""kept":[1,0]"#),
            (r#""centres":[2.5]"#, r#""centres":[]"#),
            (r#""scales":["#, r#""scales":[0.0,"#),
            (r#""class_totals":[2.0"#, r#""class_totals":[-2.0"#),
            (
                r#""estimator":"maximum_likelihood""#,
                r#""estimator":"guess""#,
            ),
        ] {
            assert!(text.contains(part), "{text}");
            let read = serde_json::from_str::<LogisticEvidence>(&text.replacen(part, wrong, 1));
            assert!(read.is_err(), "{wrong}");
        }
    }
}
