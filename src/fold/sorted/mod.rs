//! Rows in order of their keys, whatever order they come in: what is common to all states that keep rows.
//!
//! Rows are *settled* when they are in order, and of those that unite each key is there once; rows that came in
//! since *wait*. States settle when it [is due](is_due), and at the latest when their owner says `sort`.
//! Until then a question works on a settled copy.

mod batched;
mod batches;
mod in_order;
mod rows;
mod runs;

pub(crate) use batched::{Batched, InOrderRefs};
pub(crate) use batches::Batches;
pub(crate) use in_order::{InOrder, Lent};
pub(crate) use rows::{Keyed, settle_scattered, unite};
pub(crate) use runs::Runs;

/// Whether it is time to settle: an eighth came in since it last was. In the long run every row is moved
/// O(log n) times, however small the pieces they come in.
pub(crate) const fn is_due(waiting: usize, settled: usize) -> bool {
    waiting > 0 && waiting.saturating_mul(8) >= settled
}
