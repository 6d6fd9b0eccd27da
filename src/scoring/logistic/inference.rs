//! Figures of a fit besides its coefficients.

use super::{Estimator, LikelihoodRatio, PseudoR2, Term};
use crate::numeric::math;
use crate::scoring::LogisticChurn;
use crate::stats::Fit;

/// # Inference
///
/// Tests and criteria are those of maximum likelihood. For a penalised or class-weighted fit they are
/// `None`, as the textbook formulas do not hold.
impl Fit<LogisticChurn> {
    /// Returns the terms of the fit's table: the intercept, then every feature that was estimated.
    #[must_use]
    pub fn terms(&self) -> Vec<Term> {
        self.terms_with(self.standard_errors())
    }

    /// Returns the term of one feature; `None` where no feature has that name or it was dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenure::scoring::LogisticChurn;
    /// # let rows = [
    /// #     ([1.0], false), ([2.0], false), ([3.0], true),
    /// #     ([4.0], false), ([6.0], true), ([9.0], true),
    /// # ];
    /// let fit = LogisticChurn::fitter().features(["months"]).fit(rows)?;
    /// let months = fit.term("months").map(|term| term.to_string());
    /// assert_eq!(months.as_deref(), Some("months 1.0139 (± 0.8457), p = 0.2306"));
    /// # Ok::<(), tenure::Error>(())
    /// ```
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

    /// Returns how the coefficients were estimated.
    #[must_use]
    pub const fn estimator(&self) -> Estimator {
        self.evidence().estimator
    }

    pub(super) const fn has_tests(&self) -> bool {
        matches!(self.estimator(), Estimator::MaximumLikelihood)
    }

    /// Returns the features that were left out as linear combinations of earlier ones, in their
    /// order.
    pub fn dropped(&self) -> impl Iterator<Item = &str> {
        let places = (1..).zip(self.model().names());
        places
            .filter(|(place, _)| !self.evidence().kept.contains(place))
            .map(|(_, name)| name)
    }

    /// Returns the number of customers who churned; with weights, the sum of their weights.
    #[must_use]
    pub const fn churned(&self) -> f64 {
        let [_, churned] = self.evidence().class_totals;
        churned
    }

    /// Returns the log-likelihood of a model with an intercept alone, which the features have to
    /// beat.
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

    /// Returns the objective that was maximised: the log-likelihood, minus the penalty if there is
    /// one.
    ///
    /// For Firth's penalty, in terms of the original features: ℓ + ½·ln det(XᵀWX).
    #[must_use]
    pub const fn objective(&self) -> f64 {
        self.evidence().objective
    }

    /// Returns the deviance, −2·log-likelihood; lower is better.
    #[must_use]
    pub fn deviance(&self) -> f64 {
        -2.0 * self.log_likelihood() + 0.0
    }

    /// Returns the deviance of a model with an intercept alone.
    #[must_use]
    pub fn null_deviance(&self) -> f64 {
        -2.0 * self.null_log_likelihood() + 0.0
    }

    /// Returns the number of estimated coefficients, including the intercept.
    #[must_use]
    pub const fn coefficients_estimated(&self) -> usize {
        self.evidence().kept.len()
    }

    const fn k(&self) -> f64 {
        self.coefficients_estimated() as f64
    }

    /// Returns Akaike's information criterion, 2k − 2ℓ, to compare models of the same data: lower
    /// is better.
    #[must_use]
    #[doc(alias = "Akaike")]
    pub fn aic(&self) -> Option<f64> {
        self.has_tests().then(|| 2.0 * self.k() + self.deviance())
    }

    /// Returns the Bayesian information criterion, k·ln n − 2ℓ: stricter than [`aic`](Self::aic) on
    /// every coefficient.
    #[must_use]
    #[doc(alias = "Schwarz")]
    pub fn bic(&self) -> Option<f64> {
        let price = math::ln(self.observations());
        self.has_tests().then(|| self.k() * price + self.deviance())
    }

    /// Tests whether the features matter at all, taken together, against a model with an intercept
    /// alone.
    ///
    /// `None` without features too. For one feature, see [`drop_test`](Self::drop_test).
    #[must_use]
    pub fn likelihood_ratio(&self) -> Option<LikelihoodRatio> {
        let degrees = self.coefficients_estimated().saturating_sub(1);
        let test = LikelihoodRatio::new(self.log_likelihood(), self.null_log_likelihood(), degrees);
        test.filter(|_| self.has_tests())
    }

    /// Returns pseudo-R² figures: how much better the model fits than an intercept alone.
    #[must_use]
    pub fn pseudo_r2(&self) -> Option<PseudoR2> {
        let null = self.null_log_likelihood();
        let of = || PseudoR2::new(self.log_likelihood(), null, self.observations(), self.k());
        self.has_tests().then(of).filter(PseudoR2::is_finite)
    }
}
