//! [`Explanation`].

use core::fmt;

use super::Contribution;
use super::logit::probability;
use crate::text::{is_zero, signed};
use crate::units::Proportion;

/// Explains a customer's score by the contributions of their features.
///
/// From [`LogisticChurn::explain`](super::LogisticChurn::explain): the log-odds of a baseline customer,
/// who has every feature at its mean, and what each feature adds or subtracts. Together they are the
/// customer's log-odds. It explains the *model*, not what would happen if a feature were changed: the
/// effect of correlated features is divided between them as the fit happened to do it.
///
/// Prints the probability and the five strongest reasons in either direction, without those that would
/// print as 0.
///
/// # Formula
///
/// ```text
/// baseline      η̄  = β₀ + Σ βⱼ·x̄ⱼ
/// contribution  cⱼ = βⱼ·(xⱼ − x̄ⱼ)
/// logit         η  = η̄ + Σ cⱼ
/// ```
/// where x̄ⱼ is the mean of feature j. For a linear model and independent features these are the Shapley
/// values.
///
/// # References
///
/// Štrumbelj & Kononenko (2014), "Explaining prediction models and individual predictions with feature
/// contributions", Knowledge and Information Systems 41.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    pub(in crate::scoring) logit: f64,
    pub(in crate::scoring) base_logit: f64,
    pub(in crate::scoring) contributions: Vec<Contribution>,
}

impl Explanation {
    /// Returns the customer's score, the probability of churning.
    pub fn probability(&self) -> Proportion {
        probability(self.logit)
    }

    /// Returns the baseline customer's probability of churning.
    pub fn base_probability(&self) -> Proportion {
        probability(self.base_logit)
    }

    /// Returns the customer's log-odds of churning.
    #[must_use]
    pub const fn logit(&self) -> f64 {
        self.logit
    }

    /// Returns the baseline customer's log-odds of churning.
    #[must_use]
    pub const fn base_logit(&self) -> f64 {
        self.base_logit
    }

    /// Returns what each feature contributes, in the order of the model's features.
    #[must_use]
    pub fn contributions(&self) -> &[Contribution] {
        &self.contributions
    }

    /// Returns the `k` features that raise the risk most, the strongest first.
    #[must_use]
    pub fn top(&self, k: usize) -> Vec<&Contribution> {
        strongest(k, self.contributions.iter().filter(|c| c.logit > 0.0))
    }

    /// Returns the `k` features that lower the risk most, the strongest first.
    #[must_use]
    pub fn top_lowering(&self, k: usize) -> Vec<&Contribution> {
        strongest(k, self.contributions.iter().filter(|c| c.logit < 0.0))
    }
}

/// The first `k` by size; equal ones stay in the order of the features.
fn strongest<'a>(k: usize, some: impl Iterator<Item = &'a Contribution>) -> Vec<&'a Contribution> {
    let mut some: Vec<_> = some.collect();
    some.sort_by(|a, b| b.logit.abs().total_cmp(&a.logit.abs()));
    some.truncate(k);
    some
}

saved! {
    impl{} for Explanation as "explanation", 1;
    |explanation| { logit, base_logit, contributions }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const REASONS: usize = 5;
        let places = f.precision().unwrap_or(2);
        write!(
            f,
            "churn probability {}, against {} for the baseline customer",
            self.probability(),
            self.base_probability()
        )?;
        let mut sides = [
            ("raised by", self.top(REASONS)),
            ("lowered by", self.top_lowering(REASONS)),
        ];
        for (_, reasons) in &mut sides {
            reasons.retain(|c| !is_zero(&signed(c.logit, places)));
        }
        let says = |c: &Contribution| format!("{} = {}", c.feature, c.value);
        let shown = sides.iter().flat_map(|(_, reasons)| reasons);
        let width = shown.map(|c| says(c).chars().count()).max().unwrap_or(0);
        for (title, reasons) in &sides {
            if !reasons.is_empty() {
                write!(f, "\n{title}")?;
            }
            for c in reasons {
                write!(f, "\n  {:width$}   {}", says(c), signed(c.logit, places))?;
            }
        }
        Ok(())
    }
}
