//! Models of when customers buy, and of when they stop.

mod beta_discrete_weibull;
mod beta_geometric;
mod bg_bb;
mod bg_nbd;
mod mbg_nbd;
mod nbd;
mod purchase_model;
mod renewals;
mod shifted_beta_geometric;
mod simulate;

pub use beta_discrete_weibull::BetaDiscreteWeibull;
pub use bg_bb::BgBb;
pub use bg_nbd::BgNbd;
pub use mbg_nbd::MbgNbd;
pub use nbd::Nbd;
mod pareto_nbd;

pub use pareto_nbd::ParetoNbd;
mod gamma_gamma;

pub use gamma_gamma::GammaGamma;
pub use purchase_model::{PurchaseModel, SimulatedCustomer};
pub use renewals::RenewalModel;
pub use shifted_beta_geometric::ShiftedBetaGeometric;
