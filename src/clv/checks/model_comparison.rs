//! [`ModelComparison`].

use core::fmt;

use super::HoldoutCheck;
use crate::clv::fitting::ParametricModel;
use crate::clv::fitting::different_customers;
use crate::clv::models::PurchaseModel;
use crate::stats::Fit;
use crate::text::{Percent, or_dash, write_table};
use crate::units::TimeUnit;
use crate::{Error, Result};

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
    /// What it counts time in, as all of the comparison do.
    pub unit: TimeUnit,
    /// To how many customers it was fitted, as all of the comparison were.
    pub customers: f64,
    /// [2k − 2 ln L](Fit::aic); lower is better. `None` of a fit with a ridge or priors.
    pub aic: Option<f64>,
    /// [k ln n − 2 ln L](Fit::bic); lower is better, and harder on parameters. `None` as above.
    pub bic: Option<f64>,
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
/// Differences of AIC below 2 say nothing; above 10 they are decisive. A likelihood counts time in a unit: fits in
/// weeks and in days do not compare (it is shifted by Σx·ln 7), and are refused. A test of one model within
/// another is [a likelihood ratio](crate::stats); [`Nbd`](crate::clv::models::Nbd) within a model with churn is on
/// the boundary of it, where the usual chi-square does not hold.
///
/// # Examples
///
/// ```
/// use tenure::clv::checks::{ModelComparison, Simulation};
/// use tenure::clv::models::{MbgNbd, Nbd};
/// use tenure::units::{Horizon, Period, TimeUnit};
///
/// // Customers who do leave stand in for yours.
/// let truth = MbgNbd::new(0.525, 6.183, 0.891, 1.614, TimeUnit::WEEK)?;
/// let table = Simulation::new(&truth, 1).histories([Horizon::new(39.0, Period::Week)?; 2000])?;
///
/// let mut comparison = ModelComparison::default();
/// comparison.add(&Nbd::fitter().fit(&table)?, None)?;
/// comparison.add(&MbgNbd::fitter().fit(&table)?, None)?;
/// assert_eq!(comparison.best_by_aic().map(|model| model.name), Some("MBG/NBD"));
///
/// let in_days = Nbd::fitter().unit(TimeUnit::DAY).fit(&table)?;
/// assert_eq!(
///     comparison.add(&in_days, None).unwrap_err().to_string(),
///     "time unit of a fit that is compared must be the same for all fits, because likelihoods in different units cannot be compared"
/// );
/// # Ok::<(), tenure::Error>(())
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
    ///
    /// # Errors
    ///
    /// [`Error::LengthMismatch`] for a fit to another number of customers than the ones before,
    /// [`Error::Malformed`] for one in another time unit. It is not taken in then.
    pub fn add<M>(&mut self, fit: &Fit<M>, holdout: Option<&HoldoutCheck>) -> Result<()>
    where
        M: ParametricModel + PurchaseModel,
    {
        let (unit, customers) = (fit.model().unit(), fit.observations());
        if let Some(first) = self.models.first() {
            if first.customers.total_cmp(&customers).is_ne() {
                return Err(different_customers(first.customers, customers));
            }
            if first.unit != unit {
                return Err(Error::Malformed {
                    what: "time unit of a fit that is compared",
                    expected: "the same for all fits, because likelihoods in different units cannot be compared",
                });
            }
        }
        self.models.push(ComparedModel {
            name: M::NAME,
            parameters: M::PARAMETERS.len(),
            log_likelihood: fit.log_likelihood(),
            unit,
            customers,
            aic: fit.aic(),
            bic: fit.bic(),
            holdout_expected: holdout.map(HoldoutCheck::expected),
            holdout_total_error: holdout.and_then(HoldoutCheck::total_error),
            holdout_mean_absolute_error: holdout.and_then(HoldoutCheck::mean_absolute_error),
        });
        Ok(())
    }

    /// The models in the order they were taken in.
    #[must_use]
    pub fn models(&self) -> &[ComparedModel] {
        &self.models
    }

    /// The one with the lowest AIC; `None` of none that has one.
    #[must_use]
    pub fn best_by_aic(&self) -> Option<&ComparedModel> {
        let with_aic = self
            .models
            .iter()
            .filter_map(|model| Some((model.aic?, model)));
        with_aic
            .min_by(|(a, _), (b, _)| a.total_cmp(b))
            .map(|(_, model)| model)
    }
}

/// As a table.
impl fmt::Display for ModelComparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(1);
        let best = self.best_by_aic().and_then(|model| model.aic);
        let shown =
            |figure: Option<f64>| or_dash(figure.map(|figure| format!("{figure:.places$}")));
        let off = |error: Option<f64>| or_dash(error.map(|e| format!("{:+}", Percent(e))));
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
                shown(model.aic),
                shown(model.aic.zip(best).map(|(aic, best)| aic - best)),
                shown(model.bic),
                shown(model.holdout_expected),
                off(model.holdout_total_error),
            ]
        }));
        write_table(f, &rows)
    }
}
