//! Tests of `tenure::units`.

mod churn;
mod discount_rate;
mod money;
mod refusals;
#[cfg(feature = "survey")]
mod shown;
