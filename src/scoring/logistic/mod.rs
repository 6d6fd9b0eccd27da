//! Fitting the logistic model.

mod evidence;
mod fitter;
mod options;
mod pass;
mod point;
mod search;
mod separation;
mod standard;
mod summary;
mod sums;
mod vectors;

pub use evidence::LogisticEvidence;
pub use fitter::LogisticFitter;
pub use options::{Estimator, OnAliased};
pub use pass::NewtonPass;
pub use point::NewtonPoint;
pub(crate) use point::Task;
pub use search::LogisticSearch;
pub use summary::FeatureSummary;

/// Rows summed in plain f64 before the sums are added exactly: the unit of reproducibility.
pub(crate) const BLOCK: usize = 1024;
