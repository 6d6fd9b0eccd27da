//! Tests of `tenure::survey`.

mod nps_laws;
