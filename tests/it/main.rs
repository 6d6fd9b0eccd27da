//! The one integration test binary: laws, reference values and bad input per area, and what holds
//! for the whole crate.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "tests fail by panicking, and exact equality of numbers is often the point"
)]

mod acquisition;
mod clv;
mod contract;
mod front_door;
mod merge;
mod retention;
#[cfg(feature = "serde")]
mod saved;
mod scoring;
mod segment;
#[cfg(feature = "serde")]
mod sharding;
mod stats;
mod support;
mod survey;
mod units;
#[cfg(feature = "serde")]
mod wire;
