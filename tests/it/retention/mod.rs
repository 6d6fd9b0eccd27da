//! Tests of `tenure::retention`.
