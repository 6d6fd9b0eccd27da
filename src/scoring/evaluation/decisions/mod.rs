//! Decisions by a threshold, and what they earn.

mod classification_report;
mod confusion;
mod expected_maximum_profit;
mod payoffs;
mod profit_curve;
mod retention_campaign;
mod retention_offer;
mod threshold_choice;

pub use classification_report::{ClassReport, ClassificationReport};
pub use confusion::Confusion;
pub use expected_maximum_profit::ExpectedMaximumProfit;
pub use payoffs::Payoffs;
pub use profit_curve::ProfitCurve;
pub use retention_campaign::RetentionCampaign;
pub use retention_offer::RetentionOffer;
pub use threshold_choice::ThresholdChoice;
