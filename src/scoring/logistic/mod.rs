//! Fitting the logistic model.

mod chunks;
mod evidence;
mod firth;
mod fitter;
mod inference;
mod kernel;
pub(in crate::scoring) mod model;
mod options;
#[cfg(feature = "rayon")]
mod parallel;
mod pass;
mod point;
mod profile;
mod pseudo_r2;
mod robust;
mod search;
mod separation;
mod standard;
mod summary;
mod sums;
mod table;
mod term;
mod threads;
mod vectors;

pub use crate::stats::LikelihoodRatio;
pub use evidence::LogisticEvidence;
pub use fitter::LogisticFitter;
pub use model::{Contribution, Explanation, LogisticChurn};
pub use options::{Estimator, OnAliased};
pub use pass::NewtonPass;
pub use point::NewtonPoint;
pub(crate) use point::Task;
pub use pseudo_r2::PseudoR2;
pub use robust::Sandwich;
pub use search::LogisticSearch;
pub use summary::FeatureSummary;
pub use term::Term;

/// Rows summed in plain f64 before the sums are added exactly: the unit of reproducibility.
pub(crate) const BLOCK: usize = 1024;
