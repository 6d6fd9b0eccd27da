//! Fitting the logistic model.

mod kernel;
#[cfg(feature = "rayon")]
mod parallel;
mod pass;
mod point;
mod summary;

pub use pass::NewtonPass;
pub use point::NewtonPoint;
pub(crate) use point::Task;
pub use summary::FeatureSummary;

/// Rows summed in plain f64 before the sums are added exactly: the unit of reproducibility.
pub(crate) const BLOCK: usize = 1024;
