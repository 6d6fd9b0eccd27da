//! Customer-success metrics: are customers satisfied, do they stay, what does one cost, and what is
//! one worth?
//!
//! One idea runs through the crate: **every metric is a fold that can be merged, and every answer
//! says how sure it is.** Data comes in through any iterator, is folded into a small exact state,
//! states merge (over threads, files, machines and days), and the state answers with a value and
//! its interval.
//!
//! ```
//! use tenure::units::Level;
//! use tenure::{Merge, Nps};
//!
//! let mut nps = Nps::try_from_iter([9, 10, 3, 7, 10, 8, 9])?;
//! nps.merge(Nps::try_from_iter([6, 10, 9])?); // another file, thread or day
//!
//! assert_eq!(nps.score(), Some(40.0));
//! let interval = nps.interval(Level::P95).map(|interval| format!("{interval:.0}"));
//! assert_eq!(interval.as_deref(), Some("-13 to 74")); // ten answers say little
//! # Ok::<(), tenure::Error>(())
//! ```
//!
//! # Which metric do I want?
//!
//! | the question | the metric | in |
//! |---|---|---|
//! | Would customers recommend us? | [`Nps`] | [`survey`] |
//! | Are they satisfied? | [`Csat`] | [`survey`] |
//! | Is it easy to deal with us? | [`Ces`] | [`survey`] |
//! | What drives satisfaction, what is needed first? | [`KeyDrivers`](survey::KeyDrivers), [`Need`](survey::Need) | [`survey`] |
//! | How many subscribers leave? | [`SubscriptionLog`], in ten named definitions | [`retention`] |
//! | How many of January's customers are still here? | [`StartCohort`](retention::StartCohort) | [`retention`] |
//! | Do newer customers come back better? | [`ActivityLog`](retention::cohorts::ActivityLog), its triangle | [`retention::cohorts`] |
//! | How long do customers stay, and longer on which plan? | [`LifetimeTable`](retention::survival::LifetimeTable), its curve and tests | [`retention::survival`] |
//! | Did recurring revenue grow, and why? | [`RevenueLedger`](retention::revenue::RevenueLedger), its movements, NRR, GRR | [`retention::revenue`] |
//! | Do buyers come back? | [`RepeatPurchases`](retention::RepeatPurchases) | [`retention`] |
//! | What does a new customer cost? | [`Cac`] | [`acquisition`] |
//! | When has a customer paid that back? | [`ChurnPayback`](acquisition::ChurnPayback) | [`acquisition`] |
//! | What is a subscriber worth? | [`SteadyClv`](clv::SteadyClv) and others, by what you know | [`clv`] |
//! | Which buyers are still customers, how often will they buy? | [`ParetoNbd`](clv::models::ParetoNbd), [`BgNbd`](clv::models::BgNbd), [`MbgNbd`](clv::models::MbgNbd) | [`clv::models`] |
//! | What is a buyer worth? | [`CustomerValue`](clv::CustomerValue) of a model and [`GammaGamma`](clv::models::GammaGamma) | [`clv`] |
//! | Who will renew? | [`ShiftedBetaGeometric`](clv::models::ShiftedBetaGeometric) | [`clv::models`] |
//! | Does such a model fit, does it foretell? | [`HoldoutCheck`](clv::checks::HoldoutCheck), [`Tracking`](clv::checks::Tracking) | [`clv::checks`] |
//! | Who is about to leave, and why? | [`LogisticChurn`], judged by [`Ranking`](scoring::evaluation::Ranking) | [`scoring`] |
//! | Whom is it worth keeping? | [`RetentionOffer`](scoring::evaluation::RetentionOffer), [`ProfitCurve`](scoring::evaluation::ProfitCurve) | [`scoring`] |
//! | Who are the best customers? | [`RfmScale`](segment::RfmScale), [`ValueTiers`](segment::ValueTiers) | [`segment`] |
//! | Any other k of n: converted, resolved, referred? | [`Binomial`] | [`stats`] |
//! | Mean, spread, quartiles of a column? | [`Moments`](stats::Moments), [`Sample`](stats::Sample) | [`stats`] |
//! | Any of these per plan, channel or country? | [`Segmented`] | |
//! | Is the change since last month real? | `difference` of [`Nps`] and of [`Binomial`] | |
//! | How many must I ask? | [`NpsSampleSize`](survey::NpsSampleSize), [`Binomial::sample_size`] | |
//!
//! # What you can rely on
//!
//! - **No panics, no NaN, no silent zero.** Bad data is an [`Error`] that names the item; every
//!   `f64` that leaves is finite. There is no unsafe code and no input or output of any kind.
//! - **Nobody there is never a number.** A figure read from an accumulator is an `Option`, `None`
//!   while nobody was counted. What is asked to be computed (a fit, a test, a scale, a split) is a
//!   `Result`, and [`Error::NotEnoughData`] says what it needs: "a fit needs at least 1 customer,
//!   got 0".
//! - **The same bits for any order and any sharding.** Counts are integers, money is integer minor
//!   units, every other total is an [`ExactSum`](stats::ExactSum). Merging is exact, associative and
//!   commutative, and cannot fail.
//! - **Definitions are named.** Where the trade has several, each has its own name and page, the
//!   recommended one is said, and formulas that circulate but are wrong are kept under names that
//!   say so.
//! - **Checked at the edge.** A [`Rating`](survey::Rating) is on its scale, a
//!   [`Proportion`] is from 0 to 1, a [`Level`] of 0.05 is
//!   refused, a rate carries its [`Period`] and converts by its own law. What is read
//!   back from a file is checked again.
//!
//! Longer reading is in the [`guide`]: [raw data](guide::raw_data),
//! [columns with nulls](guide::columns), [who stays](guide::retention),
//! [a churn score](guide::churn),
//! [lifetime values](guide::lifetime_value) and [many machines](guide::shards).
//!
//! # Crate features
//!
//! The areas are features, all on by default: `survey`, `retention`, `acquisition`, `clv`, `scoring`
//! and `segment`. A service that wants an NPS and nothing else turns the rest off and compiles a
//! quarter of the crate:
//!
//! ```toml
//! tenure = { version = "0.1", default-features = false, features = ["survey"] }
//! ```
//!
//! Off by default:
//!
//! - **`serde`**: save any accumulator or result and read it back, checked again.
//! - **`rayon`**: collect any accumulator from a parallel iterator.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![doc(test(attr(deny(warnings))))]
// The floors below the areas serve all of them: with some areas left out, some of it has no caller.
#![cfg_attr(
    not(all(
        feature = "survey",
        feature = "retention",
        feature = "acquisition",
        feature = "clv",
        feature = "scoring",
        feature = "segment"
    )),
    allow(
        dead_code,
        unused_imports,
        unused_macros,
        reason = "only some areas are built"
    )
)]
// Integers in library code cannot overflow; tests, benches and examples may let them.
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

