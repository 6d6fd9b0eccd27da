//! What a purchase brings: the Gamma-Gamma model, and whether it may be used.

use tenure::clv::models::GammaGamma;
use tenure::stats::Fit;

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
            population_mean: None,
            correlation: None,
            fit,
        })
    }
}
