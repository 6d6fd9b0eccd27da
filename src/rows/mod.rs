//! Rows in order of their keys, whatever order they come in: what the keyed logs of the crate are made of.

mod runs;
mod sorted;

pub(crate) use runs::Runs;
pub(crate) use sorted::{Keyed, merged, sort, unite};
