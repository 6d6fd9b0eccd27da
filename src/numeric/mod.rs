//! Private numerics: everything above stands on these. Each folder says why it is ours.

pub(crate) mod bytes;
pub(crate) mod exact;
#[cfg(test)]
pub(crate) mod golden;
pub(crate) mod linalg;
pub(crate) mod newton;
pub(crate) mod quadrature;
pub(crate) mod random;
pub(crate) mod special;

#[cfg(feature = "serde")]
pub(crate) use exact::wide;
pub(crate) use exact::{big, careful_sum, count, moments, superacc};
pub(crate) use linalg::{cholesky, jacobi};
pub(crate) use newton::jet;
pub(crate) use quadrature::panels;
pub(crate) use special::{
    beta, beta_survival, chi_square, exp_integral, gamma, gamma_cross, logistic, math, normal,
    stirling, student_t,
};
