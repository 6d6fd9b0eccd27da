//! What parameters of the models may be.

use crate::{Error, Result};

/// Which parameters are accepted: a fit that leaves this range has run off.
pub(crate) const RANGE: core::ops::RangeInclusive<f64> = 1e-10..=1e10;

/// A parameter above 0, of a size that every formula takes.
pub(crate) fn positive(what: &'static str, value: f64) -> Result<f64> {
    if RANGE.contains(&value) {
        Ok(value)
    } else {
        Err(Error::bad_number(what, "from 1e-10 to 1e10", value))
    }
}