#[cfg(feature = "serde")]
#[macro_use]
pub mod saved;
// First, so that its macro is known everywhere; without the feature it gives nothing.
#[cfg(not(feature = "serde"))]
macro_rules! saved {
    ($($form:tt)*) => {};
}

mod error;
mod fold;
mod limit;
mod numeric;
mod text;

#[cfg(feature = "acquisition")]
pub mod acquisition;
#[cfg(feature = "clv")]
pub mod clv;
#[cfg(all(
    feature = "survey",
    feature = "retention",
    feature = "acquisition",
    feature = "clv",
    feature = "scoring",
    feature = "segment"
))]
pub mod guide;
#[cfg(feature = "retention")]
pub mod retention;
#[cfg(feature = "scoring")]
pub mod scoring;
#[cfg(feature = "segment")]
pub mod segment;
pub mod stats;
#[cfg(feature = "survey")]
pub mod survey;
pub mod units;

#[cfg(feature = "acquisition")]
#[doc(inline)]
pub use acquisition::Cac;
pub use error::{Error, Result};
pub use fold::{Blanks, Merge, Segmented, TryAccumulate};
#[cfg(feature = "retention")]
#[doc(inline)]
pub use retention::SubscriptionLog;
#[cfg(feature = "scoring")]
#[doc(inline)]
pub use scoring::LogisticChurn;
#[doc(inline)]
pub use stats::Binomial;
#[cfg(feature = "survey")]
#[doc(inline)]
pub use survey::{Ces, Csat, Nps};
#[doc(inline)]
pub use units::{Horizon, Level, Money, Period, Proportion};

#[cfg(all(
    doctest,
    feature = "survey",
    feature = "retention",
    feature = "acquisition",
    feature = "clv",
    feature = "scoring",
    feature = "segment"
))]
#[doc = include_str!("../README.md")]
struct Readme;
