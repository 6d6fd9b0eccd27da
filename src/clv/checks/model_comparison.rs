//! [`ModelComparison`].

use core::fmt;

use super::HoldoutCheck;
use super::shown::{signed_percent, write_table};
use crate::clv::fitting::ParametricModel;
use crate::numeric::math;
use crate::stats::Fit;

/// One model of a [`ModelComparison`].
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct ComparedModel {
    /// What it is called.
    pub name: &'static str,
    /// How many parameters it has.
    pub parameters: usize,
    /// Its log-likelihood; higher is better.
    pub log_likelihood: f64,
    /// 2k − 2 ln L; lower is better.
    pub aic: f64,
    /// k ln n − 2 ln L; lower is better, and harder on parameters.
    pub bic: f64,
    /// Purchases it expected in the holdout time, if that was checked.
    pub holdout_expected: Option<f64>,
    /// How far that is from those made, as a share of them.
    pub holdout_total_error: Option<f64>,
    /// How far it is off per customer, on average.
    pub holdout_mean_absolute_error: Option<f64>,
}

/// Which model explains these customers best, and which foretold them best?
///
/// The fits of several models to *the same* customers in one table. The likelihood and what comes of it judge
/// how well the past is described; the holdout how well the future was. Where the two disagree, believe the
/// holdout, if it is long enough for chance to even out.
///
/// Differences of AIC below 2 say nothing; above 10 they are decisive. A likelihood counts time in a unit, so
/// fits in weeks and in days are not comparable: it is shifted by Σx·ln 7. A test of one model within
/// another is [a likelihood ratio](crate::stats); [`Nbd`](crate::clv::models::Nbd) within a model with churn is on
/// the boundary of it, where the usual chi-square does not hold.
///
/// # Examples
///
/// ```
/// use tenure::clv::checks::{HoldoutCheck, ModelComparison};
/// use tenure::clv::history::{HistoryTable, PurchaseHistory};
/// use tenure::clv::models::Nbd;
/// use tenure::units::{Horizon, Period};
///
/// fn compare(
///     table: &HistoryTable,
///     customers: &[(PurchaseHistory, u64)],
/// ) -> tenure::Result<ModelComparison> {
///     let weeks = Horizon::new(39.0, Period::Week)?;
///     let nbd = Nbd::fitter().fit(table)?;
///     let check = HoldoutCheck::new(nbd.model(), weeks, customers)?;
///     let mut comparison = ModelComparison::default();
///     comparison.add(&nbd, Some(&check));
///     Ok(comparison)
/// }
/// # let _used = compare;
/// ```
///
/// # References
///
/// Burnham & Anderson (2002), "Model selection and multimodel inference", section 2.6 (what differences of
/// AIC mean).
#[must_use]
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct ModelComparison {
    models: Vec<ComparedModel>,
}

impl ModelComparison {
    /// Takes in a fit, with its holdout if there is one.
    pub fn add<M: ParametricModel>(&mut self, fit: &Fit<M>, holdout: Option<&HoldoutCheck>) {
        let k = M::PARAMETERS.len() as f64;
        let log_likelihood = fit.log_likelihood();
        self.models.push(ComparedModel {
            name: M::NAME,
            parameters: M::PARAMETERS.len(),
            log_likelihood,
            aic: 2.0 * (k - log_likelihood),
            bic: k * math::ln(fit.observations()) - 2.0 * log_likelihood,
            holdout_expected: holdout.map(HoldoutCheck::expected),
            holdout_total_error: holdout.and_then(HoldoutCheck::total_error),
            holdout_mean_absolute_error: holdout.and_then(HoldoutCheck::mean_absolute_error),
        });
    }

    /// The models in the order they were taken in.
    #[must_use]
    pub fn models(&self) -> &[ComparedModel] {
        &self.models
    }

    /// The one with the lowest AIC; `None` of none.
    #[must_use]
    pub fn best_by_aic(&self) -> Option<&ComparedModel> {
        self.models.iter().min_by(|a, b| a.aic.total_cmp(&b.aic))
    }
}

/// As a table.
impl fmt::Display for ModelComparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(1);
        let best = self.best_by_aic().map_or(0.0, |model| model.aic);
        let shown = |figure: Option<f64>| {
            figure.map_or_else(|| "–".to_string(), |figure| format!("{figure:.places$}"))
        };
        let heads = [
            "model",
            "parameters",
            "log-likelihood",
            "AIC",
            "above best",
            "BIC",
            "holdout",
            "off by",
        ];
        let mut rows = vec![heads.map(String::from)];
        rows.extend(self.models.iter().map(|model| {
            [
                model.name.to_string(),
                model.parameters.to_string(),
                format!("{:.places$}", model.log_likelihood),
                format!("{:.places$}", model.aic),
                format!("{:.places$}", model.aic - best),
                format!("{:.places$}", model.bic),
                shown(model.holdout_expected),
                signed_percent(model.holdout_total_error),
            ]
        }));
        write_table(f, &rows)
    }
}
