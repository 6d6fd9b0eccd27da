//! Folding rows into states and merging states: what every accumulator has in common, written once.

pub(crate) mod accumulate;
pub(crate) mod keyed;
mod merge;
#[cfg(feature = "rayon")]
mod parallel;
mod segmented;
pub(crate) mod sorted;

pub use merge::Merge;
#[cfg(feature = "rayon")]
pub(crate) use parallel::par_collect;
pub use segmented::Segmented;
