//! Tests of `tenure::survey`.

mod nps_laws;

mod groups;
mod ratings;
