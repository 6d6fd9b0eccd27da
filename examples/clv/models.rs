//! The models side by side, each fitted to the same histories.

use tenure::Result;
use tenure::clv::fitting::ParametricModel;
use tenure::clv::history::HistoryTable;
use tenure::clv::models::{BgNbd, MbgNbd, Nbd, ParetoNbd, PurchaseModel};
use tenure::stats::{Fit, Interval};
use tenure::units::{Level, TimeUnit};

use crate::cli::Choice;
use crate::holdout::Holdout;

#[derive(Debug, Clone)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) value: f64,
    pub(crate) std_error: f64,
}

/// A model that could be fitted.
pub(crate) struct Fitted {
    pub(crate) name: &'static str,
    pub(crate) fit: Box<dyn AnyFit>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) log_likelihood: f64,
    pub(crate) aic: f64,
    pub(crate) bic: f64,
    pub(crate) iterations: u32,
    /// `None` if nothing was held out.
    pub(crate) holdout: Option<Holdout>,
}

impl Fitted {
    pub(crate) fn model(&self) -> &dyn PurchaseModel {
        self.fit.model()
    }
}

/// A model that could not, and why.
pub(crate) struct Refused {
    pub(crate) name: &'static str,
    pub(crate) reason: tenure::Error,
}

/// What is asked of a fit whichever model it is of.
pub(crate) trait AnyFit {
    fn model(&self) -> &dyn PurchaseModel;

    /// How sure a figure is that follows from the model.
    fn interval(&self, of: &dyn Fn(&dyn PurchaseModel) -> f64) -> Option<Interval>;
}

impl<M: ParametricModel + PurchaseModel> AnyFit for Fit<M> {
    fn model(&self) -> &dyn PurchaseModel {
        self.model()
    }

    fn interval(&self, of: &dyn Fn(&dyn PurchaseModel) -> f64) -> Option<Interval> {
        let _ = (of, Level::P95);
        None
    }
}

/// All of them, in the order in which they are printed.
pub(crate) fn fit_all(
    table: &HistoryTable,
    unit: TimeUnit,
) -> Vec<core::result::Result<Fitted, Refused>> {
    vec![
        fit("BG/NBD", BgNbd::fitter().unit(unit).fit(table)),
        fit("MBG/NBD", MbgNbd::fitter().unit(unit).fit(table)),
        fit("Pareto/NBD", ParetoNbd::fitter().unit(unit).fit(table)),
        fit("NBD", Nbd::fitter().unit(unit).fit(table)),
    ]
}

fn fit<M>(name: &'static str, fit: Result<Fit<M>>) -> core::result::Result<Fitted, Refused>
where
    M: ParametricModel + PurchaseModel + 'static,
    Fit<M>: AnyFit,
{
    let fit = fit.map_err(|reason| Refused { name, reason })?;
    Ok(Fitted {
        name,
        parameters: parameters(&fit),
        log_likelihood: fit.log_likelihood(),
        aic: fit.aic(),
        bic: fit.bic(),
        iterations: fit.convergence().iterations,
        holdout: None,
        fit: Box::new(fit),
    })
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

/// The model asked for, or the one of the lowest AIC; then never BG/NBD, to which whoever bought once is a customer for
/// good.
pub(crate) fn choose<'a>(
    fitted: impl Iterator<Item = &'a Fitted>,
    choice: Choice,
) -> Option<&'a str> {
    let eligible = fitted.filter(|model| match choice.name() {
        Some(name) => model.name == name,
        None => model.name != "BG/NBD",
    });
    eligible
        .min_by(|a, b| a.aic.total_cmp(&b.aic))
        .map(|model| model.name)
}
