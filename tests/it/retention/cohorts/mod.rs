//! Tests of `tenure::retention::cohorts`.
