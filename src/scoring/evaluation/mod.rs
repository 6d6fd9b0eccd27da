//! How good a score is: ranking, decisions, calibration, money.
//!
//! There are four questions, in this order, and a good answer to one says nothing about the next. All
//! take pairs of (score, churned) from any model; use customers the model was not fitted to.
//!
//! | question | figure |
//! |---|---|
//! | **Does it put those who leave first?** | [`Ranking`] |
//! | on the whole; where churn is rare | [`Ranking::auc`] with its interval; [`Ranking::average_precision`] |
//! | how many churners does a list of 500, or of 10 %, reach? | [`Ranking::top`], [`Ranking::top_share`], [`Ranking::deciles`] |
//! | is the new score better than the old one? | [`AucDifference`] |
//! | **Can its probabilities be believed?** | [`Forecasts`] |
//! | do 30 % of the customers with a forecast of 30 % leave? | [`Calibration`]; in one figure, its [expected error](Calibration::expected_error) |
//! | too high overall, overconfident? | [`CoxCalibration`]; as a test [`HosmerLemeshow`] |
//! | order and probabilities in one figure | [`LogLoss`], [`Brier`] and its [parts](Calibration::brier) |
//! | how to recalibrate them? | [`PlattScaling`] for few customers, [`IsotonicCalibration`] for many |
//! | **What does flagging from this score on catch?** | [`Confusion`]: precision, recall, F1, correlation |
//! | the table analysts expect | [`ClassificationReport`] |
//! | **What is it worth?** | |
//! | is this customer worth a call, and whom to call first? | [`RetentionOffer`] |
//! | which threshold to use, by theory and on these customers? | [`Payoffs::threshold`], [`ProfitCurve::best`] |
//! | what does a limited number of contacts earn? | [`ProfitCurve::top_share`] |
//! | which of two models is worth more? | [`ExpectedMaximumProfit`] |
//!
//! **One rule everywhere:** a customer who scores the threshold *or more* is flagged, and `true` means
//! churned. Customers of the same score are flagged together (in a list of fixed length they share a
//! place), and no figure depends on the order of the rows. Functions that take raw scores sort them once;
//! those that take a [`Ranking`] or [`Forecasts`] do not sort again.

mod calibration;
mod customers_in_share;
mod decisions;
mod ranking;
mod ties;

use customers_in_share::customers_in_share;

#[doc(alias = "quadratic score")]
pub use calibration::Brier;
#[doc(alias = "reliability diagram")]
#[doc(alias = "ECE")]
pub use calibration::Calibration;
#[doc(alias = "calibration slope")]
#[doc(alias = "calibration in the large")]
pub use calibration::CoxCalibration;
#[doc(alias = "goodness of fit")]
pub use calibration::HosmerLemeshow;
#[doc(alias = "PAV")]
#[doc(alias = "isotonic regression")]
#[doc(alias = "recalibration")]
pub use calibration::IsotonicCalibration;
#[doc(alias = "cross-entropy")]
#[doc(alias = "logarithmic score")]
pub use calibration::LogLoss;
#[doc(alias = "sigmoid calibration")]
#[doc(alias = "recalibration")]
pub use calibration::PlattScaling;
pub(in crate::scoring) use calibration::loss_of_logit;
pub use calibration::{BrierDecomposition, CalibrationBin, CalibrationBins, Forecast, Forecasts};
#[doc(alias = "confusion matrix")]
#[doc(alias = "contingency table")]
#[doc(alias = "F1 score")]
pub use decisions::Confusion;
#[doc(alias = "EMPC")]
#[doc(alias = "MPC")]
pub use decisions::ExpectedMaximumProfit;
#[doc(alias = "cost matrix")]
pub use decisions::Payoffs;
#[doc(alias = "cost curve")]
#[doc(alias = "threshold tuning")]
pub use decisions::ProfitCurve;
#[doc(alias = "retention campaign")]
pub use decisions::RetentionOffer;
pub use decisions::{ClassReport, ClassificationReport, RetentionCampaign, ThresholdChoice};
#[doc(alias = "DeLong test")]
pub use ranking::AucDifference;
#[doc(alias = "decile table")]
#[doc(alias = "gains table")]
#[doc(alias = "lift table")]
pub use ranking::QuantileTable;
#[doc(alias = "ROC")]
#[doc(alias = "AUROC")]
#[doc(alias = "ROC AUC")]
pub use ranking::Ranking;
pub use ranking::{AucMethod, OperatingPoint, QuantileRow, ScoreGroup, Scored, Selection};
