//! Who left within a period, counted by named definitions.

mod churn_comparison;
mod churn_definition;
mod churn_window;
mod daily_churn;
mod period_counts;
mod snapshots;
mod spells;
mod start_cohort;
mod subscription;
mod subscription_log;
mod sweep;

pub use churn_comparison::ChurnComparison;
pub use churn_definition::ChurnDefinition;
pub use churn_window::ChurnWindow;
pub use daily_churn::DailyChurn;
pub(in crate::retention) use period_counts::ratio;
pub use period_counts::{OpenPeriodCounts, PeriodCounts};
pub use snapshots::{Snapshot, Snapshots};
pub use start_cohort::StartCohort;
pub use subscription::Subscription;
pub use subscription_log::SubscriptionLog;
