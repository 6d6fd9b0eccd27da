//! Elementary and special functions and the distributions made of them.
//!
//! Ours where the tails and the differences of the available ones lose digits that likelihoods and intervals need;
//! the rest goes through `libm` and `statrs`.

pub(crate) mod beta;
pub(crate) mod beta_survival;
pub(crate) mod chi_square;
pub(crate) mod exp_integral;
pub(crate) mod gamma;
pub(crate) mod gamma_cross;
pub(crate) mod logistic;
pub(crate) mod math;
pub(crate) mod normal;
pub(crate) mod stirling;
pub(crate) mod student_t;
