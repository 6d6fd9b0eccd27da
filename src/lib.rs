//! Customer-success metrics: are customers satisfied, do they stay, what does one cost, what is one
//! worth.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![doc(test(attr(deny(warnings))))]
// Library code neither indexes nor overflows; tests, benches and examples may.
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

mod accumulate;
mod error;
mod interop;
mod merge;
mod numeric;

pub mod acquisition;
pub mod clv;
pub mod retention;
pub mod segment;
pub mod stats;
pub mod survey;
pub mod units;

pub use error::{Error, Result};
pub use merge::{Merge, Segmented};
pub use survey::Nps;
