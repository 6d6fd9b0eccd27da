//! Numerical integration with a known error.
//!
//! Ours because the integrands are known: their singularities say how many nodes are enough.

pub(crate) mod halves;
pub(crate) mod panels;
mod rules;

pub(crate) use rules::GAUSS_16;
use rules::{GAUSS_24, KRONROD_15, KRONROD_MIDDLE};
