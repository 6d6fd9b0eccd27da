//! What a fit of the churn model says beside its coefficients.

use super::{Estimator, LikelihoodRatio, PseudoR2, Term};
use crate::numeric::math;
use crate::scoring::LogisticChurn;
use crate::stats::Fit;

/// # Inference
///
/// Tests and criteria are those of maximum likelihood. A fit that was penalised or class-weighted has none
/// of them (`None`): the textbook formulas would give figures, and wrong ones.
impl Fit<LogisticChurn> {
    /// The lines of the table: the intercept, then every feature that was estimated.
    #[must_use]
    pub fn terms(&self) -> Vec<Term> {
        self.terms_with(self.standard_errors())
    }

    /// The line of one feature; `None` where there is none of that name or it was dropped.
    #[must_use]
    pub fn term(&self, name: &str) -> Option<Term> {
        self.terms().into_iter().find(|term| term.name() == name)
    }

    pub(super) fn terms_with(&self, errors: &[f64]) -> Vec<Term> {
        let tested = self.has_tests();
        let model = self.model();
        let names = core::iter::once("(intercept)").chain(model.names());
        let estimates =
            core::iter::once(model.intercept()).chain(model.coefficients().iter().copied());
        let lines = names.zip(estimates).zip(errors).enumerate();
        lines
            .filter(|(place, _)| self.evidence().kept.contains(place))
            .map(|(_, ((name, estimate), error))| Term::new(name, estimate, *error, tested))
            .collect()
    }

    /// What the coefficients are the best of.
    #[must_use]
    pub const fn estimator(&self) -> Estimator {
        self.evidence().estimator
    }

    pub(super) const fn has_tests(&self) -> bool {
        matches!(self.estimator(), Estimator::MaximumLikelihood)
    }

    /// The features left out because the ones before say the same, in their order.
    pub fn dropped(&self) -> impl Iterator<Item = &str> {
        let places = (1..).zip(self.model().names());
        places
            .filter(|(place, _)| !self.evidence().kept.contains(place))
            .map(|(_, name)| name)
    }

    /// How many customers churned; with weights, what these add up to.
    #[must_use]
    pub const fn churned(&self) -> f64 {
        let [_, churned] = self.evidence().class_weight;
        churned
    }

    /// The log-likelihood of the share of churners alone: what the features have to beat.
    ///
    /// # Formula
    ///
    /// ```text
    /// n₁·ln(n₁/n) + n₀·ln(n₀/n)
    /// ```
    #[must_use]
    pub const fn null_log_likelihood(&self) -> f64 {
        self.evidence().null_log_likelihood
    }

    /// What was maximised: the log-likelihood, less the penalty where there is one.
    ///
    /// Of Firth's penalty, for the features as they come: ℓ + ½·ln det(XᵀWX).
    #[must_use]
    pub const fn objective(&self) -> f64 {
        self.evidence().objective
    }

    /// −2·log-likelihood: lower is better.
    #[must_use]
    pub fn deviance(&self) -> f64 {
        -2.0 * self.log_likelihood() + 0.0
    }

    /// The deviance of the share of churners alone.
    #[must_use]
    pub fn null_deviance(&self) -> f64 {
        -2.0 * self.null_log_likelihood() + 0.0
    }

    /// How many coefficients were estimated, the intercept among them.
    #[must_use]
    pub const fn coefficients_estimated(&self) -> usize {
        self.evidence().kept.len()
    }

    const fn k(&self) -> f64 {
        self.coefficients_estimated() as f64
    }

    /// Akaike's criterion, 2k − 2ℓ, to compare models of the same data: lower is better.
    #[must_use]
    #[doc(alias = "Akaike")]
    pub fn aic(&self) -> Option<f64> {
        self.has_tests().then(|| 2.0 * self.k() + self.deviance())
    }

    /// The Bayesian criterion, k·ln n − 2ℓ: as [`aic`](Self::aic), with a higher price per coefficient.
    #[must_use]
    #[doc(alias = "Schwarz")]
    pub fn bic(&self) -> Option<f64> {
        let price = math::ln(self.observations());
        self.has_tests().then(|| self.k() * price + self.deviance())
    }

    /// Whether the features matter at all, taken together: against the share of churners alone.
    ///
    /// `None` without features too. For one feature, see [`drop_test`](Self::drop_test).
    #[must_use]
    pub fn likelihood_ratio(&self) -> Option<LikelihoodRatio> {
        let degrees = self.coefficients_estimated().saturating_sub(1);
        let test = LikelihoodRatio::new(self.log_likelihood(), self.null_log_likelihood(), degrees);
        test.filter(|_| self.has_tests())
    }

    /// How much better it fits than the share of churners alone.
    #[must_use]
    pub fn pseudo_r2(&self) -> Option<PseudoR2> {
        let null = self.null_log_likelihood();
        let of = || PseudoR2::new(self.log_likelihood(), null, self.observations(), self.k());
        self.has_tests().then(of).filter(PseudoR2::is_finite)
    }
}
