//! Private numerics: everything above stands on these.

pub(crate) mod big;
pub(crate) mod count;
#[cfg(test)]
mod golden;
pub(crate) mod math;
pub(crate) mod moments;
pub(crate) mod normal;
pub(crate) mod superacc;
#[cfg(feature = "serde")]
pub(crate) mod wide;
