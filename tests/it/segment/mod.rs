//! Tests of `tenure::segment`.

mod bad_input;
mod laws;
