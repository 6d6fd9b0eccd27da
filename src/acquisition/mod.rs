//! What does a new customer cost, and when has the cost come back?
//!
//! | I want to know … | use |
//! |---|---|
//! | what a new customer costs, by channel or in all | [`Cac`] |
//! | … by the definition meant: paid, marketing-only, blended, fully loaded | [`AcquisitionCosts`] |
//! | when that has come back, counting those who leave | [`ChurnPayback`], **the one to decide by** |
//! | … by the usual rule, as if nobody left | [`SimplePayback`] |
//! | … on revenue, where margins are not known | [`RevenuePayback`] |
//! | whether customers are worth their cost | [`LtvToCac`] |
//! | how many of those contacted answer and buy | [`Funnel`] |
//! | how many customers a budget brings | [`FunnelPlan`] |
//! | what the customers of a programme are worth | [`ProgrammeValue`] |
//! | how many stay if only the satisfied do | [`RetainedCustomers`] |
//!
//! # Examples
//!
//! From what campaigns cost to whether they pay:
//!
//! ```
//! use tenure::acquisition::{Cac, ChurnPayback, LtvToCac};
//! use tenure::clv::{SteadyClv, Timing};
//! use tenure::units::{Churn, DiscountRate, Finite, Margin, Money, Period, Proportion};
//!
//! // Each campaign of the quarter: what it cost, in cents, and how many customers it won.
//! let campaigns = [(Money::from_minor(2_700_000), 50), (Money::from_minor(1_800_000), 25)];
//! let cac = Cac::try_from_iter(campaigns)?.per_customer(2).ok_or("nobody was won")?;
//! let cac = Finite::new(cac)?;
//! assert_eq!(cac.get(), 600.0);
//!
//! let margin = Margin::new(80.0, Period::Month)?;
//! let churn = Churn::new(Proportion::from_percent(5.0)?, Period::Month);
//! let payback = ChurnPayback { cac, margin, churn }.value()?;
//! assert_eq!(payback.to_string(), "after 9.2 months");
//!
//! let discount = DiscountRate::new(0.10, Period::Year)?;
//! let ltv = SteadyClv { margin, churn, discount, timing: Timing::Start }.value()?;
//! let ratio = LtvToCac { ltv: ltv.into(), cac }.value()?;
//! assert_eq!(format!("{ratio:.1}"), "2.3");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cac;
mod costs;
mod funnel;
mod ltv_to_cac;
mod payback;
mod plan;
mod programme;
mod spend;

pub use cac::Acquisition;
#[doc(alias = "customer acquisition cost")]
#[doc(alias = "CPA")]
pub use cac::Cac;
#[doc(alias = "CAC")]
#[doc(alias = "S&M")]
#[doc(alias = "blended CAC")]
#[doc(alias = "fully loaded CAC")]
pub use costs::AcquisitionCosts;
pub use costs::CostLine;
#[doc(alias = "conversion rate")]
#[doc(alias = "response rate")]
pub use funnel::Funnel;
pub use funnel::FunnelStage;
#[doc(alias = "LTV:CAC")]
#[doc(alias = "CLV:CAC")]
pub use ltv_to_cac::LtvToCac;
#[doc(alias = "CAC payback")]
pub use payback::ChurnPayback;
#[doc(alias = "months to recover CAC")]
pub use payback::SimplePayback;
pub use payback::{Payback, RevenuePayback, Wait};
pub use plan::FunnelForecast;
#[doc(alias = "budget")]
pub use plan::FunnelPlan;
pub use programme::{ProgrammeValue, RetainedCustomers};
pub use spend::Spend;
