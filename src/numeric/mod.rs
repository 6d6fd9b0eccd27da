//! Private numerics: everything above stands on these.
#![allow(dead_code, reason = "grows before its users")]

pub(crate) mod big;
#[cfg(test)]
mod golden;
pub(crate) mod math;
pub(crate) mod moments;
pub(crate) mod superacc;
