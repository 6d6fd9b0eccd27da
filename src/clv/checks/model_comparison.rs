//! [`ModelComparison`].

use core::fmt;
use std::borrow::Cow;

use super::HoldoutCheck;
use crate::clv::fitting::ParametricModel;
use crate::clv::fitting::different_customers;
use crate::clv::models::PurchaseModel;
use crate::stats::Fit;
use crate::text::{Percent, or_dash, write_table};
use crate::units::TimeUnit;
use crate::{Error, Result};

/// Holds the figures of one model in a [`ModelComparison`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ComparedModel {
    /// Holds the model's name.
    pub name: Cow<'static, str>,
    /// Counts the model's parameters.
    pub parameters: usize,
    /// Holds the log-likelihood; higher is better.
    pub log_likelihood: f64,
    /// Holds the model's unit of time, the same for all models of the comparison.
    pub unit: TimeUnit,
    /// Counts the customers it was fitted to, the same for all models of the comparison.
    pub customers: f64,
    /// Holds the [AIC](Fit::aic), 2k − 2 ln L; lower is better. `None` for a fit with a ridge or priors.
    pub aic: Option<f64>,
    /// Holds the [BIC](Fit::bic), k ln n − 2 ln L; lower is better. It penalises parameters more than the
    /// AIC. `None` for a fit with a ridge or priors.
    pub bic: Option<f64>,
    /// Holds the number of purchases expected in the holdout; `None` without a holdout.
    pub holdout_expected: Option<f64>,
    /// Holds the relative error of that number.
    pub holdout_total_error: Option<f64>,
    /// Holds the mean absolute error per customer in the holdout.
    pub holdout_mean_absolute_error: Option<f64>,
}

/// Compares the fits of several models to *the same* customers.
///
/// The likelihood, AIC and BIC measure how well a model describes the past; the holdout, how well it
/// forecasts. Where the two disagree, believe the holdout, if it is long enough.
///
/// Differences of AIC below 2 mean nothing; above 10 they are decisive. A likelihood depends on the unit
/// of time, so fits in weeks and in days do not compare (they differ by Σx·ln 7) and are refused. To
/// test a model nested in another see [the likelihood ratio](crate::stats);
/// [`Nbd`](crate::clv::models::Nbd) is at the boundary of the models with churn, where the usual
/// chi-square does not hold.
///
/// # Examples
///
/// ```
/// use tenure::clv::checks::{ModelComparison, Simulation};
/// use tenure::clv::models::{MbgNbd, Nbd};
/// use tenure::units::{Horizon, Period, TimeUnit};
///
/// // Simulated customers, who do leave.
/// let truth = MbgNbd::new(0.525, 6.183, 0.891, 1.614, TimeUnit::WEEK)?;
/// let ages = [Horizon::new(39.0, Period::Week)?; 2000];
/// let table = Simulation::new(&truth, 1).histories(ages)?;
///
/// let mut comparison = ModelComparison::default();
/// comparison.add(&Nbd::fitter().fit(&table)?, None)?;
/// comparison.add(&MbgNbd::fitter().fit(&table)?, None)?;
/// let best = comparison.best_by_aic().map(|model| model.name.as_ref());
/// assert_eq!(best, Some("MBG/NBD"));
///
/// let in_days = Nbd::fitter().unit(TimeUnit::DAY).fit(&table)?;
/// assert_eq!(
///     comparison.add(&in_days, None).unwrap_err().to_string(),
///     "time unit of a fit that is compared must be the same for all fits, \
///      because likelihoods in different units cannot be compared"
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
pub struct ModelComparison {
    models: Vec<ComparedModel>,
}

saved! {
    impl{} for ComparedModel as plain;
    |of| {
        name: String = of.name.as_ref(),
        parameters, log_likelihood, unit: TimeUnit, customers: f64, aic, bic,
        holdout_expected: Option<f64>, holdout_total_error, holdout_mean_absolute_error: Option<f64>,
    };
    read {
        let at_least_0 = |figure: Option<f64>| figure.is_none_or(|figure| figure >= 0.0);
        if !at_least_0(Some(customers))
            || !at_least_0(holdout_expected)
            || !at_least_0(holdout_mean_absolute_error)
        {
            return Err(Error::Malformed {
                what: "compared model",
                expected: "of figures of at least 0",
            });
        }
        Ok(Self {
            name: name.into(),
            parameters, log_likelihood, unit, customers, aic, bic,
            holdout_expected, holdout_total_error, holdout_mean_absolute_error,
        })
    }
}

saved! {
    impl{} for ModelComparison as "model comparison", 1;
    |comparison| -> &comparison.models;
    read(models: Vec<ComparedModel>) {
        if let Some((first, others)) = models.split_first() {
            for (index, model) in (1..).zip(others) {
                first.check_same_data(model.unit, model.customers).map_err(|error| error.at(index))?;
            }
        }
        Ok(Self { models })
    }
}

impl ComparedModel {
    /// Refuses another fit in another unit or to other customers.
    fn check_same_data(&self, unit: TimeUnit, customers: f64) -> Result<()> {
        if self.customers.total_cmp(&customers).is_ne() {
            return Err(different_customers(self.customers, customers));
        }
        if self.unit != unit {
            return Err(Error::Malformed {
                what: "time unit of a fit that is compared",
                expected: "the same for all fits, because likelihoods in different units cannot be compared",
            });
        }
        Ok(())
    }
}

impl ModelComparison {
    /// Adds a fit, with its holdout check if there is one.
    ///
    /// # Errors
    ///
    /// [`Error::LengthMismatch`] for a fit to another number of customers than the ones before,
    /// [`Error::Malformed`] for one in another time unit. The comparison is then unchanged.
    pub fn add<M>(&mut self, fit: &Fit<M>, holdout: Option<&HoldoutCheck>) -> Result<()>
    where
        M: ParametricModel + PurchaseModel,
    {
        let (unit, customers) = (fit.model().unit(), fit.observations());
        if let Some(first) = self.models.first() {
            first.check_same_data(unit, customers)?;
        }
        self.models.push(ComparedModel {
            name: Cow::Borrowed(M::NAME),
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

    /// Returns the models in the order they were added.
    #[must_use]
    pub fn models(&self) -> &[ComparedModel] {
        &self.models
    }

    /// Returns the model with the lowest AIC; `None` if no model has an AIC.
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

/// Prints a table.
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
