//! Tests of `tenure::survey`.

mod nps_laws;

mod ces;
mod csat;
mod groups;
mod ratings;
