//! Which customers are which?
//!
//! | I want to tell apart … | use |
//! |---|---|
//! | those who bought lately, often and for much | [`RfmScale`], and [`RfmLabel`] for the usual names |
//! | those of high, normal and low value | [`ValueTiers`] |
//! | potential, new, long-term and loyal customers | [`LifecycleRules`] |
//! | the best fifth of anything from the worst | [`QuantileScale`] |
//! | … and how many there are of each | [`GroupCounts`] |
//!
//! Rules and scales are values: made once, they give the same customer the same group tomorrow. All
//! times are numbers of days; dates are the caller's. Any metric per group is a
//! [`Segmented`](crate::Segmented) over these.

mod group_counts;
mod lifecycle;
mod quantile_scale;
mod rfm;
mod rfm_score;
mod value_tiers;

pub use group_counts::GroupCounts;
pub use lifecycle::{LifecycleRules, LifecycleStage};
pub use quantile_scale::Direction;
#[doc(alias = "ntile")]
#[doc(alias = "quintile")]
#[doc(alias = "decile")]
pub use quantile_scale::QuantileScale;
pub use rfm::RfmFacts;
#[doc(alias = "recency")]
#[doc(alias = "RFM analysis")]
#[doc(alias = "customer segmentation")]
pub use rfm::RfmScale;
pub use rfm_score::{RfmLabel, RfmScore};
pub use value_tiers::ValueTier;
#[doc(alias = "ABC analysis")]
#[doc(alias = "high value")]
pub use value_tiers::ValueTiers;
