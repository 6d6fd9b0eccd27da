//! Exact arithmetic: counters, sums and products that lose nothing, so that the order of the rows cannot matter.
//!
//! Ours because merged states promise the same bits for any sharding, which no floating-point sum keeps.

pub(crate) mod big;
pub(crate) mod careful_sum;
pub(crate) mod count;
pub(crate) mod moments;
pub(crate) mod superacc;
mod two_product;
#[cfg(feature = "serde")]
pub(crate) mod wide;

pub(crate) use two_product::two_product;
