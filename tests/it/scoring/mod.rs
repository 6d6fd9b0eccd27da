//! The churn scorer, its evaluation and its validation.

mod evaluation;
mod logistic;
mod model;
mod shown;
mod telco;
mod validation;
