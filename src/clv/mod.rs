//! What is a customer worth?
//!
//! One type per question. Each is a struct of what the question needs, filled in by name; every
//! rate carries its own period and converts itself.
//!
//! # What do I know?
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
//! | order value, frequency, lifespan (and CAC) | [`OrdersClv`] | the shop's rule of thumb, not discounted |
//! | revenue, gross margin, lifespan | [`FixedLifespanClv`] | a fixed contract, not discounted |
//! | a report made with revenue/retention | [`InverseRetentionScore`] | that figure, and why not to use it |
//!
//! Where customers differ, or leave without a word, a model learns from their behaviour
//! ([the guide](crate::guide::lifetime_value) goes through that in one piece):
//!
//! | I have … | use | answers |
//! |---|---|---|
//! | a log of purchases | [`history`], then [`models`] | who is still a customer, how often they will buy |
//! | … and their amounts | [`CustomerValue`] | **what a buyer is worth**, to each customer a value of their own |
//! | renewals by age of the contract | [`ShiftedBetaGeometric`](models::ShiftedBetaGeometric) | retention that rises with age, into [`CurveClv`] |
//! | a fitted model | [`checks`] | whether to believe it |
//!
//! All of the closed forms take churn as known and the same for everybody, which is right for contracts: somebody
//! who leaves says so. [`Clv`] is what most of them answer with, so that they stand in one table.
//!
//! # Which CLV?
//!
//! Five choices make the figure. Say them beside it; each alone can move it by a quarter.
//!
//! 1. **Margin or revenue?** Margin, if it is to be held against a cost. Every form takes whatever it
//!    is given; only [`ArpaClv`] and [`FixedLifespanClv`] ask for revenue, and for the gross margin
//!    beside it.
//! 2. **When is it paid?** In advance or in arrears differ by a whole period's margin: [`Timing`].
//!    The period of the *margin* is the period of the payments: 30 a month is not 360 a year.
//! 3. **How far ahead?** With a churn of 1 % a month, 30 % of the payments come after year ten. If
//!    nobody has been a customer for that long, give a [horizon](crate::units::Horizon):
//!    [`FiniteClv`], or `value_within` of the others.
//! 4. **Discounted by what?** A [rate](crate::units::DiscountRate) is effective or nominal, and has a
//!    period; [`NONE`](crate::units::DiscountRate::NONE) is a choice, too, and printed as one.
//! 5. **Constant churn?** Real churn falls with age. One rate for everybody understates the value of
//!    those who have stayed: with a curve at hand, [`CurveClv`].
//!
//! The cost of winning the customer is never in it: [`Clv::net_of`] takes it off, [`Clv::to_cost`]
//! divides by it.
//!
//! # Examples
//!
//! The same facts through several forms: 100 a year, 20 % churn, 10 % discount.
//!
//! ```
//! use tenure::clv::*;
//! use tenure::units::{Churn, DiscountRate, Growth, Horizon, Margin, Period, Proportion};
//!
//! let margin = Margin::new(100.0, Period::Year)?;
//! let churn = Churn::new(Proportion::from_percent(20.0)?, Period::Year);
//! let discount = DiscountRate::new(0.10, Period::Year)?;
//! let growth = Growth::new(0.05, Period::Year)?;
//! let (timing, first) = (Timing::Start, FirstMargin::AsStated);
//! let horizon = Horizon::new(5.0, Period::Year)?;
//!
//! let steady = SteadyClv { margin, churn, discount, timing };
//! let table = [
//!     ("steady", steady.value()?),
//!     ("in arrears", SteadyClv { timing: Timing::End, ..steady }.value()?),
//!     ("any time", ContinuousClv { margin, churn, discount }.value()?),
//!     ("growing 5 %", GrowingClv { margin, churn, discount, growth, timing, first }.value()?),
//!     ("five years", FiniteClv { margin, churn, discount, timing, horizon }.value()?),
//!     ("undiscounted", SteadyClv { discount: DiscountRate::NONE, ..steady }.value()?),
//! ];
//! let lines = table.map(|(form, clv)| format!("{form:<12}{clv:>7.2}"));
//! assert_eq!(lines, [
//!     "steady       366.67 (start of period, no horizon, discounted at 10.0% per year)",
//!     "in arrears   266.67 (end of period, no horizon, discounted at 10.0% per year)",
//!     "any time     314.02 (no horizon, discounted at 10.0% per year)",
//!     "growing 5 %  423.08 (start of period, no horizon, discounted at 10.0% per year)",
//!     "five years   292.06 (start of period, horizon 5 × year, discounted at 10.0% per year)",
//!     "undiscounted 500.00 (start of period, no horizon, not discounted)",
//! ]);
//! # Ok::<(), tenure::Error>(())
//! ```
//!
//! # Formulas in circulation that go wrong
//!
//! Handbooks and templates print some of these with slips. Each is here under a name that says what
//! it is, so that a figure already reported can be found again and put right.
//!
//! | printed as lifetime value | what it is | here |
//! |---|---|---|
//! | AOV · frequency · lifespan − CAC; 100 · 1 · 36 − 200 printed as 2800 | it is 3400; years times monthly orders is the usual slip, and the margin is missing | [`OrdersClv`], then [`net_of`](Clv::net_of) |
//! | revenue · (1/retention) · 1/(1+d)ⁿ; 10, 80 %, 10 %, 5 years printed as 12.92 | it is 7.76, and *falls* when retention rises; meant was 29.21 (in advance) or 21.24 (in arrears) | [`InverseRetentionScore`]; right: [`FiniteClv`] |
//! | the same over marketing cost | a return ratio, not a value, and only with the cost of *one* customer | [`Clv::to_cost`] |
//! | revenue · years · margin; 10 000 · 3 · 20 % = 6000 | right, not discounted, and everybody stays to the end | [`FixedLifespanClv`] |
//! | amount · frequency · retention | the expected value of the *next* period | [`NextPeriodValue`] |
//! | purchases · average order value | what was paid so far | [`HistoricClv`] |
//! | ARPU / churn | revenue, not margin; runs away when churn nears 0 | [`ArpaClv`], capped by [`value_within`](ArpaClv::value_within) |
//! | r(1+g) ≥ 1+d put into a closed form | a *negative* number; there is no finite value | [`Error::Diverges`](crate::Error::Diverges) |

pub mod checks;
pub mod fitting;
pub mod history;
pub mod models;

mod closed_forms;
mod value;

pub use closed_forms::{
    ArpaClv, Clv, ContinuousClv, CurveClv, FiniteClv, FirstMargin, FixedLifespanClv, GrowingClv,
    HistoricClv, InverseRetentionScore, NextPeriodValue, OrdersClv, SteadyClv, Timing,
};
pub use value::{CustomerValue, FirstPurchase, FittedCustomerValue};
