//! Computes what a customer is worth: customer lifetime value (CLV, LTV).
//!
//! There is one type per question: a struct of the figures it needs, filled in by name. Every rate
//! carries its own period and is converted.
//!
//! # What do I know?
//!
//! | I know … | use | it computes |
//! |---|---|---|
//! | what a customer has paid | [`HistoricClv`] | the value so far |
//! | order value, frequency and churn | [`NextPeriodValue`] | the expected value of the next period |
//! | a steady margin and a churn | [`SteadyClv`] | **the usual one**: the present value of all margins to come |
//! | … and a horizon | [`FiniteClv`] | the value within the horizon; never diverges |
//! | … and how fast the margin grows | [`GrowingClv`] | the value with expansion |
//! | … and there are no payment dates | [`ContinuousClv`] | the value of continuous payments |
//! | a retention curve by age | [`CurveClv`] | the discounted cash flow; better than any constant churn |
//! | revenue per account, gross margin, churn | [`ArpaClv`] | the SaaS rule of thumb, not discounted |
//! | order value, frequency, lifespan (and CAC) | [`OrdersClv`] | the shop's rule of thumb, not discounted |
//! | revenue, gross margin, lifespan | [`FixedLifespanClv`] | a fixed contract, not discounted |
//! | a report made with revenue/retention | [`InverseRetentionScore`] | that figure, to correct it |
//!
//! The closed forms take churn as known and the same for all customers, which suits contracts, where
//! customers cancel. Most return a [`Clv`], so that their values can be compared. Where customers
//! differ, or stop buying without cancelling, fit a model to their behaviour
//! ([the guide](crate::guide::lifetime_value) shows the whole way):
//!
//! | I have … | use | it computes |
//! |---|---|---|
//! | a log of purchases | [`history`], then [`models`] | who is still active, how often they will buy |
//! | … and their amounts | [`CustomerValue`] | **the value of each buyer** |
//! | renewals by age of the contract | [`ShiftedBetaGeometric`](models::ShiftedBetaGeometric) | retention that rises with age, for [`CurveClv`] |
//! | a fitted model | [`checks`] | whether it fits and forecasts well |
//!
//! # Which CLV?
//!
//! Five choices decide the figure. Report them with it; each alone can change it by a quarter.
//!
//! 1. **Margin or revenue?** Margin, if it is to be compared with a cost. Only [`ArpaClv`] and
//!    [`FixedLifespanClv`] ask for revenue, together with the gross margin.
//! 2. **When is it paid?** Payment in advance and in arrears differ by a whole period's margin:
//!    [`Timing`]. The period of the *margin* is the period of the payments: 30 a month is not 360 a
//!    year.
//! 3. **How far ahead?** With a churn of 1 % a month, 30 % of the payments come after year ten. If no
//!    customer has stayed that long yet, set a [horizon](crate::units::Horizon): [`FiniteClv`], or
//!    `value_within` of the others.
//! 4. **At which discount rate?** A [rate](crate::units::DiscountRate) is effective or nominal and has
//!    a period; [`NONE`](crate::units::DiscountRate::NONE) is a choice too, and is printed as one.
//! 5. **Constant churn?** Real churn falls with age. One rate for all customers understates the value
//!    of those who have stayed; if you have a retention curve, use [`CurveClv`].
//!
//! The cost of acquiring the customer is never included: [`Clv::net_of`] subtracts it and
//! [`Clv::to_cost`] divides by it.
//!
//! # Examples
//!
//! Six forms with the same figures: 100 a year, 20 % churn, 10 % discount.
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
//!     (
//!         "growing 5 %",
//!         GrowingClv { margin, churn, discount, growth, timing, first }.value()?,
//!     ),
//!     ("five years", FiniteClv { margin, churn, discount, timing, horizon }.value()?),
//!     ("undiscounted", SteadyClv { discount: DiscountRate::NONE, ..steady }.value()?),
//! ];
//! let lines = table.map(|(form, clv)| format!("{form:<12}{clv:>7.2}"));
//! assert_eq!(lines, [
//!     "steady       366.67 (start of period, no horizon, discounted at 10.0% per year)",
//!     "in arrears   266.67 (end of period, no horizon, discounted at 10.0% per year)",
//!     "any time     314.02 (no horizon, discounted at 10.0% per year)",
//!     "growing 5 %  423.08 (start of period, no horizon, discounted at 10.0% per year)",
//!     "five years   292.06 \
//!      (start of period, horizon 5 years, discounted at 10.0% per year)",
//!     "undiscounted 500.00 (start of period, no horizon, not discounted)",
//! ]);
//! # Ok::<(), tenure::Error>(())
//! ```
//!
//! # Formulas in circulation that go wrong
//!
//! Some handbooks and templates print these formulas with mistakes. Each is here under a name that
//! says what it computes, so that a figure already reported can be reproduced and corrected.
//!
//! | printed as lifetime value | what it is | here |
//! |---|---|---|
//! | AOV · frequency · lifespan − CAC; 100 · 1 · 36 − 200 printed as 2800 | it is 3400; multiplying years by monthly orders is the usual mistake, and the margin is missing | [`OrdersClv`], then [`net_of`](Clv::net_of) |
//! | revenue · (1/retention) · 1/(1+d)ⁿ; 10, 80 %, 10 %, 5 years printed as 12.92 | it is 7.76, and *falls* when retention rises; intended was 29.21 (in advance) or 21.24 (in arrears) | [`InverseRetentionScore`]; right: [`FiniteClv`] |
//! | the previous formula divided by marketing cost | a return ratio, not a value, and only with the cost of *one* customer | [`Clv::to_cost`] |
//! | revenue · years · margin; 10 000 · 3 · 20 % = 6000 | correct, not discounted, if every customer stays to the end | [`FixedLifespanClv`] |
//! | amount · frequency · retention | the expected value of the *next* period | [`NextPeriodValue`] |
//! | purchases · average order value | what was paid so far | [`HistoricClv`] |
//! | ARPU / churn | revenue, not margin; grows without bound as churn nears 0 | [`ArpaClv`], capped by [`value_within`](ArpaClv::value_within) |
//! | r(1+g) ≥ 1+d put into a closed form | a *negative* number; there is no finite value | [`Error::Diverges`](crate::Error::Diverges) |

