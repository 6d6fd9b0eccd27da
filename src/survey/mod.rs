//! Are customers satisfied? NPS, CSAT, CES and what is asked around them.

mod css;
mod net_recommend;
mod nps;
mod weighted_nps;
pub use net_recommend::NetRecommend;
pub use nps::{
    Breaks, Nps, NpsClass, NpsComparisonSize, NpsDifference, NpsDifferenceInterval, NpsInterval,
    NpsSampleSize,
};
pub use weighted_nps::{WeightedNps, WeightedNpsInterval, WeightedRating};

mod rating;

pub use rating::{Rating, ScaleRating};
