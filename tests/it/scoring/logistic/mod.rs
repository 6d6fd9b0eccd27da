//! The fit of the churn model.

mod dice;
mod inference;
mod laws;
mod passes;
mod reference;
mod separation;
mod telco;
mod traps;
