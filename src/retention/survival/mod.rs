//! How long do customers stay, counting those who are still there?

mod elapsed;
mod kaplan_meier;
mod lifetime;
mod lifetime_table;
mod log_rank;
mod nelson_aalen;
mod quantile_interval;
mod restricted_mean;
mod restricted_mean_difference;
mod risk_row;
mod shown;
mod survival_curve;
mod survival_interval;
mod survival_step;
mod time;

pub use elapsed::Elapsed;
pub use kaplan_meier::KaplanMeier;
pub use lifetime::Lifetime;
pub use lifetime_table::LifetimeTable;
pub use log_rank::{LogRankGroup, LogRankPair, LogRankTest, LogRankWeights, SurvivalGroup};
pub use nelson_aalen::{HazardInterval, HazardStep, HazardTies, NelsonAalen};
pub use quantile_interval::QuantileInterval;
pub use restricted_mean::RestrictedMean;
pub use restricted_mean_difference::RestrictedMeanDifference;
pub use risk_row::RiskRow;
pub use survival_interval::SurvivalInterval;
pub use survival_step::SurvivalStep;
