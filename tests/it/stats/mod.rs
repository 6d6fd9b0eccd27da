//! Tests of `tenure::stats`.
#![allow(
    clippy::disallowed_methods,
    reason = "the standard library is an oracle that is not ours"
)]

mod binomial_bad_input;
mod binomial_difference;
mod binomial_laws;
mod binomial_reference;
mod coverage;
mod exact_sum;
mod moments_laws;
mod moments_values;
mod quantiles;
mod sample_laws;
mod sample_size;
