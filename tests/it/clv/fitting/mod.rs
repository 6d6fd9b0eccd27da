//! Tests of `tenure::clv::fitting`, and of the model without leaving.

mod nbd;
