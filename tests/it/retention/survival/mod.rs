//! Tests of `tenure::retention::survival`.

mod bridge;
mod log_rank;
mod log_rank_bad_input;
mod log_rank_laws;
mod reference_tables;
mod restricted_mean;
