//! [`PseudoR2`].
#![allow(clippy::doc_markdown, reason = "McFadden is a person")]

use core::fmt;

use crate::numeric::math;
use crate::text::{padded, signless};

/// Holds four pseudo-R² figures: how much better a model fits than an intercept alone.
///
/// None of them is the R² of a linear regression: 0.2 to 0.4 of McFadden's is a very good fit.
/// Compare models of the same data by one of them; the four are not comparable with each other.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct PseudoR2 {
    /// McFadden (1974): 1 − ℓ/ℓ₀.
    pub mcfadden: f64,
    /// McFadden's, with a penalty for each of k coefficients: 1 − (ℓ − k)/ℓ₀. Can be below 0.
    pub mcfadden_adjusted: f64,
    /// Cox & Snell (1989): 1 − e^(2(ℓ₀ − ℓ)/n). Never reaches 1.
    pub cox_snell: f64,
    /// Nagelkerke (1991): Cox & Snell's as a share of the most it can be.
    pub nagelkerke: f64,
}

impl PseudoR2 {
    pub(super) fn new(log_likelihood: f64, null: f64, n: f64, coefficients: f64) -> Self {
        let cox_snell = -math::exp_m1(2.0 * (null - log_likelihood) / n) + 0.0;
        let most = -math::exp_m1(2.0 * null / n);
        Self {
            mcfadden: 1.0 - log_likelihood / null,
            mcfadden_adjusted: 1.0 - (log_likelihood - coefficients) / null,
            cox_snell,
            nagelkerke: cox_snell / most,
        }
    }

    /// Figures read back from a file may not be.
    pub(super) fn is_finite(&self) -> bool {
        let all = [
            self.mcfadden,
            self.mcfadden_adjusted,
            self.cox_snell,
            self.nagelkerke,
        ];
        all.iter().all(|figure| figure.is_finite())
    }
}

saved! {
    impl{} for PseudoR2 as "pseudo r2", 1;
    |r2| { mcfadden, mcfadden_adjusted, cox_snell, nagelkerke }
}

/// Prints `McFadden 0.212, adjusted 0.200, Cox & Snell 0.250, Nagelkerke 0.350`.
impl fmt::Display for PseudoR2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(3);
        let [mcfadden, adjusted, cox_snell, nagelkerke] = [
            self.mcfadden,
            self.mcfadden_adjusted,
            self.cox_snell,
            self.nagelkerke,
        ]
        .map(|figure| signless(figure, places));
        padded(
            f,
            format_args!(
                "McFadden {mcfadden}, adjusted {adjusted}, \
                 Cox & Snell {cox_snell}, Nagelkerke {nagelkerke}"
            ),
        )
    }
}
