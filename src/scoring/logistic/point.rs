//! [`NewtonPoint`].

use std::sync::Arc;

/// Where a pass over the data is made: how features are standardised, the coefficients there, and what is summed.
#[derive(Debug, Clone, PartialEq)]
pub struct NewtonPoint {
    pub(crate) centres: Arc<[f64]>,
    pub(crate) scales: Arc<[f64]>,
    /// Of the standardised features, the intercept first.
    pub(crate) coefficients: Box<[f64]>,
    /// What a customer who stayed, and one who churned, counts beyond its row weight.
    pub(crate) class_weights: [f64; 2],
    pub(crate) task: Task,
}

/// What a pass sums, beside the log-likelihood.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Task {
    /// Gradient Σ w (y − p) x and Gram matrix Σ w p(1 − p) x xᵀ.
    Newton,
    /// The same, and the least and greatest of (2y − 1)·xᵀδ for this direction δ (intercept first).
    Margins(Box<[f64]>),
    /// The gradient of Firth's penalised likelihood, Σ (w (y − p) + h(½ − p)) x, with leverages
    /// h = w p(1 − p) ‖M x‖², M the packed rows of the lower triangle of the inverse Cholesky factor
    /// (M A Mᵀ = I) of the Gram matrix A at this point; and the Gram matrix as before.
    Leverages(Box<[f64]>),
    /// The gradient as before, and the "meat" Σ w (y − p)² x xᵀ in place of the Gram matrix.
    Squares,
}
