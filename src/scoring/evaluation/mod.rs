//! How good a score is: ranking, decisions, calibration, money.
//!
//! Four questions, in this order, and a good answer to one says nothing about the next. All of them
//! take pairs of a score and whether the customer churned, from any model; ask them of customers the
//! model was not fitted to.
//!
//! | question | figure |
//! |---|---|
//! | **Does it put those who leave first?** | [`Ranking`] |
//! | on the whole; where churn is rare | [`Ranking::auc`] with its interval; [`Ranking::average_precision`] |
//! | whom does a list of 500, or of 10 %, reach? | [`Ranking::top`], [`Ranking::top_share`], [`Ranking::deciles`] |
//! | is the new score better than the old one? | [`AucDifference`] |
//! | **Can its probabilities be believed?** | [`Forecasts`] |
//! | of those at 30 %, do 30 % leave? | [`Calibration`], its [expected error](Calibration::expected_error) in one figure |
//! | too high on the whole, too sure of itself? | [`CoxCalibration`]; as a test [`HosmerLemeshow`] |
//! | order and probabilities in one figure | [`LogLoss`], [`Brier`] and its [parts](Calibration::brier) |
//! | how to repair them? | [`PlattScaling`] for few customers, [`IsotonicCalibration`] for many |
//! | **What does flagging from this score on catch?** | [`Confusion`]: precision, recall, F1, correlation |
//! | the table analysts expect | [`ClassificationReport`] |
//! | **What is it worth?** | |
//! | is this customer worth a call, and whom to call first? | [`RetentionOffer`] |
//! | where to draw the line, by theory and by these customers? | [`Payoffs::threshold`], [`ProfitCurve::best`] |
//! | what does a budget of so many contacts earn? | [`ProfitCurve::top_share`] |
//! | which of two models is worth more? | [`ExpectedMaximumProfit`] |
//!
//! **One rule everywhere:** flagged is who scores the threshold *or more*, and `true` is who churned. Customers of
//! the same score are flagged together (in a list of fixed length they share a place), and no figure depends on the order of the rows. What needs an order
//! and takes raw scores sorts them once; what takes a [`Ranking`] or [`Forecasts`] does not sort again.

mod calibration;
mod customers_in_share;
mod decisions;
mod ranking;
mod ties;

use customers_in_share::customers_in_share;

pub(in crate::scoring) use calibration::loss_of_logit;
pub use calibration::{
    Brier, BrierDecomposition, Calibration, CalibrationBin, CalibrationBins, CoxCalibration,
    Forecast, Forecasts, HosmerLemeshow, IsotonicCalibration, LogLoss, PlattScaling,
};
pub use decisions::{
    ClassReport, ClassificationReport, Confusion, ExpectedMaximumProfit, Payoffs, ProfitCurve,
    RetentionCampaign, RetentionOffer, ThresholdChoice,
};
pub use ranking::{
    AucDifference, AucMethod, OperatingPoint, QuantileRow, QuantileTable, Ranking, ScoreGroup,
    Scored, Selection,
};
