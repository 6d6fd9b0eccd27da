//! Fitting the models to data: options, search, evidence, intervals.

mod evidence;
mod fitter;
mod log_prior;
mod objective;
mod parameter;
mod parametric_model;
mod search;
mod simulated;

pub use evidence::Evidence;
pub use fitter::Fitter;
pub use log_prior::LogPrior;
pub(crate) use objective::{Objective, Taylor};
pub(crate) use parameter::positive;
pub use parametric_model::ParametricModel;
pub(crate) use search::{Maximum, Pull, Runaway, Search, maximise};
pub(crate) use simulated::table_like;
