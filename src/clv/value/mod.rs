//! Computes what a customer is worth from a purchase model and a spend model.

mod customer_value;
mod discounting;
mod fitted;

pub use customer_value::{CustomerValue, FirstPurchase};
pub use fitted::FittedCustomerValue;
