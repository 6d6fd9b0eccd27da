//! Folding rows into states and merging states: what every accumulator has in common, written once.

pub(crate) mod accumulate;
mod blanks;
mod combined;
mod merge;
#[cfg(feature = "rayon")]
mod parallel;
mod segmented;
pub(crate) mod sorted;
mod try_accumulate;
mod validity;

pub use blanks::Blanks;
pub use merge::Merge;
#[cfg(feature = "rayon")]
pub(crate) use parallel::par_collect;
pub use segmented::Segmented;
pub use try_accumulate::TryAccumulate;
pub(crate) use validity::collect_valid;
