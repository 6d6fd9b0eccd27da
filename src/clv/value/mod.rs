//! What a customer is worth: a purchase model and a spend model together.

mod customer_value;
mod discounting;
mod fitted;

pub use customer_value::{CustomerValue, FirstPurchase};
pub use fitted::FittedCustomerValue;
