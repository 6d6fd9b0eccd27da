//! Do groups of customers leave at different rates? The log-rank test and its family.

mod group;
mod pair;
mod solve;
mod sums;
mod survival_group;
mod sweep;
mod test;
mod weights;

pub use group::LogRankGroup;
pub use pair::LogRankPair;
pub use survival_group::SurvivalGroup;
pub use test::LogRankTest;
pub use weights::LogRankWeights;
