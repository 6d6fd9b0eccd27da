//! Models of when customers buy, and of when they stop.

mod beta_discrete_weibull;
mod bg_bb;
mod nbd;
mod purchase_model;
mod renewals;
mod shifted_beta_geometric;
mod simulate;

pub use beta_discrete_weibull::BetaDiscreteWeibull;
pub use bg_bb::BgBb;
pub use nbd::Nbd;
pub use purchase_model::{PurchaseModel, SimulatedCustomer};
pub use renewals::RenewalModel;
pub use shifted_beta_geometric::ShiftedBetaGeometric;
