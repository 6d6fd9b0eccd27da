//! Tests of `tenure::survey`.

mod bytes;
mod ces;
mod csat;
mod css;
mod dimensions;
mod groups;
mod needs;
mod net_recommend;
mod nps_bad_input;
mod nps_coverage;
mod nps_difference;
mod nps_laws;
mod nps_reference;
mod nps_sample_size;
mod nps_shares;
mod ratings;
mod sentiment;
mod weighted_nps;
