//! The fit of the churn model.
#![allow(
    clippy::disallowed_methods,
    reason = "what is expected may come from the standard library"
)]

mod dice;
mod inference;
mod laws;
mod passes;
mod penalties;
mod reference;
mod separation;
mod telco;
mod traps;
#[cfg(feature = "serde")]
mod wire;
