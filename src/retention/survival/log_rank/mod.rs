//! Do groups of customers leave at different rates? The log-rank test and its family.

mod as_lifetime_table;
mod fleming_harrington;
mod group;
mod pair;
mod solve;
mod sums;
mod sweep;
mod test;
mod total;
mod weights;

pub use as_lifetime_table::AsLifetimeTable;
pub use fleming_harrington::FlemingHarrington;
pub use group::LogRankGroup;
pub use pair::LogRankPair;
pub use test::LogRankTest;
pub use weights::LogRankWeights;
