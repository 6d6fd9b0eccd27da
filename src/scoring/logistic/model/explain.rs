//! Contributions to a score.

use core::borrow::Borrow;

use super::{Contribution, Explanation, LogisticChurn};
use crate::Result;
use crate::text::digits;

impl LogisticChurn {
    /// Explains a customer's score: what each feature contributes to it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenure::scoring::LogisticChurn;
    /// # let model = LogisticChurn::new(0.4, [("tenure", -0.05), ("tickets", 0.3)])?;
    /// let model = model.with_means([32.0, 1.5])?; // the baseline customer
    /// let why = model.explain([3.0, 7.0])?;
    /// assert_eq!(why.top(1)[0].to_string(), "tickets = 7 (+1.65)");
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`score`](Self::score).
    #[doc(alias = "SHAP")]
    pub fn explain<R>(&self, row: R) -> Result<Explanation>
    where
        R: IntoIterator<Item: Borrow<f64>>,
    {
        let row: Vec<f64> = row.into_iter().map(|x| *x.borrow()).collect();
        let logit = self.logit(&row)?;
        let contributions = self
            .contributions(&row)
            .zip(&self.names)
            .zip(&row)
            .map(|((logit, name), x)| Contribution {
                feature: name.clone(),
                value: digits(*x).into(),
                logit,
            })
            .collect();
        Ok(Explanation {
            logit,
            base_logit: self.base_logit(),
            contributions,
        })
    }

    /// Explains the score of a customer given by feature name, in any order.
    ///
    /// # Errors
    ///
    /// As [`score_named`](Self::score_named).
    pub fn explain_named<N: AsRef<str>>(
        &self,
        features: impl IntoIterator<Item = (N, f64)>,
    ) -> Result<Explanation> {
        self.explain(self.row_of(features)?)
    }

    /// The contribution of each feature of a row of finite values to the logit.
    pub(in crate::scoring) fn contributions(&self, row: &[f64]) -> impl Iterator<Item = f64> {
        self.coefficients
            .iter()
            .zip(&self.means)
            .zip(row)
            .map(|((b, mean), x)| contribution(*b, *x, *mean))
    }

    /// The log-odds of the customer others are compared with.
    #[must_use]
    pub(in crate::scoring) fn base_logit(&self) -> f64 {
        // The means are finite and of the right number.
        self.logit(&self.means).unwrap_or(self.intercept)
    }
}

/// b·(x − mean), kept within the range of `f64`; finite numbers all.
fn contribution(b: f64, x: f64, mean: f64) -> f64 {
    let c = b * (x - mean);
    if c.is_finite() {
        return c + 0.0;
    }
    // x − mean may have been too large although its product is not.
    (2.0 * (b * (x / 2.0 - mean / 2.0))).clamp(f64::MIN, f64::MAX) + 0.0
}
