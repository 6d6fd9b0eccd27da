//! The models side by side, each fitted to the same histories.

use std::fmt;

use tenure::clv::checks::{FrequencyHistogram, HoldoutCheck};
use tenure::clv::fitting::{Estimate, Fitter, ParametricModel, Scale};
use tenure::clv::history::HistoryTable;
use tenure::clv::models::{BgNbd, MbgNbd, Nbd, ParetoNbd, PurchaseModel};
use tenure::clv::{Clv, CustomerValue, FittedCustomerValue};
use tenure::stats::{ExactSum, Fit, Interval};
use tenure::units::{DiscountRate, Finite, Horizon, Level, Period, Proportion, TimeUnit};

use crate::calendar::Calendar;
use crate::cli::Choice;
use crate::histories::{Customer, Histories};
use crate::spend::Spend;

/// The last class of customers came back so often or more.
const MOST_PURCHASES: u64 = 7;

#[derive(Debug, Clone)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) value: f64,
    pub(crate) std_error: f64,
}

/// A model that could be fitted, and what is to be said of it.
pub(crate) struct Fitted {
    pub(crate) name: &'static str,
    fit: Box<dyn AnyFit>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) log_likelihood: f64,
    pub(crate) aic: f64,
    pub(crate) bic: f64,
    pub(crate) iterations: u32,
    /// What to be careful of.
    pub(crate) warning: Option<String>,
    /// `None` if nothing was held out.
    pub(crate) holdout: Option<HoldoutCheck>,
    /// Customers by how often they came back.
    pub(crate) histogram: FrequencyHistogram,
    /// How many customers are still customers: the sum of P(alive).
    pub(crate) alive: f64,
}

impl Fitted {
    pub(crate) fn model(&self) -> &dyn PurchaseModel {
        self.fit.model()
    }

    /// How sure its figures of a customer are.
    pub(crate) fn intervals(
        &self,
        customer: &Customer,
        within: Horizon,
        spend: Option<&Spend>,
        terms: Terms,
    ) -> Intervals {
        let history = &customer.history;
        Intervals {
            p_alive: self
                .fit
                .estimate(Scale::Logit, &|model| model.p_alive(history)),
            expected_purchases: self.fit.estimate(Scale::Log, &|model| {
                model.expected_purchases(history, within)
            }),
            value: spend.and_then(|spend| self.fit.value(customer, spend, terms)),
        }
    }
}

/// What a purchase in the future is worth now.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms {
    pub(crate) margin: Proportion,
    pub(crate) discount: DiscountRate,
    /// `None`: all that is to come counts.
    pub(crate) horizon: Option<Horizon>,
}

impl Terms {
    pub(crate) fn value<P: PurchaseModel + ?Sized>(
        &self,
        value: &CustomerValue<'_, P>,
        of: &Customer,
    ) -> tenure::Result<Clv> {
        let (history, spend) = (&of.history, of.spend.as_ref());
        match self.horizon {
            Some(horizon) => value.residual_within(history, spend, horizon),
            None => value.residual(history, spend),
        }
    }
}

/// At 95%, by the delta method.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Intervals {
    pub(crate) p_alive: Option<Interval>,
    pub(crate) expected_purchases: Option<Interval>,
    pub(crate) value: Option<Interval>,
}

/// A model that could not, and why.
pub(crate) struct Refused {
    pub(crate) name: &'static str,
    pub(crate) reason: tenure::Error,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = self.reason.to_string();
        if reason.starts_with(self.name) {
            write!(f, "not fitted: {reason}")?;
        } else {
            write!(f, "not fitted: {}: {reason}", self.name)?;
        }
        // The advice of the library is for programs, too.
        if reason.contains("prior") {
            f.write_str(" (a prior takes a program of your own: see Fitter::prior)")?;
        }
        Ok(())
    }
}

/// What is asked of a fit whichever model it is of.
trait AnyFit {
    fn model(&self) -> &dyn PurchaseModel;

    fn estimate(
        &self,
        scale: Scale,
        predict: &dyn Fn(&dyn PurchaseModel) -> f64,
    ) -> Option<Interval>;

    fn value(&self, of: &Customer, spend: &Spend, terms: Terms) -> Option<Interval>;
}

