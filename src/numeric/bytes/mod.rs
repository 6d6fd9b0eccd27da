//! Counting ratings held as bytes, many at a time.
//!
//! Ours because no crate counts classes of bytes at a cost that does not depend on the answers.
//!
//! A `match` with a counter per class mispredicts about once a rating and spends nanoseconds on each. Here every
//! rating costs the same few vector instructions whatever its value, because nothing branches on it: bytes are
//! taken in sixteen side by side, into one-byte counters that are widened before they can overflow. These are plain
//! loops in the shape the compiler turns into vector instructions on every target; no particular machine is asked for.
//!
//! The ratings are checked against their scale in the same pass, by keeping the extremes. Only when the extremes
//! show that some rating is out of range is the input read again to say which.

mod blocks;
mod classes;
mod histogram;
mod lanes;
#[cfg(test)]
mod tests;

pub(crate) use self::blocks::{in_blocks, too_few_for_blocks, try_in_blocks};
pub(crate) use self::classes::classes;
pub(crate) use self::histogram::histogram;
