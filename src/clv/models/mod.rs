//! Models of when customers buy, and of when they stop.

mod nbd;
mod purchase_model;
mod simulate;

pub use nbd::Nbd;
pub use purchase_model::{PurchaseModel, SimulatedCustomer};
