//! Tests of `tenure::survey`.

mod nps_laws;

mod ces;
mod csat;
mod dimensions;
mod groups;
mod needs;
mod ratings;
mod sentiment;
