//! Derivatives and the search that uses them.
//!
//! Ours because a fit that has not converged must be an error with its reason, never a result.

pub(crate) mod jet;
