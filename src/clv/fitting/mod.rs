//! Fitting the models to data: options, search, evidence, intervals.

mod evidence;
mod fitter;
mod objective;
mod parameter;
mod parametric_model;
mod search;

pub use evidence::Evidence;
pub use fitter::Fitter;
pub(crate) use objective::{Objective, Taylor};
pub(crate) use parameter::positive;
pub use parametric_model::ParametricModel;
pub(crate) use search::{Runaway, Search, maximise};
