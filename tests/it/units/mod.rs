//! Tests of `tenure::units`.
