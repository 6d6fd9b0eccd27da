//! Linear algebra of small symmetric matrices.
//!
//! Ours because a fit must say which columns are collinear, and no kept pure-Rust crate reports that.

pub(crate) mod cholesky;
pub(crate) mod jacobi;
