//! Models of when customers buy, and of when they stop.

mod gamma_gamma;
mod nbd;
mod purchase_model;
mod simulate;

pub use gamma_gamma::GammaGamma;
pub use nbd::Nbd;
pub use purchase_model::{PurchaseModel, SimulatedCustomer};
