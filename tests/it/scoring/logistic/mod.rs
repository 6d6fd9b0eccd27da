//! Fitting.

mod passes;
