//! Are customers satisfied? NPS, CSAT, CES and what is asked around them.
//!
//! | I asked | and want to know | it is |
//! |---|---|---|
//! | "would you recommend us?", 0 to 10 | how many more would than would warn | [`Nps`] |
//! | the same, on another scale | the same, with the breaks of your house | [`Breaks::tally`] |
//! | the same, of customers who stand for unequally many | the same, weighted | [`WeightedNps`] |
//! | "would you recommend us?", yes or no | the balance of the two | [`NetRecommend`] |
//! | "how satisfied are you?", 1 to 5 | what share is satisfied | [`Csat`] |
//! | the same, on another scale | the same from a threshold on | [`Csat::satisfied`] |
//! | "how easy was it?", 1 to 7 | the mean, the share who found it easy, the balance | [`Ces`] |
//! | any question with a whole number for an answer | distribution, mean, quantiles, groups | [`Ratings`] |
//! | about several sides of the service | one score, weighted | [`WeightedScore`] |
//! | the three questions of the ACSI | the index, 0 to 100 | [`Acsi`] |
//! | how important and how satisfying each need is | what to work on first | [`Need`], [`needs_above`] |
//! | about several sides and all in all | which side drives the whole | [`KeyDrivers`] |
//! | for free text, scored by a text model | shares positive, neutral and negative | [`Sentiment`] |
//!
//! Nearly all are tallies: they collect from an iterator, merge, and answer with an interval. Answers
//! that were counted elsewhere come in by [`Nps::from_counts`] and [`Ratings::try_from_counts`], a
//! column of bytes by [`Nps::try_from_bytes`] and [`Ratings::try_from_bytes`].
//!
//! How sure a score is: [`NpsMethod`] and [`BinomialMethod`](crate::stats::BinomialMethod)
//! compare the methods. Whether two scores differ: [`NpsDifference`] and
//! [`BinomialDifference`](crate::stats::BinomialDifference); whether one differs from a target:
//! [`Nps::test_against`]. How many to ask: [`NpsSampleSize`] and
//! [`Binomial::sample_size`](crate::stats::Binomial::sample_size).

mod acsi;
mod ces;
mod csat;
mod dimensions;
mod drivers;
mod groups;
mod net_recommend;
mod nps;
mod opportunity;
mod rating;
mod ratings;
mod sentiment;
mod weighted_nps;

// After `nps`, so that what is not recommended stands last on its page.
mod css;

#[doc(alias = "American Customer Satisfaction Index")]
pub use acsi::Acsi;
pub use acsi::{AcsiAnswer, AcsiWeights};
#[doc(alias = "customer effort score")]
pub use ces::Ces;
pub use ces::{EffortClasses, EffortDirection};
#[doc(alias = "customer satisfaction")]
#[doc(alias = "top box")]
#[doc(alias = "top-box")]
pub use csat::Csat;
pub use dimensions::Dimension;
#[doc(alias = "weighted mean")]
pub use dimensions::WeightedScore;
#[doc(alias = "derived importance")]
#[doc(alias = "correlation")]
#[doc(alias = "driver analysis")]
pub use drivers::KeyDrivers;
pub use drivers::{Driver, DriverAnswers};
pub use groups::Group;
#[doc(alias = "would recommend")]
pub use net_recommend::NetRecommend;
#[doc(alias = "break points")]
#[doc(alias = "scale")]
pub use nps::Breaks;
#[doc(alias = "net promoter score")]
pub use nps::Nps;
#[doc(alias = "statistical power")]
pub use nps::NpsComparisonSize;
#[doc(alias = "NPS change")]
#[doc(alias = "significance")]
pub use nps::NpsDifference;
#[doc(alias = "margin of error")]
pub use nps::NpsSampleSize;
pub use nps::{NpsClass, NpsDifferenceMethod, NpsMethod};
#[doc(alias = "opportunity score")]
#[doc(alias = "outcome-driven innovation")]
pub use opportunity::Need;
pub use opportunity::needs_above;
pub use rating::{Rating, ScaleRating};
#[doc(alias = "histogram")]
#[doc(alias = "distribution")]
#[doc(alias = "value counts")]
pub use ratings::Ratings;
pub use sentiment::{Polarity, Sentiment};
pub use weighted_nps::{WeightedNps, WeightedNpsMethod, WeightedRating};
