//! Does the model fit, and does it foretell?
//!
//! | question | ask |
//! |---|---|
//! | are there as many one-time buyers and regulars as it says? | [`FrequencyHistogram`] |
//! | do as many come back, week by week, as it says? | [`Tracking`] of a [`PurchaseTimeline`] |
//! | did *these* customers buy as often as was foretold of them? | [`HoldoutCheck`], by groups [`HoldoutBins`] |
//! | which of several models does all of that best? | [`ModelComparison`] |
//! | how much of a deviation is chance? | [`Simulation`]: the same check of data drawn from the model |
//!
//! Hold purchases back: fit to the first half of the time, and check with the second. A model fitted to
//! everything can only be checked against what it has seen. All of these take any [`PurchaseModel`], also
//! behind a `dyn`, and print as tables.
//!
//! [`PurchaseModel`]: crate::clv::models::PurchaseModel

mod chi_square;
mod frequency_class;
mod frequency_histogram;
mod holdout_binning;
mod holdout_bins;
mod holdout_check;
mod model_comparison;
mod purchase_timeline;
mod simulation;
mod total;
mod tracked_period;
mod tracking;
mod tracking_error;

pub use chi_square::ChiSquare;
pub use frequency_class::FrequencyClass;
pub use frequency_histogram::FrequencyHistogram;
pub use holdout_binning::HoldoutBinning;
pub use holdout_bins::{HoldoutBin, HoldoutBins};
pub use holdout_check::HoldoutCheck;
pub use model_comparison::{ComparedModel, ModelComparison};
pub use purchase_timeline::PurchaseTimeline;
pub use simulation::Simulation;
pub use tracked_period::TrackedPeriod;
pub use tracking::Tracking;
pub use tracking_error::TrackingError;
