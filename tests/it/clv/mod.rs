//! Tests of `tenure::clv`.
