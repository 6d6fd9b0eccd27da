//! Turning a search that has ended into a fit.

use super::super::LogisticEvidence;
use super::super::fitter::Penalty;
use super::super::vectors::widened_matrix;
use super::LogisticSearch;
use crate::Result;
use crate::numeric::math;
use crate::scoring::LogisticChurn;
use crate::stats::Fit;

impl LogisticSearch {
    /// Returns the fit, once [`point`](Self::point) is `None`.
    ///
    /// # Errors
    ///
    /// [`Error::NotConverged`](crate::Error::NotConverged) when it is not, or when a pass was an error.
    pub fn finish(self) -> Result<Fit<LogisticChurn>> {
        let Some(done) = self.done.clone() else {
            return Err(self.not_converged());
        };
        let order = done.coefficients.len();
        let inverse = done.hessian.inverse();
        // The covariance of penalised coefficients is (H + Λ)⁻¹ H (H + Λ)⁻¹.
        let covariance = if self.has_ridge() {
            inverse.around(&done.information)
        } else {
            inverse.clone()
        };
        let covariance = widened_matrix(&covariance, &self.kept, order);
        let mut raw = self.standard.raw(&done.coefficients);
        if let (true, Some(intercept)) = (self.fitter.correct_intercept, raw.first_mut()) {
            let [stayed, churned] = self.class_weights;
            *intercept -= math::ln(churned / stayed);
        }
        let (intercept, slopes) = raw.split_first().map_or((0.0, &[][..]), |(i, s)| (*i, s));
        let slopes = slopes.iter().map(|slope| slope + 0.0).collect();
        let model = LogisticChurn::fitted(
            intercept + 0.0,
            self.names.clone(),
            slopes,
            self.facts.means.clone(),
        )?;
        let [stayed, churned] = self.facts.class_totals;
        let evidence = LogisticEvidence {
            estimator: self.fitter.estimator(),
            null_log_likelihood: self.null_log_likelihood(),
            objective: done.objective + self.raw_units(),
            class_totals: self.facts.class_totals,
            class_weights: self.class_weights,
            standard: self.standard.clone(),
            coefficients: done.coefficients.into(),
            inverse: widened_matrix(&inverse, &self.kept, order),
            kept: self.kept.into(),
        };
        Fit::new(
            model,
            done.log_likelihood,
            stayed + churned,
            self.standard.raw_covariance(&covariance),
            self.convergence,
            evidence,
        )
    }

    /// The difference of Firth's penalty between raw and standardised features: Σ ln s.
    fn raw_units(&self) -> f64 {
        if self.fitter.penalty != Penalty::Firth {
            return 0.0;
        }
        let scales = (1..).zip(&*self.standard.scales);
        scales
            .filter(|(column, _)| self.kept.contains(column))
            .map(|(_, scale)| math::ln(*scale))
            .sum()
    }

    /// The closed form n₁·ln(n₁/n) + n₀·ln(n₀/n).
    fn null_log_likelihood(&self) -> f64 {
        let classes = self.facts.class_totals.iter().zip(&self.class_weights);
        classes
            .map(|(own, factor)| own * factor * math::ln(own * factor / self.total))
            .sum()
    }
}
