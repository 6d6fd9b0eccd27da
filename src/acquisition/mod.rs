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

mod cac;
mod costs;
mod funnel;
mod ltv_to_cac;
mod payback;
mod plan;
mod programme;
mod spend;

pub use cac::{Acquisition, Cac};
pub use costs::{AcquisitionCosts, CostLine};
pub use funnel::{Funnel, FunnelStage};
pub use ltv_to_cac::LtvToCac;
pub use payback::{ChurnPayback, Payback, RevenuePayback, SimplePayback};
pub use plan::{FunnelForecast, FunnelPlan};
pub use programme::{ProgrammeValue, RetainedCustomers};
pub use spend::Spend;
