//! Tests of `tenure::acquisition`.
