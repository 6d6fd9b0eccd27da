//! Tests of `tenure::retention::survival`.
