//! Tests of `tenure::survey`.

mod css;
mod net_recommend;
mod nps_bad_input;
mod nps_coverage;
mod nps_difference;
mod nps_laws;
mod nps_reference;
mod nps_sample_size;
mod weighted_nps;
