//! Models of when customers buy, and of when they stop.

mod pareto_nbd;
mod purchase_model;
mod simulate;

pub use pareto_nbd::ParetoNbd;
pub use purchase_model::{PurchaseModel, SimulatedCustomer};
