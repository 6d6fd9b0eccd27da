//! How long do customers stay, counting those who are still there?
//!
//! The mean lifetime of those who left says nothing of those who stayed; and leaving the others out, or counting
//! them as gone today, makes every figure too low. The methods here use what is known of each customer: that one
//! left after 14 months, that another was still there after 20.
//!
//! # Which one do I want?
//!
//! | question | use |
//! |---|---|
//! | where do the data go in? | [`LifetimeTable`], rows of (time, left) |
//! | what share is still there after t months, and how sure is that? | [`LifetimeTable::kaplan_meier`] → [`KaplanMeier::survival_at`], [`interval_at`](KaplanMeier::interval_at) |
//! | after how long have half of them left? | [`KaplanMeier::median`], [`survival_quantile`](KaplanMeier::survival_quantile) for other shares |
//! | *when* do they leave: early, late, evenly? | [`LifetimeTable::nelson_aalen`] → [`NelsonAalen`] |
//! | how many of the first 24 months do they stay, on average? | [`KaplanMeier::restricted_mean`] → [`RestrictedMean`] |
//! | do the customers of this plan stay longer than of that one? | [`LogRankTest::of`]; by how much: [`RestrictedMean::difference`] |
//! | which of several plans differ; plans within countries? | [`LogRankTest::pairwise`] → [`LogRankPair`]; [`LogRankTest::stratified`] |
//! | what is a customer worth, by this curve? | [`KaplanMeier::survival_curve`] → [`CurveClv`](crate::clv::CurveClv) |
//! | who was at risk when, for a formula of my own? | [`LifetimeTable::risk_rows`] |
//!
//! For the share of a closed list of customers kept over one period, without anybody censored, a
//! [`StartCohort`](crate::retention::StartCohort) is enough.
//!
//! # What goes in
//!
//! Of each customer: **how long** they were there when they were last known of, and **whether they left** then.
//! The time runs from their own sign-up, in any unit; the end is their churn or, for those still active, the date
//! the data were drawn. (With dates: end − sign-up, `true` if they churned.) Times are whole numbers of any width,
//! floats as [`Finite`](crate::units::Finite), or any other type with an order.
//!
//! When the log starts later than some of the customers, those appear in it only because they *survived* until
//! it did. Say so by giving the time of entry, how long they had been there when the log starts, as
//! (entry, time, left); counted as if seen from their sign-up, they would make survival too high.
//!
//! # Examples
//!
//! ```
//! use tenure::retention::survival::LifetimeTable;
//! use tenure::units::Level;
//!
//! // (signed up on day, left on day): drawn on day 400; the log starts on day 100.
//! let (starts, drawn) = (100, 400);
//! let customers = [
//!     (20, Some(210)),
//!     (60, None),
//!     (110, Some(130)),
//!     (150, Some(390)),
//!     (200, None),
//!     (310, Some(395)),
//! ];
//!
//! let mut table = LifetimeTable::<i64>::new();
//! for (signed_up, left) in customers {
//!     let time = left.unwrap_or(drawn) - signed_up;
//!     if signed_up < starts {
//!         // Seen from the log's first day on.
//!         table.try_extend([(starts - signed_up, time, left.is_some())])?;
//!     } else {
//!         table.try_extend([(time, left.is_some())])?;
//!     }
//! }
//!
//! let curve = table.kaplan_meier().ok_or("no customers")?;
//! assert_eq!(
//!     curve.survival_at(180).map(|s| format!("{s:.2}")),
//!     Some("0.60".into())
//! );
//! assert_eq!(
//!     curve
//!         .interval_at(180, Level::P95)
//!         .map(|i| format!("{i:.2}")),
//!     Some("0.13 to 0.88".into())
//! );
//! assert_eq!(curve.median(), Some(190));
//! println!("{curve}"); // every step with its interval
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Where other software differs
//!
//! | | here | R `survival` | lifelines |
//! |---|---|---|---|
//! | interval of the curve | log-log; [`SurvivalMethod`] has `Log` and `Plain` | log | log-log |
//! | median on a flat step at a half | its start; [`median_midpoint`](KaplanMeier::median_midpoint) | its middle | its start |
//! | ends of a quantile's interval | where the band first falls; [`survival_quantile_interval_by_value`](KaplanMeier::survival_quantile_interval_by_value) | the same printed, by value in `quantile` | where it first falls |
//! | beyond the last time seen | `None` unless all have left | nothing, or flat with `extend` | flat |
//! | ties in the cumulative hazard | d/n; [`HazardTies::OneByOne`] | d/n (`ctype = 1`) | one by one |
//! | float times nearly equal | different | merged (`timefix`) | different |
//!
//! # Speed
//!
//! Processor time of one thread for ten million customers, from pairs to the answer, beside lifelines 0.30 in the same
//! run of `python benches/peers/retention.py`:
//!
//! | | here | lifelines 0.30 | |
//! |---|---|---|---|
//! | curve, 72 distinct months, with or without its intervals | 1.4 ns a customer | 119 ns | 84 times |
//! | curve, continuous times | 49 ns | | 33 times |
//! | and the log-log interval of every step | 89 ns | 1618 ns (always with them) | 18 times |
//! | log-rank test of two groups, 72 distinct months | 1.5 ns | 81 ns | 55 times |
//! | log-rank test of two groups, continuous times | 42 ns | 1341 ns | 32 times |
//!
//! Continuous times have to be sorted: by `cargo bench --bench survival` the table takes 1.6 times a plain
//! `sort_unstable` of the times alone, the curve 2.8 times; a fifth of that goes into touching its memory, 40 bytes for
//! each time at which a customer left. A log-rank test stores no curve. Ask for the intervals of a long curve
//! [at once](KaplanMeier::intervals): one by one they cost five times as much. A second thread makes a curve of
//! continuous times 1.2 times as fast.

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
mod survival_curve;
mod survival_method;
mod survival_step;

pub use elapsed::Elapsed;
#[doc(alias = "survival function")]
#[doc(alias = "product-limit")]
#[doc(alias = "survfit")]
#[doc(alias = "survival analysis")]
pub use kaplan_meier::KaplanMeier;
#[doc(alias = "censoring")]
#[doc(alias = "censored")]
pub use lifetime::Lifetime;
#[doc(alias = "life table")]
#[doc(alias = "Surv")]
#[doc(alias = "right censoring")]
pub use lifetime_table::LifetimeTable;
#[doc(alias = "logrank")]
#[doc(alias = "survdiff")]
#[doc(alias = "Mantel-Cox")]
#[doc(alias = "survival test")]
pub use log_rank::LogRankTest;
pub use log_rank::{AsLifetimeTable, FlemingHarrington, LogRankGroup, LogRankPair, LogRankWeights};
#[doc(alias = "cumulative hazard")]
pub use nelson_aalen::NelsonAalen;
pub use nelson_aalen::{HazardMethod, HazardStep, HazardTies};
pub use quantile_interval::QuantileInterval;
#[doc(alias = "RMST")]
#[doc(alias = "rmean")]
#[doc(alias = "mean lifetime")]
pub use restricted_mean::RestrictedMean;
#[doc(alias = "RMST difference")]
pub use restricted_mean_difference::RestrictedMeanDifference;
pub use risk_row::RiskRow;
pub use survival_method::SurvivalMethod;
pub use survival_step::SurvivalStep;
