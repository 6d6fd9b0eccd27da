//! Tests of `tenure::segment`.
