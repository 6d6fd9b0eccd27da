//! The fit of the churn model.

mod dice;
mod inference;
mod laws;
mod reference;
mod separation;
mod telco;
mod traps;
