//! Checking probabilities against outcomes, and recalibrating them.

mod brier;
#[expect(clippy::module_inception, reason = "the type of that name")]
mod calibration;
mod calibration_bins;
mod cox_calibration;
mod forecast;
mod forecasts;
mod hosmer_lemeshow;
mod isotonic_calibration;
pub(in crate::scoring::evaluation) mod line;
mod log_loss;
mod platt_scaling;

pub use brier::Brier;
pub use calibration::{BrierDecomposition, Calibration, CalibrationBin};
pub use calibration_bins::CalibrationBins;
pub use cox_calibration::CoxCalibration;
pub use forecast::Forecast;
pub use forecasts::Forecasts;
pub use hosmer_lemeshow::HosmerLemeshow;
pub use isotonic_calibration::IsotonicCalibration;
pub use log_loss::LogLoss;
pub(in crate::scoring) use log_loss::loss_of_logit;
pub use platt_scaling::PlattScaling;
