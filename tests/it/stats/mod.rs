//! Tests of `tenure::stats`.
