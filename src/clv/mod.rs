//! What is a customer worth?
//!
//! One type per question. Each is a struct of what the question needs, filled in by name; every
//! rate carries its own period and converts itself.
//!
//! | I know … | use | answers |
//! |---|---|---|
//! | what a customer has paid | [`HistoricClv`] | what they were worth so far |
//! | order value, frequency and churn | [`NextPeriodValue`] | what the next period brings |
//! | a steady margin and a churn | [`SteadyClv`] | **the usual one**: value of all margins to come |
//! | … and how far to look | [`FiniteClv`] | the same within a horizon; never diverges |
//! | … and how fast the margin grows | [`GrowingClv`] | the same with expansion |
//! | … and there are no payment dates | [`ContinuousClv`] | the same for money that flows |
//! | a retention curve by age | [`CurveClv`] | the discounted cash flow; better than any constant churn |
//! | revenue per account, gross margin, churn | [`ArpaClv`] | the SaaS rule of thumb, not discounted |
//! | order value, frequency, lifespan, CAC | [`OrdersClv`] | the shop's rule of thumb, not discounted |
//! | revenue, gross margin, lifespan | [`FixedLifespanClv`] | a fixed contract, not discounted |
//! | a report made with revenue/retention | [`InverseRetentionScore`] | that figure, and why not to use it |
//!
//! All of these take churn as known and the same for everybody, which is right for contracts: somebody
//! who leaves says so. The period of the *margin* is the period of the payments; [`Timing`] says when
//! in it they are made. [`Clv`] is what most of them answer with, so that they stand in one table.
//!
//! # Examples
//!
//! The same facts through several forms: 100 a year, 20 % churn, 10 % discount.
//!
//! ```
//! use tenure::clv::*;
//! use tenure::units::{Churn, DiscountRate, Margin, Period, Proportion};
//!
//! let margin = Margin::new(100.0, Period::Year)?;
//! let churn = Churn::new(Proportion::from_percent(20.0)?, Period::Year);
//! let discount = DiscountRate::new(0.10, Period::Year)?;
//! let growth = Growth::new(0.05, Period::Year)?;
//! let (timing, first) = (Timing::Start, FirstMargin::AsStated);
//! let horizon = Span::new(5.0, Period::Year)?;
//!
//! let steady = SteadyClv { margin, churn, discount, timing };
//! let table = [
//!     ("paid in advance", steady.value()?),
//!     ("paid in arrears", SteadyClv { timing: Timing::End, ..steady }.value()?),
//!     ("any time", ContinuousClv { margin, churn, discount }.value()?),
//!     ("growing 5 %", GrowingClv { margin, churn, discount, growth, timing, first }.value()?),
//!     ("five years", FiniteClv { margin, churn, discount, timing, horizon }.value()?),
//!     ("not discounted", SteadyClv { discount: DiscountRate::NONE, ..steady }.value()?),
//! ];
//! let lines = table.map(|(form, clv)| format!("{form:<16}{clv}"));
//! assert_eq!(lines, [
//!     "paid in advance 366.67 (no horizon, discounted at 10.0% per year)",
//!     "paid in arrears 266.67 (no horizon, discounted at 10.0% per year)",
//!     "any time        314.02 (no horizon, discounted at 10.0% per year)",
//!     "growing 5 %     423.08 (no horizon, discounted at 10.0% per year)",
//!     "five years      292.06 (horizon 5 × year, discounted at 10.0% per year)",
//!     "not discounted  500.00 (no horizon, not discounted)",
//! ]);
//! # Ok::<(), tenure::Error>(())
//! ```

mod arpa;
mod continuous;
mod curve;
mod finite;
mod fixed_lifespan;
mod frequency;
mod growing;
mod growth;
mod historic;
mod inverse_retention;
mod orders;
mod series;
mod span;
mod steady;
mod timing;
mod value;

pub use arpa::ArpaClv;
pub use continuous::ContinuousClv;
pub use curve::CurveClv;
pub use finite::FiniteClv;
pub use fixed_lifespan::FixedLifespanClv;
pub use frequency::Frequency;
pub use growing::{FirstMargin, GrowingClv};
pub use growth::Growth;
pub use historic::HistoricClv;
pub use inverse_retention::InverseRetentionScore;
pub use orders::{NextPeriodValue, OrdersClv};
pub use span::Span;
pub use steady::SteadyClv;
pub use timing::Timing;
pub use value::Clv;
