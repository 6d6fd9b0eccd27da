//! [`LogisticEvidence`].

use super::Estimator;
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
    pub(super) class_weight: [f64; 2],
    /// The class weights: stayed, churned.
    pub(super) class_factors: [f64; 2],
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

    fn agrees_with(&self, evidence: &LogisticEvidence) -> bool {
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

/// What is read back, checked again; the sizes are those of the coefficients.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(expecting = "the evidence of a fit")]
struct Raw {
    estimator: Estimator,
    null_log_likelihood: f64,
    objective: f64,
    class_weight: [f64; 2],
    class_factors: [f64; 2],
    centres: Vec<f64>,
    scales: Vec<f64>,
    coefficients: Vec<f64>,
    /// The upper triangle, row by row.
    inverse: Vec<f64>,
    kept: Vec<usize>,
}

/// No log-likelihood read back is larger in size: there is room for what is computed from it.
#[cfg(feature = "serde")]
const LARGEST: f64 = 1e305;

#[cfg(feature = "serde")]
impl serde::Serialize for LogisticEvidence {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Raw {
            estimator: self.estimator,
            null_log_likelihood: self.null_log_likelihood,
            objective: self.objective,
            class_weight: self.class_weight,
            class_factors: self.class_factors,
            centres: self.standard.centres.to_vec(),
            scales: self.standard.scales.to_vec(),
            coefficients: self.coefficients.to_vec(),
            inverse: self.inverse.upper().collect(),
            kept: self.kept.to_vec(),
        }
        .serialize(to)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for LogisticEvidence {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = Raw::deserialize(from)?;
        let order = raw.coefficients.len();
        let numbers = [&raw.centres, &raw.scales, &raw.coefficients, &raw.inverse];
        let finite = numbers
            .iter()
            .all(|list| list.iter().all(|x| x.is_finite()))
            && (-LARGEST..0.0).contains(&raw.null_log_likelihood)
            && raw.objective.abs() <= LARGEST;
        let above_0 = raw
            .scales
            .iter()
            .chain(&raw.class_weight)
            .chain(&raw.class_factors)
            .all(|x| *x > 0.0 && *x <= LARGEST);
        let triangle = order.saturating_mul(order.saturating_add(1)) / 2;
        let sizes = raw.centres.len().saturating_add(1) == order && raw.inverse.len() == triangle;
        let ascending = raw.kept.windows(2).all(|pair| pair.first() < pair.last());
        let first = raw.kept.first() == Some(&0);
        if !(finite && above_0 && sizes && ascending && first) {
            return Err(serde::de::Error::custom("not the evidence of a fit"));
        }
        Ok(Self {
            estimator: raw.estimator,
            null_log_likelihood: raw.null_log_likelihood,
            objective: raw.objective,
            class_weight: raw.class_weight,
            class_factors: raw.class_factors,
            standard: Standard {
                centres: raw.centres.into(),
                scales: raw.scales.into(),
            },
            coefficients: raw.coefficients.into(),
            inverse: Symmetric::from_upper(order, raw.inverse),
            kept: raw.kept.into(),
        })
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
            (r#""class_weight":[2.0"#, r#""class_weight":[-2.0"#),
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