impl<M: ParametricModel + PurchaseModel> AnyFit for Fit<M> {
    fn model(&self) -> &dyn PurchaseModel {
        self.model()
    }

    fn estimate(
        &self,
        scale: Scale,
        predict: &dyn Fn(&dyn PurchaseModel) -> f64,
    ) -> Option<Interval> {
        let estimate = self.estimate(Level::P95, scale, |model| predict(model));
        estimate.ok().map(Estimate::interval)
    }

    fn value(&self, of: &Customer, spend: &Spend, terms: Terms) -> Option<Interval> {
        let fitted = FittedCustomerValue {
            purchases: self,
            spend: &spend.fit,
            margin: terms.margin,
            discount: terms.discount,
        };
        let estimate = fitted.estimate(Level::P95, |value| terms.value(value, of));
        estimate.ok().map(Estimate::interval)
    }
}

/// All of them, in the order in which they are printed.
pub(crate) fn fit_all(
    histories: &Histories,
    calendar: &Calendar,
    unit: TimeUnit,
) -> tenure::Result<Vec<Result<Fitted, Refused>>> {
    Ok(vec![
        fit::<BgNbd>(histories, calendar, unit)?,
        fit::<MbgNbd>(histories, calendar, unit)?,
        fit::<ParetoNbd>(histories, calendar, unit)?,
        fit::<Nbd>(histories, calendar, unit)?,
    ])
}

/// A model that these histories do not settle is no error of the program.
fn fit<M>(
    histories: &Histories,
    calendar: &Calendar,
    unit: TimeUnit,
) -> tenure::Result<Result<Fitted, Refused>>
where
    M: ParametricModel<Data = HistoryTable> + PurchaseModel + 'static,
{
    let name = M::NAME;
    let fit = match Fitter::<M>::default().unit(unit).fit(&histories.table) {
        Ok(fit) => fit,
        Err(reason) => return Ok(Err(Refused { name, reason })),
    };
    let model = fit.model();
    let holdout = match calendar.holdout_days() {
        0 => None,
        days => {
            let within = Horizon::new(f64::from(days), Period::Day)?;
            Some(HoldoutCheck::new(
                model,
                within,
                histories.held_out_of_each(),
            )?)
        }
    };
    Ok(Ok(Fitted {
        name,
        parameters: parameters(&fit),
        log_likelihood: fit.log_likelihood(),
        // No ridge and no priors are given, so both are there.
        aic: fit.aic().unwrap_or(f64::INFINITY),
        bic: fit.bic().unwrap_or(f64::INFINITY),
        iterations: fit.convergence().iterations,
        warning: fit
            .weakly_identified()
            .map(|warning| format!("careful, {name}: {warning}")),
        holdout,
        histogram: FrequencyHistogram::new(model, &histories.table, MOST_PURCHASES)?,
        alive: alive(model, &histories.table)?,
        fit: Box::new(fit),
    }))
}

fn alive(model: &dyn PurchaseModel, table: &HistoryTable) -> tenure::Result<f64> {
    let mut sum = ExactSum::default();
    for (history, customers) in table.rows() {
        sum.push(Finite::new(model.p_alive(&history) * customers as f64)?);
    }
    Ok(sum.value().unwrap_or(0.0))
}

pub(crate) fn parameters<M: ParametricModel>(fit: &Fit<M>) -> Vec<Parameter> {
    let figures = fit.model().values().into_iter().zip(fit.standard_errors());
    M::PARAMETERS
        .iter()
        .zip(figures)
        .map(|(name, (value, std_error))| Parameter {
            name,
            value,
            std_error: *std_error,
        })
        .collect()
}

/// How much lower the AIC of BG/NBD must be: a difference as large as this is decisive.
const DECISIVE: f64 = 10.0;

/// The model asked for, or the one of the lowest AIC. BG/NBD, to which whoever bought only once is a customer for
/// good, must be better decisively.
pub(crate) fn choose(fitted: &[&Fitted], choice: Choice) -> Option<&'static str> {
    let criterion = |model: &Fitted| match model.name {
        BgNbd::NAME => model.aic + DECISIVE,
        _ => model.aic,
    };
    fitted
        .iter()
        .filter(|model| choice.name().is_none_or(|name| model.name == name))
        .min_by(|a, b| criterion(a).total_cmp(&criterion(b)))
        .map(|model| model.name)
}
