//! Checks whether a purchase model fits the data and forecasts well.
//!
//! | question | use |
//! |---|---|
//! | does it predict the numbers of one-time and frequent buyers? | [`FrequencyHistogram`] |
//! | does it predict the repeat purchases of each week? | [`Tracking`] of a [`PurchaseTimeline`] |
//! | did the customers buy as often as forecast? | [`HoldoutCheck`], by group [`HoldoutBins`] |
//! | which of several models is best? | [`ModelComparison`] |
//! | how much of a deviation is chance? | [`Simulation`]: repeat the check with data drawn from the model |
//!
//! Use a holdout: fit to the first half of the time and check with the second, because a model fitted
//! to all data can only be checked against what it was fitted to. All of these take any
//! [`PurchaseModel`], `dyn` included, and print as tables.
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

#[doc(alias = "goodness of fit")]
#[doc(alias = "chi-square")]
pub use chi_square::ChiSquare;
pub use frequency_class::FrequencyClass;
#[doc(alias = "plot_period_transactions")]
#[doc(alias = "frequency of repeat transactions")]
pub use frequency_histogram::FrequencyHistogram;
pub use holdout_binning::HoldoutBinning;
pub use holdout_bins::{HoldoutBin, HoldoutBins};
#[doc(alias = "validation")]
#[doc(alias = "backtest")]
#[doc(alias = "calibration_and_holdout")]
pub use holdout_check::HoldoutCheck;
pub use model_comparison::ComparedModel;
#[doc(alias = "AIC")]
#[doc(alias = "BIC")]
pub use model_comparison::ModelComparison;
pub use purchase_timeline::PurchaseTimeline;
#[doc(alias = "generate data")]
#[doc(alias = "synthetic customers")]
pub use simulation::Simulation;
pub use tracked_period::TrackedPeriod;
#[doc(alias = "tracking plot")]
#[doc(alias = "plot_incremental_transactions")]
#[doc(alias = "plot_cumulative_transactions")]
pub use tracking::Tracking;
#[doc(alias = "MAPE")]
pub use tracking_error::TrackingError;
