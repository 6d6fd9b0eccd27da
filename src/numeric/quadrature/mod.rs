//! Numerical integration with a known error.
//!
//! Ours because the integrands are known: their singularities say how many nodes are enough.

pub(crate) mod panels;
