//! Models of when customers buy, and of when they stop.

mod purchase_model;
mod simulate;

pub use purchase_model::{PurchaseModel, SimulatedCustomer};
