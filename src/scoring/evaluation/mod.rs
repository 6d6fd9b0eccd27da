//! How good a score is: ranking, decisions, calibration, money.
//!
//! Four questions, in this order, and a good answer to one says nothing about the next. All of them
//! take pairs of a score and whether the customer churned, from any model; ask them of customers the
//! model was not fitted to.
//!
//! | question | type |
//! |---|---|
//! | does it put those who leave first? | [`Ranking`]: AUC, lift, deciles |
//! | can the probabilities be believed? | [`Forecasts`] → [`Calibration`], [`CoxCalibration`]; [`Brier`] and [`LogLoss`] for both at once |
//! | ... and if they cannot? | [`PlattScaling`] for few customers, [`IsotonicCalibration`] for many |
//! | what does flagging from this score on catch? | [`Confusion`] → [`ClassificationReport`] |
//! | where to draw the line, whom to spend on? | [`RetentionOffer`], [`ProfitCurve`] |
//! | which of two models is worth more? | [`ExpectedMaximumProfit`] |

mod brier;
mod calibration;
mod calibration_bins;
mod classification_report;
mod confusion;
mod cox_calibration;
mod expected_maximum_profit;
mod forecast;
mod forecasts;
mod hosmer_lemeshow;
mod isotonic_calibration;
mod line;
mod log_loss;
mod payoffs;
mod platt_scaling;
mod profit_curve;
mod ranking;
mod retention_campaign;
mod retention_offer;
mod shown;
mod threshold_choice;
mod ties;

pub use brier::Brier;
pub use calibration::{BrierDecomposition, Calibration, CalibrationBin};
pub use calibration_bins::CalibrationBins;
pub use classification_report::{ClassReport, ClassificationReport};
pub use confusion::Confusion;
pub use cox_calibration::CoxCalibration;
pub use expected_maximum_profit::ExpectedMaximumProfit;
pub use forecast::Forecast;
pub use forecasts::Forecasts;
pub use hosmer_lemeshow::HosmerLemeshow;
pub use isotonic_calibration::IsotonicCalibration;
pub use log_loss::LogLoss;
pub use payoffs::Payoffs;
pub use platt_scaling::PlattScaling;
pub use profit_curve::ProfitCurve;
pub use ranking::{
    AucDifference, AucInterval, OperatingPoint, QuantileRow, QuantileTable, Ranking, ScoreGroup,
    Scored, Selection,
};
pub use retention_campaign::RetentionCampaign;
pub use retention_offer::RetentionOffer;
pub use threshold_choice::ThresholdChoice;
