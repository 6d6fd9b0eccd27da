//! Private glue to other crates, each behind its feature.

#[cfg(feature = "rayon")]
mod rayon;

#[cfg(feature = "rayon")]
pub(crate) use self::rayon::par_collect;