pub mod checks;
pub mod fitting;
pub mod history;
pub mod models;

mod closed_forms;
mod counts;
mod value;

#[doc(alias = "ARPU")]
#[doc(alias = "LTV")]
pub use closed_forms::ArpaClv;
#[doc(alias = "LTV")]
#[doc(alias = "CLTV")]
#[doc(alias = "lifetime value")]
#[doc(alias = "customer lifetime value")]
pub use closed_forms::Clv;
#[doc(alias = "cohort")]
#[doc(alias = "DCF")]
#[doc(alias = "discounted cash flow")]
#[doc(alias = "survival")]
pub use closed_forms::CurveClv;
#[doc(alias = "expansion")]
pub use closed_forms::GrowingClv;
#[doc(alias = "realised value")]
#[doc(alias = "total spend")]
#[doc(alias = "high value")]
pub use closed_forms::HistoricClv;
#[doc(alias = "AOV")]
#[doc(alias = "purchase frequency")]
pub use closed_forms::OrdersClv;
#[doc(alias = "LTV")]
#[doc(alias = "lifetime value")]
#[doc(alias = "Gupta-Lehmann")]
pub use closed_forms::SteadyClv;
pub use closed_forms::{
    ContinuousClv, FiniteClv, FirstMargin, FixedLifespanClv, InverseRetentionScore,
    NextPeriodValue, Timing,
};
#[doc(alias = "LTV")]
#[doc(alias = "residual CLV")]
#[doc(alias = "customer equity")]
#[doc(alias = "high value")]
pub use value::CustomerValue;
pub use value::{FirstPurchase, FittedCustomerValue};
