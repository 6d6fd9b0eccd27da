//! Private numerics: everything above stands on these.
#![allow(dead_code, reason = "grows before its users")]

pub(crate) mod count;
pub(crate) mod math;
pub(crate) mod normal;
#[cfg(feature = "serde")]
pub(crate) mod wide;
