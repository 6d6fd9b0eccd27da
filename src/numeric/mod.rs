//! Private numerics: everything above stands on these.

pub(crate) mod beta;
pub(crate) mod beta_survival;
pub(crate) mod big;
pub(crate) mod careful_sum;
pub(crate) mod chi_square;
pub(crate) mod cholesky;
pub(crate) mod count;
pub(crate) mod exp_integral;
pub(crate) mod gamma;
pub(crate) mod gamma_cross;
#[cfg(test)]
pub(crate) mod golden;
pub(crate) mod jacobi;
pub(crate) mod jet;
pub(crate) mod math;
pub(crate) mod moments;
pub(crate) mod normal;
pub(crate) mod panels;
pub(crate) mod random;
pub(crate) mod stirling;
pub(crate) mod student_t;
pub(crate) mod superacc;
pub(crate) mod tally;
#[cfg(feature = "serde")]
pub(crate) mod wide;
