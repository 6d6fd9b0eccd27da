//! Rows in order of their keys, whatever order they come in: what the keyed logs of the crate are made of.

mod rows;
mod runs;

pub(crate) use rows::{Keyed, merged, sort, unite};
pub(crate) use runs::Runs;
