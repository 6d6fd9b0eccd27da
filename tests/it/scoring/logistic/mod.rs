//! The fit of the churn model.

mod dice;
mod inference;
mod reference;
mod separation;
