//! Tests of `tenure::retention::revenue`.
