//! What a purchase brings: the Gamma-Gamma model, and whether it may be used.

use tenure::clv::history::{SpendHistory, SpendTable};
use tenure::clv::models::GammaGamma;
use tenure::stats::Fit;
use tenure::units::Level;

use crate::histories::Histories;
use crate::models::{self, Parameter};

pub(crate) struct Spend {
    pub(crate) fit: Fit<GammaGamma>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) log_likelihood: f64,
    pub(crate) iterations: u32,
    /// How many customers came back and paid for it.
    pub(crate) customers: usize,
    /// `None`: it is infinite.
    pub(crate) population_mean: Option<f64>,
    /// What the guard says of spend and frequency going together.
    pub(crate) correlation: Option<String>,
}

impl Spend {
    pub(crate) fn of(histories: &Histories) -> tenure::Result<Self> {
        let fit = GammaGamma::fitter().fit(&histories.spends)?;
        Ok(Self {
            parameters: models::parameters(&fit),
            log_likelihood: fit.log_likelihood(),
            iterations: fit.convergence().iterations,
            customers: histories
                .customers
                .iter()
                .filter(|customer| customer.spend.is_some())
                .count(),
            population_mean: fit.model().expected_spend_of_new().ok(),
            correlation: correlation(&histories.spends),
            fit,
        })
    }

    /// What a purchase of theirs is expected to bring.
    pub(crate) fn expected(&self, history: Option<&SpendHistory>) -> tenure::Result<f64> {
        match history {
            Some(history) => self.fit.model().expected_spend(history),
            None => self.fit.model().expected_spend_of_new(),
        }
    }
}

/// The model takes for granted that who buys more often does not spend more, or less, each time.
fn correlation(spends: &SpendTable) -> Option<String> {
    let check = spends.frequency_check()?;
    let interval = check.interval(Level::P95)?;
    Some(match check.warning(Level::P95) {
        Some(warning) => format!("careful: {warning}"),
        None => format!(
            "spend does not depend on how often somebody buys ({check}, 95%: {interval:.2})"
        ),
    })
}
