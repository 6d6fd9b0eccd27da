//! The fit of the churn model.

mod dice;
mod reference;
mod separation;
