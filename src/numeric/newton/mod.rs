//! Derivatives and the search that uses them.
//!
//! Ours because a fit that has not converged must be an error with its reason, never a result.

mod damping;
pub(crate) mod jet;

pub(crate) use damping::{Damping, largest};
